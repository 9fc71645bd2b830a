/** A list of checks: each with its state as a sign and a word, what shows it, and a tick where a person has to say so. */
import { For, Show } from 'solid-js'
import type { CheckId } from '../../../shared/api/checks.ts'
import { Button } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Time } from '../../ui/time.tsx'
import styles from './check-group.module.css'
import { asked, type Standing } from './check-list.ts'

const signs: Record<Standing['state'], { icon: IconName | null; word: string }> = {
  shown: { icon: 'check', word: 'Shown' },
  word: { icon: 'check', word: 'Ticked' },
  against: { icon: 'close', word: 'Does not hold' },
  advice: { icon: 'warning', word: 'Advice' },
  'old-word': { icon: 'warning', word: 'Look again' },
  open: { icon: null, word: 'Open' },
  untried: { icon: null, word: 'Not tried yet' },
}

/** States that count as done. */
const DONE: readonly Standing['state'][] = ['shown', 'word', 'advice']

export function CheckGroup(props: {
  title: string
  checks: readonly CheckId[]
  standing: (check: CheckId) => Standing
  /** Null where one may tick. */
  whyNoTick: string | null
  onTick: (check: CheckId, isOn: boolean) => void
}) {
  const done = () =>
    props.checks.filter((check) => DONE.includes(props.standing(check).state)).length
  return (
    <section class={styles.group}>
      <header class={styles.head}>
        <h2>{props.title}</h2>
        <span class={styles.count} data-all={done() === props.checks.length ? '' : undefined}>
          {done()} of {props.checks.length}
        </span>
      </header>
      <ol>
        <For each={props.checks}>
          {(check) => {
            const standing = () => props.standing(check)
            /** The machine says nothing here: a person may. */
            const isTheirs = () => ['open', 'word', 'old-word'].includes(standing().state)
            return (
              <li class={styles.check} data-state={standing().state}>
                <span class={styles.sign} aria-hidden="true">
                  <Show when={signs[standing().state].icon}>
                    {(icon) => <Icon name={icon()} size={13} />}
                  </Show>
                </span>
                <span class={styles.words}>
                  <strong>{asked[check].title}</strong>
                  <span class="only-read">: {signs[standing().state].word}.</span>
                  <span class={styles.about}>
                    <Show when={standing().tick && isTheirs() ? standing().tick : null}>
                      {(tick) => (
                        <span>
                          Ticked by {tick().by}, <Time at={tick().at} as="relative" />.{' '}
                        </span>
                      )}
                    </Show>
                    {standing().words}
                    <For each={standing().links}>
                      {({ words, href }) => (
                        <>
                          {' '}
                          <a href={href}>{words}</a>
                        </>
                      )}
                    </For>
                  </span>
                </span>
                <Show when={isTheirs()}>
                  <Button
                    size="small"
                    variant={standing().state === 'word' ? 'quiet' : 'secondary'}
                    disabledReason={props.whyNoTick}
                    aria-label={`${standing().state === 'word' ? 'Take back the tick' : 'Tick'}: ${asked[check].title}`}
                    onClick={() => props.onTick(check, standing().state !== 'word')}
                  >
                    {standing().state === 'word'
                      ? 'Take back'
                      : standing().state === 'old-word'
                        ? 'Still holds'
                        : 'Tick'}
                  </Button>
                </Show>
              </li>
            )
          }}
        </For>
      </ol>
    </section>
  )
}
