/** The live preview: the phone, what is wrong with the text while it is broken, and what the run holds. */
import { createMemo, Index, onMount, Show } from 'solid-js'
import type { Flow } from '../../../../shared/flow/flow.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import type { Run } from '../create-run.ts'
import { FlowScreen } from '../flow-screen.tsx'
import { Phone, PhoneSheet } from '../phone.tsx'
import { inspect } from './inspector.ts'
import styles from './live-phone.module.css'

/**
 * `flow` is the one that `run` runs. `broken` says in words what keeps the
 * newest text from showing; null while the phone shows it.
 */
export function LivePhone(props: {
  flow: Flow | null
  run: Run
  broken: string | null
  onRestart: () => void
  /** Leaves the run's values out, where an inspector shows them. */
  bare?: boolean
}) {
  /** The endpoint is asked which screen comes first. */
  const isOpening = () =>
    props.run.view()?.screenId === '' && props.run.view()?.status === 'waiting'
  const lines = createMemo(() => {
    const state = props.run.state()
    const view = props.run.view()
    return props.flow && state && view ? inspect(props.flow, state, view) : []
  })
  const payload = createMemo(() => {
    const view = props.run.view()
    return view?.payload ? JSON.stringify(view.payload, null, 2) : null
  })
  return (
    <div class={styles.stage}>
      <Phone label="Preview on a phone">
        <Show
          when={!isOpening() && props.run.view()}
          fallback={
            <p class={styles.empty}>
              {isOpening()
                ? 'Opening…'
                : 'The first screen appears here as soon as the flow has one with a layout.'}
            </p>
          }
        >
          {(view) => (
            <PhoneSheet>
              <FlowScreen
                view={view()}
                onEvent={props.run.send}
                ended={
                  <Ended completed={view().status === 'completed'} onRestart={props.onRestart} />
                }
              />
            </PhoneSheet>
          )}
        </Show>
      </Phone>
      <p class={styles.broken} role="status" data-shown={props.broken !== null}>
        <Show when={props.broken}>
          {(words) => (
            <>
              <Icon name="warning" size={14} />
              <span>{words()}</span>
            </>
          )}
        </Show>
      </p>
      <Show
        when={payload()}
        fallback={
          <dl
            class={styles.inspector}
            hidden={props.bare === true || lines().length === 0}
            aria-label="Values in this run"
          >
            <Index each={lines()}>
              {(line) => (
                <div>
                  <dt>{line().word}</dt>
                  <dd>{line().text}</dd>
                </div>
              )}
            </Index>
          </dl>
        }
      >
        {(json) => (
          <section class={styles.payload} aria-label="What was sent">
            <header>
              <h3>What was sent</h3>
              <CopyButton text={json()} label="Copy the payload" />
            </header>
            <pre>{json()}</pre>
            <p>The flow token comes with the message that opens the flow.</p>
          </section>
        )}
      </Show>
    </div>
  )
}

/** The end of a run, in place of the screen. */
function Ended(props: { completed: boolean; onRestart: () => void }) {
  let again: HTMLButtonElement | undefined
  // The button that was tapped is gone; whoever tapped it by keyboard goes on from here.
  onMount(() => {
    if (document.activeElement === document.body) again?.focus({ preventScroll: true })
  })
  return (
    <div class={styles.ended}>
      <Icon name={props.completed ? 'check' : 'close'} size={22} />
      <strong>{props.completed ? 'Response sent' : 'Flow closed'}</strong>
      <p>
        {props.completed
          ? 'A customer would now be back in the chat. What was sent stands below.'
          : 'A customer who closes the flow sends nothing.'}
      </p>
      <button ref={again} type="button" class={styles.again} onClick={props.onRestart}>
        Run again
      </button>
    </div>
  )
}
