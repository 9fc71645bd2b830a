/** Who else is in the room: faces in the top bar. A click follows somebody, another lets go. */
import { For, Show } from 'solid-js'
import { calledOf, type Here, onDark } from '../../../shared/collab/presence.ts'
import { Avatar } from '../../ui/avatar.tsx'
import styles from './people-here.module.css'

/** More faces than this stand behind a number. */
const MAX_SHOWN = 4

export const colourOf = (color: string): string => `light-dark(${color}, ${onDark(color)})`

export function PeopleHere(props: {
  /** Newest first, oneself included; alone, nobody is shown. */
  people: readonly Here[]
  myId: string | null
  following: string | null
  /** Ids of those who are somewhere to be followed to. */
  followable: ReadonlySet<string>
  onFollow: (id: string | null) => void
}) {
  const shown = () =>
    props.people.length > MAX_SHOWN ? props.people.slice(0, MAX_SHOWN - 1) : props.people
  const rest = () => props.people.slice(shown().length)
  const wordsFor = (person: Here) => {
    if (person.id === props.myId) return `${person.name} (you)`
    const called = calledOf(person)
    const role = person.readOnly && person.kind !== 'guest' ? `${called} (viewing)` : called
    const at = person.idle ? ', away' : person.screen ? `, at ${person.screen}` : ''
    if (person.id === props.following) return `${role}${at}: following. Click to stop`
    return props.followable.has(person.id) ? `${role}${at}: click to follow` : role + at
  }
  return (
    <Show when={props.people.length > 1}>
      <ul class={styles.people} aria-label="Here right now">
        <For each={shown().map((person) => person.id)}>
          {(id) => {
            const person = () => props.people.find((one) => one.id === id)!
            const canFollow = () => id !== props.myId && props.followable.has(id)
            return (
              <li>
                <button
                  type="button"
                  class={styles.face}
                  aria-label={wordsFor(person())}
                  aria-pressed={id === props.following}
                  aria-disabled={!canFollow()}
                  style={{ '--person': colourOf(person().color) }}
                  onClick={() => canFollow() && props.onFollow(id === props.following ? null : id)}
                >
                  <span aria-hidden="true">
                    <Avatar
                      person={{
                        id,
                        name: person().name,
                        color: person().color,
                        darkColor: onDark(person().color),
                        idle: person().idle,
                      }}
                      hint={wordsFor(person())}
                    />
                  </span>
                </button>
              </li>
            )
          }}
        </For>
        <Show when={rest().length > 0}>
          <li class={styles.rest} title={rest().map(calledOf).join(', ')}>
            +{rest().length}
            <span class="only-read"> more: {rest().map(calledOf).join(', ')}</span>
          </li>
        </Show>
      </ul>
    </Show>
  )
}
