/** What stands in for the endpoint: the two switches, the request that waits, and the saved replies. */
import { Show } from 'solid-js'
import type { Flow } from '../../../shared/flow/flow.ts'
import type { PreviewRun } from '../phone/live/preview-run.ts'
import { AnswerForm } from './answer-form.tsx'
import styles from './endpoint-panel.module.css'
import { Panel } from './panel.tsx'
import type { Replies } from './reply-queries.ts'
import { SavedReplies } from './saved-replies.tsx'

export function EndpointPanel(props: {
  flow: Flow
  run: PreviewRun
  replies: Replies
  whyNotSave: string | null
  onAnswered: () => void
  onClose: (() => void) | null
}) {
  const { answering } = props.run
  const waits = () => answering.planned() === null && props.run.asked() !== null
  return (
    <Panel title="Endpoint" onClose={props.onClose} large={waits()}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <section class={styles.body} aria-label="Answers" tabIndex={0}>
        <p class={styles.notice}>
          No endpoint is called from a preview; nothing leaves this page. What it would answer comes
          from here.
        </p>
        <div class={styles.switches}>
          <label>
            <input
              type="checkbox"
              checked={answering.byItself()}
              onChange={(event) => answering.setByItself(event.currentTarget.checked)}
            />
            Answer with example data by itself
          </label>
          <label>
            <input
              type="checkbox"
              checked={answering.useSaved()}
              onChange={(event) => answering.setUseSaved(event.currentTarget.checked)}
            />
            Use a saved reply where one fits
          </label>
        </div>
        <Show
          when={answering.planned() === null && props.run.asked()}
          keyed
          fallback={
            <p class={styles.idle}>
              {answering.planned()
                ? `Answering ${answering.planned()}…`
                : 'Nothing is asked right now. When the flow asks, you answer here.'}
            </p>
          }
        >
          {(asked) => (
            <AnswerForm
              flow={props.flow}
              asked={asked}
              run={props.run}
              replies={props.replies}
              whyNotSave={props.whyNotSave}
              onAnswered={props.onAnswered}
            />
          )}
        </Show>
        <SavedReplies
          flow={props.flow}
          run={props.run}
          replies={props.replies}
          whyNotSave={props.whyNotSave}
        />
      </section>
    </Panel>
  )
}
