/** A component in its place on the screen: framed while picked, marked where there is something to say, pickable. */
import { type JSX, Show } from 'solid-js'
import styles from './placed.module.css'
import { useScreen } from './screen-context.ts'

export function Placed(props: {
  /** JSON path of what stands here. */
  path: string
  class?: string | undefined
  text?: boolean
  children: JSX.Element
}) {
  const { pointing } = useScreen()
  const isPicking = () => pointing?.()?.picking === true
  const pick = () => pointing?.()?.onPick(props.path)
  /** While picking, the whole place is one button and what is in it rests. */
  const asButton = (): JSX.HTMLAttributes<HTMLDivElement> =>
    isPicking() ? { role: 'button', tabIndex: 0, 'aria-label': 'Pick this part of the screen' } : {}
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a button while picking, else it only watches what is pressed
    <div
      {...asButton()}
      class={`${styles.placed} ${props.class ?? ''}`}
      data-path={props.path}
      data-text={props.text}
      data-picked={pointing?.()?.picked === props.path ? '' : undefined}
      data-picking={isPicking() ? '' : undefined}
      onPointerDown={() => !isPicking() && pick()}
      onClick={(event) => {
        if (!isPicking()) return
        event.stopPropagation()
        pick()
      }}
      onKeyDown={(event) => {
        if (!isPicking() || event.target !== event.currentTarget) return
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        pick()
      }}
    >
      <div class={styles.content} inert={isPicking()}>
        {props.children}
      </div>
      <Mark path={props.path} />
    </div>
  )
}

/** The count button of a path, where there is one. */
export function Mark(props: { path: string }) {
  const { pointing } = useScreen()
  const mark = () => pointing?.()?.marks.find(({ path }) => path === props.path)
  return (
    <Show when={mark()}>
      {(found) => (
        <button
          type="button"
          class={styles.mark}
          data-unread={found().unread}
          aria-label={found().label}
          title={found().label}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={(event) => {
            event.stopPropagation()
            pointing?.()?.onMark(found().path)
          }}
        >
          {found().count > 99 ? '99+' : found().count}
        </button>
      )}
    </Show>
  )
}
