/** The inspector: every step of the run, and the screen's form, data and payload as they were at the chosen one. */
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import type { Flow } from '../../../shared/flow/flow.ts'
import { type Outlook, standing } from '../phone/live/inspector.ts'
import type { PreviewRun } from '../phone/live/preview-run.ts'
import styles from './inspector-panel.module.css'
import { JsonBlock } from './json-block.tsx'
import panel from './panel.module.css'
import { Panel } from './panel.tsx'

export function InspectorPanel(props: {
  flow: Flow | null
  run: PreviewRun
  onClose: (() => void) | null
}) {
  let list: HTMLOListElement | undefined
  /** Null follows the run. */
  const [chosen, setChosen] = createSignal<number | null>(null)
  const newest = () => props.run.steps().at(-1)
  const step = () => props.run.steps().find(({ id }) => id === chosen()) ?? newest()
  const isNewest = () => step()?.id === newest()?.id
  const number = () => props.run.steps().findIndex(({ id }) => id === step()?.id) + 1
  const shown = createMemo(() => {
    const at = step()
    if (!at) return null
    const now = props.run.state()
    // The newest step follows edits of the flow; earlier ones stay as they were.
    return isNewest() && props.flow && now ? standing(props.flow, now) : standing(at.flow, at.state)
  })
  const isWaiting = () => step()?.state.status === 'waiting'
  const ids = createMemo(() => props.run.steps().map(({ id }) => id), [], {
    equals: (a, b) => a.length === b.length && a.every((id, at) => id === b[at]),
  })
  const byId = createMemo(() => new Map(props.run.steps().map((one) => [one.id, one])))
  createEffect(
    on(ids, () => {
      if (isNewest() && list) list.scrollTop = list.scrollHeight
    }),
  )
  const choose = (id: number | undefined) => {
    if (id !== undefined) setChosen(id === newest()?.id ? null : id)
  }
  const move = (event: KeyboardEvent) => {
    const all = ids()
    const at = all.indexOf(step()?.id ?? -1)
    const to = {
      ArrowUp: Math.max(0, at - 1),
      ArrowDown: Math.min(all.length - 1, at + 1),
      Home: 0,
      End: all.length - 1,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    choose(all[to])
    list?.querySelectorAll('button')[to]?.focus()
  }
  return (
    <Panel title="Inspector" onClose={props.onClose}>
      <Show
        when={shown()}
        fallback={
          <p class={panel.empty}>
            The steps of the run appear here as soon as the flow has a screen to show.
          </p>
        }
      >
        {(now) => (
          <div class={styles.halves}>
            <ol class={styles.steps} aria-label="Steps of this run" ref={list} onKeyDown={move}>
              <For each={ids()}>
                {(id, at) => (
                  <li>
                    <button
                      type="button"
                      tabIndex={id === step()?.id ? 0 : -1}
                      aria-current={id === step()?.id ? 'step' : undefined}
                      onClick={() => choose(id)}
                    >
                      <span class={styles.number}>{at() + 1}</span>
                      <span class={styles.title}>{byId().get(id)?.title}</span>
                    </button>
                  </li>
                )}
              </For>
            </ol>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
            <section class={styles.state} aria-label="Values at this step" tabIndex={0}>
              <p class={styles.where}>
                <span>
                  {isNewest() ? 'Now' : `After step ${number()}`}
                  <Show when={now().screen}>
                    {' '}
                    on <code>{now().screen}</code>
                  </Show>
                </span>
                <Show when={!isNewest()}>
                  <button type="button" class={styles.back} onClick={() => setChosen(null)}>
                    Back to now
                  </button>
                </Show>
              </p>
              <JsonBlock title="Form" value={now().form} empty="Nothing is filled in." />
              <JsonBlock
                title="Data"
                value={now().data}
                empty="This screen takes no data."
                note={
                  now().examples.length > 0 ? `Example data: ${now().examples.join(', ')}.` : null
                }
              />
              <Show when={now().sent === null && step()?.payload}>
                {(payload) => (
                  <JsonBlock
                    title="Sent with this step"
                    value={payload()}
                    empty="Nothing went along."
                  />
                )}
              </Show>
              <Show
                when={now().sent}
                fallback={
                  <JsonBlock
                    title="Payload"
                    value={now().outlook?.payload ?? null}
                    empty={
                      isWaiting()
                        ? 'Waiting for the endpoint’s answer.'
                        : payloadWords(now().outlook)
                    }
                    note={payloadNote(now().outlook)}
                  />
                }
              >
                {(sent) => (
                  <JsonBlock
                    title="Payload"
                    value={sent()}
                    empty=""
                    note="Sent: the webhook carries exactly this."
                  />
                )}
              </Show>
            </section>
          </div>
        )}
      </Show>
    </Panel>
  )
}

const payloadWords = (outlook: Outlook | null): string => {
  if (outlook === null) return 'Nothing can be sent from here.'
  const { target, note, payload } = outlook
  if (target === null && payload === null)
    return note && note !== '–' ? note : 'Nothing yet: this screen is not complete.'
  if (target === null) return 'The button sends nothing along.'
  return note ? `Leads to ${target}, ${note}.` : `Leads to ${target} and hands nothing on.`
}

const payloadNote = (outlook: Outlook | null): string | null => {
  if (outlook?.payload == null || Object.keys(outlook.payload).length === 0) return null
  if (outlook.word === 'sends') return 'The button sends this and ends the flow.'
  if (outlook.word === 'asks the endpoint') return 'The button asks the endpoint with this.'
  return `The button leads to ${outlook.target} with this.`
}
