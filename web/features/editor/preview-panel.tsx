/** The right panel: the live preview with its bar. */
import { useParams } from '@solidjs/router'
import type { Flow } from '../../../shared/flow/flow.ts'
import { LinkButton } from '../../ui/button.tsx'
import type { Comments } from '../comments/comments.ts'
import { pointingOf } from '../comments/phone-comments.ts'
import { AskedStrip } from '../phone/live/asked-strip.tsx'
import { LivePhone } from '../phone/live/live-phone.tsx'
import { PreviewBar } from '../phone/live/preview-bar.tsx'
import { type PreviewRun, runFrom } from '../phone/live/preview-run.ts'
import styles from './editor.module.css'

/** An endpoint-powered flow is walked here with example data; its page can answer otherwise. */
export function PreviewPanel(props: {
  flow: Flow | null
  run: PreviewRun
  stamp: string | null
  broken: string | null
  draft: boolean
  /** Path of the component that is selected on the other faces; framed on the phone. */
  selected: string | null
  onSelect: (path: string) => void
  comments: Comments
  /** Brings the list of comments into sight. */
  onComments: () => void
}) {
  const params = useParams<{ id: string }>()
  const pointing = pointingOf(
    props.comments,
    () => props.onComments(),
    (path) => props.onSelect(path),
  )
  return (
    <>
      <PreviewBar
        flow={props.flow}
        shown={props.run.view()?.screenId ?? null}
        stamp={props.stamp}
        onScreen={(id) => runFrom(props.run, id)}
        onRun={() => runFrom(props.run)}
      />
      <AskedStrip run={props.run} always={props.flow?.dataApiVersion != null}>
        <LinkButton size="small" href={`/chat/flows/${params.id}/preview`}>
          More on the preview page
        </LinkButton>
      </AskedStrip>
      <div class={styles.stage}>
        <LivePhone
          flow={props.flow}
          run={props.run}
          broken={props.broken}
          draft={props.draft}
          onRestart={() => runFrom(props.run)}
          picked={props.selected}
          {...pointing}
        />
      </div>
    </>
  )
}
