/** One line over a phone whose flow asks its endpoint: what is asked, what answers it, and a way to step in. */
import { type JSX, Show } from 'solid-js'
import { Button } from '../../../ui/button.tsx'
import styles from './asked-strip.module.css'
import type { PreviewRun } from './preview-run.ts'

/** `children` are the ways to answer by hand; they show while nothing answers by itself. */
export function AskedStrip(props: {
  run: PreviewRun
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
  return (
    <Show when={props.run.asked()}>
      {(asked) => (
        <section class={styles.strip} aria-label="The flow asks its endpoint">
          <p role="status">
            <strong>{asked().action}</strong>
            {asked().screen ? ` from ${asked().screen}. ` : '. '}
            <Show when={planned()} fallback="No endpoint is called: it waits for your answer.">
              {(by) => `Answering ${by()}…`}
            </Show>
          </p>
          <Show when={planned()}>
            <span class={styles.progress} aria-hidden="true" />
          </Show>
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
        </section>
      )}
    </Show>
  )
}
