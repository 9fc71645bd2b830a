/** The past at the left: a list of moments by day, one of them chosen. */
import { For, Show } from 'solid-js'
import { colorOf, onDark } from '../../../shared/collab/presence.ts'
import { AvatarStack } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './moment-list.module.css'
import { byDay, type Moment, sizeInWords } from './moments.ts'

const weekday = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** "Today", "Yesterday", or the day with its name. */
export function dayInWords(at: number, now = Date.now()): string {
  const daysAgo = Math.round((startOf(now) - startOf(at)) / 86_400_000)
  if (daysAgo === 0) return 'Today'
  return daysAgo === 1 ? 'Yesterday' : weekday.format(at)
}

const startOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

const titleOf = (moment: Moment): string => {
  switch (moment.kind) {
    case 'now':
      return 'Now'
    case 'start':
      return 'As it was created'
    case 'published':
      return 'Published'
    case 'named':
      return moment.name
    case 'work':
      return moment.writers.map(({ name }) => name).join(', ')
  }
}

export function MomentList(props: {
  moments: readonly Moment[]
  chosen: string
  onChoose: (key: string) => void
}) {
  return (
    <nav class={styles.list} aria-label="History">
      <For each={byDay(props.moments)}>
        {({ moments }) => (
          <section>
            <h2>{dayInWords(moments[0]!.at)}</h2>
            <ul>
              <For each={moments}>
                {(moment) => (
                  <li>
                    <button
                      type="button"
                      class={styles.moment}
                      aria-current={moment.key === props.chosen}
                      onClick={() => props.onChoose(moment.key)}
                    >
                      <span class={styles.time}>{clock.format(moment.at)}</span>
                      <span class={styles.what}>
                        <span class={styles.title} dir="auto">
                          <Show when={moment.kind === 'named'}>
                            <Icon name="archive" size={13} />{' '}
                          </Show>
                          {titleOf(moment)}
                        </span>
                        <span class={styles.about}>{aboutOf(moment)}</span>
                      </span>
                      <Show when={'writers' in moment && moment.writers}>
                        {(writers) => (
                          <span aria-hidden="true">
                            <AvatarStack
                              people={writers().map(({ id, name }) => ({
                                id,
                                name,
                                color: colorOf(id),
                                darkColor: onDark(colorOf(id)),
                              }))}
                              max={3}
                              size={20}
                              label="Who edited"
                            />
                          </span>
                        )}
                      </Show>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
    </nav>
  )
}

function aboutOf(moment: Moment): string {
  switch (moment.kind) {
    case 'now':
      return moment.writers.length > 0
        ? `${moment.writers.map(({ name }) => name).join(', ')} at work`
        : 'The text as it is'
    case 'start':
      return 'The first text'
    case 'published':
      return moment.note || `By ${moment.by}`
    case 'named':
      return `Named by ${moment.by}`
    case 'work':
      return sizeInWords(moment.added, moment.removed)
  }
}
