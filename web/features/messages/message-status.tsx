/** A message's state as a pill that tells each step's time, and its failure beside it. */
import { type JSX, Show } from 'solid-js'
import type { LogMessage } from '../../../shared/api/campaigns.ts'
import { Pill } from '../../ui/pill.tsx'
import { formatExact } from '../../ui/time.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { errorWords, messageState, messageSteps } from './message-state.ts'
import styles from './message-status.module.css'

export function MessageStatus(props: { message: LogMessage }): JSX.Element {
  const state = () => messageState(props.message)
  const times = () =>
    messageSteps(props.message)
      .map((step) => `${step.word} ${formatExact(step.at)}`)
      .join('\n')
  return (
    <Tooltip text={times()} focusable>
      <Pill tone={state().tone} dot={state().moving && state().word === 'Sending'}>
        {state().word}
      </Pill>
    </Tooltip>
  )
}

/** The failure in words with the provider's code; nothing where there is none. */
export function MessageError(props: { message: LogMessage }): JSX.Element {
  return (
    <Show when={errorWords(props.message)}>
      {(words) => (
        <span class={styles.error} title={props.message.errorText ?? undefined}>
          {words()}
          <Show when={props.message.errorCode}>
            {(code) => <span class={styles.code}> {code()}</span>}
          </Show>
        </span>
      )}
    </Show>
  )
}
