/** The right panel: the live preview with its bar. */
import { createEffect } from 'solid-js'
import type { Flow } from '../../../shared/flow/flow.ts'
import type { Run } from '../phone/create-run.ts'
import { LivePhone } from '../phone/live/live-phone.tsx'
import { PreviewBar } from '../phone/live/preview-bar.tsx'
import { runFrom } from '../phone/live/preview-run.ts'
import styles from './editor.module.css'

export function PreviewPanel(props: {
  flow: Flow | null
  run: Run
  stamp: string | null
  broken: string | null
  /** Path of the component that is selected on the other faces; framed on the phone. */
  selected: string | null
  onSelect: (path: string) => void
}) {
  let stage!: HTMLDivElement
  createEffect(() => {
    const path = props.selected
    // Drawn anew with every change of the screen.
    props.run.view()
    queueMicrotask(() => {
      for (const item of stage.querySelectorAll<HTMLElement>('[data-path]'))
        item.toggleAttribute('data-picked', item.dataset.path === path)
    })
  })
  const pick = (event: PointerEvent) => {
    const path = (event.target as Element).closest<HTMLElement>('[data-path]')?.dataset.path
    if (path) props.onSelect(path)
  }
  return (
    <>
      <PreviewBar
        flow={props.flow}
        shown={props.run.view()?.screenId ?? null}
        stamp={props.stamp}
        onScreen={(id) => runFrom(props.run, id)}
        onRun={() => runFrom(props.run)}
      />
      <div class={styles.stage} ref={stage} onPointerDown={pick}>
        <LivePhone
          flow={props.flow}
          run={props.run}
          broken={props.broken}
          onRestart={() => runFrom(props.run)}
        />
      </div>
    </>
  )
}
