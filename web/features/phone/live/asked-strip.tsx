/** One line over a phone whose flow asks an endpoint: that none is called, what answers, and a way to step in. */
import { type JSX, Show } from 'solid-js'
import { Button } from '../../../ui/button.tsx'
import styles from './asked-strip.module.css'
import type { PreviewRun } from './preview-run.ts'

/** `children` are the ways to answer by hand; they show while nothing answers by itself. */
export function AskedStrip(props: {
  run: PreviewRun
  /** The flow asks an endpoint: the line stays, so that the phone beneath does not move. */
  always: boolean
  /** After the request was left to be answered by hand: where the page wants the keyboard to be. */
  onHold?: () => void
  children?: JSX.Element
}) {
  let ways!: HTMLDivElement
  const planned = () => props.run.answering.planned()
  const hold = () => {
    props.run.answering.hold()
    // The button that was pressed is gone.
    queueMicrotask(() => (props.onHold ? props.onHold() : ways.querySelector('button')?.focus()))
  }
  const asked = () => props.run.asked()
  const words = () => {
    const by = planned()
    if (by) return `Answering ${by}…`
    if (asked()) return 'No endpoint is called: it waits for your answer.'
    return props.run.answering.byItself()
      ? 'No endpoint is called: example data answers for it.'
      : 'No endpoint is called: you answer for it.'
  }
  return (
    <Show when={asked() || props.always}>
      <section class={styles.strip} data-asked={asked() !== null} aria-label="Endpoint of the flow">
        <p role="status">
          <Show when={asked()}>
            {(request) => (
              <>
                <strong>{request().action}</strong>
                {request().screen ? ` from ${request().screen}. ` : '. '}
              </>
            )}
          </Show>
          {words()}
        </p>
        <Show when={planned()}>
          <span class={styles.progress} aria-hidden="true" />
        </Show>
        <Show when={asked()}>
          <div class={styles.ways} ref={ways}>
            <Show
              when={planned()}
              fallback={
                <>
                  <Button size="small" onClick={() => props.run.answering.answerWithExample()}>
                    Answer with example data
                  </Button>
                  {props.children}
                </>
              }
            >
              <Button size="small" onClick={hold}>
                Answer by hand
              </Button>
            </Show>
          </div>
        </Show>
      </section>
    </Show>
  )
}
