/** Page: the top bar of a page with its breadcrumb, name, state and buttons, and the body under it. */
import { createContext, createEffect, For, type JSX, onCleanup, Show, useContext } from 'solid-js'
import { Icon } from './icon.tsx'
import styles from './page.module.css'

export type Crumb = { label: string; href: string }

type HeaderProps = {
  /** The pages above this one, outermost first. The last is where the Back arrow leads on a phone. */
  breadcrumb?: Crumb[]
  /** Shows a Back arrow to here; with a function it runs instead of following a link. */
  back?: string | (() => void)
  title: string
  /** Stands where the title does, instead of plain words (the editor's name field); `title` still names the page. */
  titleSlot?: JSX.Element
  /** The state as a pill, beside the title. */
  pill?: JSX.Element
  /** Further news beside the pill: the save state. */
  status?: JSX.Element
  /** Who is here, at the right before the buttons. */
  people?: JSX.Element
  /** The buttons, least important first; one filled at most. */
  actions?: JSX.Element
}

/**
 * What the shell lends every page: the button that opens the menu on a phone, and where a page that fills the window
 * says so (the menu folds; it returns how to take that back).
 */
export const PageFrame = createContext<{
  menuButton?: () => JSX.Element
  /** News for whoever is signed in, at the right end of the top bar. */
  news?: () => JSX.Element
  onFull?: () => () => void
  /** The way back to a page as it was last seen: its address with the filters it had. */
  wayBack?: (href: string) => string
}>({})

export function PageHeader(props: HeaderProps): JSX.Element {
  const frame = useContext(PageFrame)
  const wayBack = (href: string) => frame.wayBack?.(href) ?? href
  return (
    <header class={styles.bar}>
      {frame.menuButton?.()}
      <Show when={props.back}>
        {(back) => (
          <a
            class={styles.back}
            href={typeof back() === 'string' ? wayBack(back() as string) : '#'}
            aria-label="Back"
            title="Back"
            onClick={(event) => {
              const to = back()
              if (typeof to !== 'function') return
              event.preventDefault()
              to()
            }}
          >
            <Icon name="arrow-left" />
          </a>
        )}
      </Show>
      <div class={styles.where}>
        <Show when={props.breadcrumb?.length}>
          <nav class={styles.crumbs} aria-label="Breadcrumb">
            <For each={props.breadcrumb}>
              {(crumb) => (
                <>
                  <a href={wayBack(crumb.href)}>{crumb.label}</a>
                  <span aria-hidden="true">/</span>
                </>
              )}
            </For>
          </nav>
        </Show>
        <Show when={props.titleSlot} fallback={<h1 class={styles.title}>{props.title}</h1>}>
          {props.titleSlot}
        </Show>
        {props.pill}
        {props.status}
      </div>
      <div class={styles.right}>
        {props.people}
        {frame.news?.()}
        {props.actions}
      </div>
    </header>
  )
}

/**
 * A whole page. `full` gives the body the rest of the window without padding or scrolling of its own (the editor);
 * otherwise the body scrolls and its content is centred, `narrow` for forms. `tabs` stand under the bar.
 */
export function Page(
  props: HeaderProps & {
    full?: boolean
    narrow?: boolean
    tabs?: JSX.Element
    /** For the browser's tab, where it should differ from `title`. */
    documentTitle?: string
    children: JSX.Element
  },
): JSX.Element {
  createEffect(() => {
    document.title = `${props.documentTitle ?? props.title} · Flowroom`
  })
  const frame = useContext(PageFrame)
  createEffect(() => {
    if (!props.full) return
    const undo = frame.onFull?.()
    if (undo) onCleanup(undo)
  })
  return (
    <div class={styles.page}>
      <PageHeader {...props} />
      {props.tabs}
      <main class={props.full ? styles.full : styles.scroll} id="content" tabIndex={-1}>
        <Show when={!props.full} fallback={props.children}>
          <div class={props.narrow ? styles.narrow : styles.wide}>{props.children}</div>
        </Show>
      </main>
    </div>
  )
}

/** A bordered card on the page's ground. */
export function Card(props: {
  title?: JSX.Element
  actions?: JSX.Element
  children: JSX.Element
  padded?: boolean
}): JSX.Element {
  return (
    <section class={styles.card}>
      <Show when={props.title || props.actions}>
        <header class={styles.cardHead}>
          <h2>{props.title}</h2>
          <div class={styles.right}>{props.actions}</div>
        </header>
      </Show>
      <div class={props.padded ? styles.cardBody : undefined}>{props.children}</div>
    </section>
  )
}
