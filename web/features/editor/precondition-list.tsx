/** The preconditions of a publish, a line each: where it stands, in a word as well as a sign, and what helps. */
import { For, Show } from 'solid-js'
import { Button } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import styles from './precondition-list.module.css'
import type { Help, Precondition } from './preconditions.ts'

const looks: Record<Precondition['state'], { icon: IconName; word: string }> = {
  holds: { icon: 'check', word: 'Done' },
  fails: { icon: 'error', word: 'Not yet' },
  asking: { icon: 'clock', word: 'Being checked' },
  waived: { icon: 'warning', word: 'Waived' },
}

export function PreconditionList(props: {
  lines: readonly Precondition[]
  /** Where nothing can be pressed at the moment. */
  busy: boolean
  onHelp: (help: Help) => void
}) {
  // By key, so that a button keeps its focus while answers arrive.
  const keys = () => props.lines.map(({ key }) => key).join(' ')
  const lineOf = (key: string) => () => props.lines.find((line) => line.key === key)!
  return (
    <ul class={styles.list} aria-label="Before it is published">
      <For each={keys().split(' ')}>
        {(key) => {
          const line = lineOf(key)
          return (
            <Show when={props.lines.some((one) => one.key === key)}>
              <li data-state={line().state}>
                <span class={styles.sign}>
                  <Icon name={looks[line().state].icon} size={15} />
                </span>
                <span class={styles.what}>
                  <span class={styles.title}>{line().title}</span>
                  <span class={styles.words} dir="auto">
                    {line().words}
                  </span>
                </span>
                <span class={styles.state}>{looks[line().state].word}</span>
                <Show when={line().help}>
                  {(help) => (
                    <Button
                      size="small"
                      disabled={props.busy}
                      aria-label={`${help().label}: ${line().title}`}
                      onClick={() => props.onHelp(help().does)}
                    >
                      {help().label}
                    </Button>
                  )}
                </Show>
              </li>
            </Show>
          )
        }}
      </For>
    </ul>
  )
}
