/** Beside the phone: what a customer cannot see. Who it is, what the business may send, what went out, what failed and why. */
import { For, type JSX, Show } from 'solid-js'
import { Banner } from '../../ui/banner.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { JsonText } from '../../ui/json-text.tsx'
import { formatRelative } from '../../ui/time.tsx'
import styles from './behind-the-glass.module.css'
import { spacedNumber } from './handset-number.ts'
import type { SimulatedPhone } from './phone-api.ts'

/** A flow that could not be opened: the phone's words, and ours. */
export type OpenFailure = { words: string; explanation: string }

/** Numbers that fail on purpose, as the sandbox defines them. */
const failing = [
  { number: '+9990001026', words: 'never receives anything (131026)' },
  { number: '+9990001047', words: 'has no open 24-hour window (131047)' },
  { number: '+9990001049', words: 'is held back by the platform (131049)' },
  { number: '+9990001050', words: 'stopped marketing (131050)' },
  { number: '+9990002068', words: 'gets a blocked flow (132068)' },
  { number: '+9990005000', words: 'fails once, then works' },
  { number: '+9990007002', words: 'answers without its flow token' },
]

export function BehindTheGlass(props: {
  number: string
  phone: SimulatedPhone | undefined
  failure: OpenFailure | null
  /** The last answer that was sent from this phone while the page was open. */
  sent: { payload: Record<string, unknown>; flowName: string; publicId: string | null } | null
}): JSX.Element {
  const windowEnd = () =>
    props.phone?.windowOpenUntil ? new Date(props.phone.windowOpenUntil) : null
  const json = () => (props.sent ? JSON.stringify(props.sent.payload, null, 2) : '')
  return (
    <aside class={styles.panel} aria-label="Behind the glass">
      <header class={styles.head}>
        <h2>{props.phone?.name ?? 'Phone'}</h2>
        <span class={styles.number}>
          {spacedNumber(props.number)}
          <CopyButton text={props.number} label="Copy number" />
        </span>
      </header>

      <Show when={props.failure}>
        {(failure) => (
          <Banner tone="warn" title={`The phone said “${failure().words}”`}>
            {failure().explanation}
          </Banner>
        )}
      </Show>

      <Show when={props.sent}>
        {(sent) => (
          <section class={styles.sent}>
            <h3>Sent to your business</h3>
            <p>
              This answer stands in the responses of <strong>{sent().flowName}</strong> within a
              second.
            </p>
            <LinkButton
              variant="primary"
              icon="responses"
              href={sent().publicId ? `/chat/flows/${sent().publicId}/responses` : '/chat/flows'}
            >
              {sent().publicId ? 'View responses' : 'See your flows'}
            </LinkButton>
            <div class={styles.code}>
              <pre>
                <JsonText text={json()} />
              </pre>
              <span class={styles.copy}>
                <CopyButton text={json()} label="Copy JSON" />
              </span>
            </div>
          </section>
        )}
      </Show>

      <section>
        <h3>What the business may send</h3>
        <Show
          when={windowEnd()}
          fallback={
            <p>
              Only approved templates. Write something here, and it may answer freely for 24 hours.
            </p>
          }
        >
          {(end) => (
            <p title={end().toLocaleString()}>
              Anything: this phone wrote to it. The window closes{' '}
              {formatRelative(end().getTime(), Date.now())}.
            </p>
          )}
        </Show>
      </section>

      <details class={styles.failing}>
        <summary>Numbers that fail on purpose</summary>
        <ul>
          <For each={failing}>
            {(one) => (
              <li>
                <code>{one.number}</code> {one.words}
              </li>
            )}
          </For>
        </ul>
      </details>
    </aside>
  )
}
