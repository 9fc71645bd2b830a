/** The flow behind a message, running on the phone until it is sent or left. */
import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { readFlow } from '../../../shared/flow/read.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Icon } from '../../ui/icon.tsx'
import { createRun } from '../phone/create-run.ts'
import { FlowScreen } from '../phone/flow-screen.tsx'
import { openLink } from '../phone/open-link.ts'
import { PhoneSheet } from '../phone/phone.tsx'
import styles from './flow-sheet.module.css'
import { type OpenedFlow, submitFlow } from './phone-api.ts'

export function FlowSheet(props: {
  number: string
  messageId: string
  opened: OpenedFlow
  business: string
  onClose: () => void
  /** The answer is on its way to the business. */
  onSent: (payload: Record<string, unknown>) => void
}): JSX.Element {
  const workspace = useWorkspace()
  const { flow } = readFlow(props.opened.flowJson)
  const [failed, setFailed] = createSignal<string | null>(null)
  let answer: Record<string, unknown> = {}
  let host: HTMLDivElement | undefined

  // The sheet takes the focus, and gives it back to the button that opened it.
  const before = document.activeElement
  onMount(() => host?.focus())
  onCleanup(() =>
    queueMicrotask(() => before instanceof HTMLElement && before.isConnected && before.focus()),
  )

  const submit = async () => {
    setFailed(null)
    try {
      await submitFlow(workspace.id, props.number, props.messageId, answer)
      props.onSent(answer)
      props.onClose()
    } catch (error) {
      setFailed(wordsFor(error))
    }
  }

  const run = createRun(() => flow, {
    ...(props.opened.screen === null ? {} : { screen: props.opened.screen }),
    ...(props.opened.data === null ? {} : { data: props.opened.data }),
    flowToken: props.opened.flowToken,
    onEffect: (effect) => {
      if (effect.type === 'open-url') openLink(effect.url)
      if (effect.type === 'close') props.onClose()
      if (effect.type === 'request')
        run.send({
          type: 'request-failed',
          message: 'Something went wrong. Try again later.',
        })
      if (effect.type === 'complete') {
        answer = effect.payload
        void submit()
      }
    },
  })

  return (
    <PhoneSheet>
      <div class={styles.host} ref={host} tabIndex={-1}>
        <Show
          when={run.view()}
          fallback={
            <PhoneProblem
              title="Cannot open Flow"
              words="Something is wrong with this form."
              action="Close"
              onAction={props.onClose}
            />
          }
        >
          {(view) => (
            <FlowScreen
              view={view()}
              onEvent={run.send}
              businessName={props.business}
              ended={
                <Show
                  when={failed()}
                  fallback={
                    <div class={styles.sending} role="status">
                      <span class={styles.spinner} aria-hidden="true" />
                      Sending…
                    </div>
                  }
                >
                  {(words) => (
                    <PhoneProblem
                      title="Not sent"
                      words={words()}
                      action="Try again"
                      onAction={() => void submit()}
                    />
                  )}
                </Show>
              }
            />
          )}
        </Show>
      </div>
    </PhoneSheet>
  )
}

/** What a phone shows where something does not work. */
export function PhoneProblem(props: {
  title: string
  words: string
  action: string
  onAction: () => void
}): JSX.Element {
  return (
    <div class={styles.problem} role="alertdialog" aria-label={props.title}>
      <span class={styles.mark}>
        <Icon name="warning" size={22} />
      </span>
      <strong>{props.title}</strong>
      <p>{props.words}</p>
      <button
        type="button"
        ref={(button) => queueMicrotask(() => button.focus())}
        onClick={() => props.onAction()}
      >
        {props.action}
      </button>
    </div>
  )
}
