/** The right panel: the live preview with its bar. */
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
  draft: boolean
  /** Path of the component that is selected on the other faces; framed on the phone. */
  selected: string | null
  onSelect: (path: string) => void
}) {
  return (
    <>
      <PreviewBar
        flow={props.flow}
        shown={props.run.view()?.screenId ?? null}
        stamp={props.stamp}
        onScreen={(id) => runFrom(props.run, id)}
        onRun={() => runFrom(props.run)}
      />
      <div class={styles.stage}>
        <LivePhone
          flow={props.flow}
          run={props.run}
          broken={props.broken}
          draft={props.draft}
          onRestart={() => runFrom(props.run)}
          picked={props.selected}
          onPick={props.onSelect}
        />
      </div>
    </>
  )
}
