/** The way to a finding, step by step, on a phone that can be used from there. */
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import type { Flow } from '../../../shared/flow/flow.ts'
import { replay, type Steps } from '../../../shared/flow/interpret/index.ts'
import type { Finding } from '../../../shared/flow/rehearse/index.ts'
import { IconButton } from '../../ui/button.tsx'
import { createRun } from '../phone/create-run.ts'
import { LivePhone } from '../phone/live/live-phone.tsx'
import { openLink } from '../phone/open-link.ts'
import styles from './checks-page.module.css'
import { stepWords } from './step-words.ts'

const eventsOf = ({ steps }: Finding) => ('events' in steps ? steps.events : steps)

const upTo = (finding: Finding, count: number): Steps => {
  const events = eventsOf(finding).slice(0, count)
  return 'events' in finding.steps ? { start: finding.steps.start, events } : events
}

export function Replay(props: { flow: Flow | null; finding: Finding; onClose: () => void }) {
  const run = createRun(() => props.flow, {
    examples: true,
    onEffect: (effect) => effect.type === 'open-url' && openLink(effect.url),
  })
  const steps = () => eventsOf(props.finding)
  const [at, setAt] = createSignal(0)
  createEffect(
    on(
      () => props.finding,
      (finding) => setAt(eventsOf(finding).length),
    ),
  )
  const played = createMemo(() =>
    props.flow ? replay(props.flow, upTo(props.finding, at())) : null,
  )
  createEffect(() => {
    const now = played()
    if (now?.ok) run.show(now.value)
  })
  return (
    <aside class={styles.replay} aria-label="The way there">
      <header class={styles.replayHead}>
        <h2>The way there</h2>
        <IconButton icon="close" label="Close" onClick={props.onClose} />
      </header>
      <Show
        when={steps().length > 0}
        fallback={<p class={styles.noSteps}>It stands on the first screen.</p>}
      >
        <ol class={styles.steps}>
          <For each={[null, ...steps()]}>
            {(step, index) => (
              <li>
                <button
                  type="button"
                  class={styles.step}
                  aria-current={index() === at() ? 'step' : undefined}
                  onClick={() => setAt(index())}
                >
                  <span class={styles.number}>{index() === 0 ? '' : index()}</span>
                  <span dir="auto">{step === null ? 'Open the flow' : stepWords(step)}</span>
                </button>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <div class={styles.phone}>
        <LivePhone flow={props.flow} run={run} broken={null} onRestart={() => setAt(0)} />
      </div>
    </aside>
  )
}
