/** Who else looks at a shared flow, and at which of its screens. */
import { For, Show } from 'solid-js'
import { calledOf, type Here, onDark } from '../../../shared/collab/presence.ts'
import { Avatar } from '../../ui/avatar.tsx'
import styles from './who-else.module.css'

/** A phone's bar has no room for more faces; the rest stand behind a number. */
const mostFaces = 3

const wordsFor = (person: Here): string => {
  const called = calledOf(person)
  if (person.idle) return `${called}, away`
  return person.screen ? `${called}, at ${person.screen}` : called
}

export function WhoElse(props: { people: readonly Here[] }) {
  const shown = () =>
    props.people.length > mostFaces ? props.people.slice(0, mostFaces - 1) : props.people
  const rest = () => props.people.slice(shown().length)
  return (
    <Show when={props.people.length > 0}>
      <ul class={styles.people} aria-label="Who else is here">
        <For each={shown()}>
          {(person) => (
            <li>
              <Avatar
                person={{ ...person, darkColor: onDark(person.color) }}
                hint={wordsFor(person)}
              />
            </li>
          )}
        </For>
        <Show when={rest().length > 0}>
          <li class={styles.rest} title={rest().map(wordsFor).join('\n')}>
            +{rest().length}
            <span class="only-read"> more: {rest().map(wordsFor).join('; ')}</span>
          </li>
        </Show>
      </ul>
    </Show>
  )
}
