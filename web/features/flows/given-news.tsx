/** What became of pasted text or a dropped file: refused with the reason, or ready with its problems counted. */
import { For, type JSX, Match, Show, Switch } from 'solid-js'
import { Banner } from '../../ui/banner.tsx'
import type { Given } from './flow-source.ts'
import styles from './given-news.module.css'

const shownProblems = 3

const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`

export function GivenNews(props: { given: Given }): JSX.Element {
  const refused = () => (props.given.state === 'refused' ? props.given : null)
  const ready = () => (props.given.state === 'ready' ? props.given : null)
  return (
    <Switch>
      <Match when={props.given.state === 'reading'}>
        <p class={styles.reading} role="status">
          Reading…
        </p>
      </Match>
      <Match when={refused()}>{(news) => <Banner tone="bad">{news().message}</Banner>}</Match>
      <Match when={ready()}>
        {(news) => (
          <Show
            when={news().file.errors.length > 0}
            fallback={
              <Banner tone="good">
                {news().label}: {count(news().file.screens ?? 0, 'screen')}, no problems.
              </Banner>
            }
          >
            <Banner
              tone="warn"
              title={`${news().label}: ${count(news().file.errors.length, 'problem')}.`}
            >
              It becomes a draft all the same; mend them in the editor before it is published.
              <ul class={styles.problems}>
                <For each={news().file.errors.slice(0, shownProblems)}>
                  {(problem) => (
                    <li>
                      Line {problem.line}: {problem.message}
                    </li>
                  )}
                </For>
                <Show when={news().file.errors.length > shownProblems}>
                  <li>and {news().file.errors.length - shownProblems} more</li>
                </Show>
              </ul>
            </Banner>
          </Show>
        )}
      </Match>
    </Switch>
  )
}
