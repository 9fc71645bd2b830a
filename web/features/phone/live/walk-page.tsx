/** A page around one walk through a flow, for whoever came by an address and has no account: a bar, and the phone below it. */
import { type Accessor, createEffect, type JSX, Show } from 'solid-js'
import type { Flow } from '../../../../shared/flow/flow.ts'
import { Pill } from '../../../ui/pill.tsx'
import { createMedia } from '../../editor/narrow.ts'
import { PreviewBar } from './preview-bar.tsx'
import { type PreviewRun, runFrom } from './preview-run.ts'
import styles from './walk-page.module.css'

export function WalkPage(props: {
  /** The flow's name. */
  name: string
  state: { words: string; isDraft: boolean }
  /** A line about whose it is and what becomes of it. */
  about: JSX.Element
  /** Right in the bar. */
  actions?: JSX.Element
  /** Between the bar and the phone. */
  notice?: JSX.Element
  /** Beside the phone, below it where the window is narrow. */
  aside?: JSX.Element
  flow: Flow | null
  run: PreviewRun
  stamp: string | null
  /** Why there is no flow to show; null where there is one. */
  nothing?: string | null
  /** The phone; told whether the window is somebody's own phone, whose glass the flow fills. */
  children: (isPhone: Accessor<boolean>) => JSX.Element
}): JSX.Element {
  const isPhone = createMedia('(max-width: 520px)')
  createEffect(() => {
    document.title = `${props.name} · Flowroom`
  })
  return (
    <div class={styles.page}>
      <header class={styles.bar}>
        <div class={styles.title}>
          <h1 dir="auto">{props.name}</h1>
          <Pill tone={props.state.isDraft ? 'info' : 'neutral'}>{props.state.words}</Pill>
        </div>
        <p class={styles.about}>{props.about}</p>
        {props.actions}
      </header>
      {props.notice}
      <div class={styles.body}>
        <main class={styles.main} id="content">
          <Show
            when={!props.nothing}
            fallback={
              <p class={styles.nothing} role="status">
                {props.nothing}
              </p>
            }
          >
            <PreviewBar
              alone
              flow={props.flow}
              shown={props.run.view()?.screenId ?? null}
              stamp={props.stamp}
              onScreen={(id) => runFrom(props.run, id)}
              onRun={() => runFrom(props.run)}
            />
            <div class={styles.scroll}>
              <div class={styles.column}>{props.children(isPhone)}</div>
            </div>
          </Show>
        </main>
        {props.aside}
      </div>
    </div>
  )
}
