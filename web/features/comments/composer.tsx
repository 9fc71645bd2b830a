/** Where a comment is written: `@` offers the members, Ctrl or ⌘ and Enter posts. */
import { createMemo, createSignal, createUniqueId, For, type JSX, onMount, Show } from 'solid-js'
import { commentMaxBytes } from '../../../shared/api/comments.ts'
import { utf8Length } from '../../../shared/flow/position.ts'
import { Button } from '../../ui/button.tsx'
import styles from './comments.module.css'
import { Face } from './face.tsx'

type Member = { id: string; name: string }

/** As many are offered at once. */
const OFFERED = 6

export function Composer(props: {
  label: string
  placeholder?: string
  /** What stands in it at first. */
  value?: string
  post: string
  people: readonly Member[]
  /** Somebody is about to write: time to ask who can be mentioned. */
  onWriting: () => void
  onPost: (body: string, mentions: string[]) => void
  onCancel?: () => void
  autofocus?: boolean
}): JSX.Element {
  const listId = createUniqueId()
  const [body, setBody] = createSignal(props.value ?? '')
  const [caret, setCaret] = createSignal(0)
  const [chosen, setChosen] = createSignal(0)
  const [closedAt, setClosedAt] = createSignal<number | null>(null)
  let field!: HTMLTextAreaElement

  onMount(() => {
    if (!props.autofocus) return
    field.focus({ preventScroll: false })
    field.setSelectionRange(field.value.length, field.value.length)
  })

  /** Where the `@` before the caret is, and what was typed behind it. */
  const asking = createMemo(() => {
    const match = /(^|\s)@([^@\n]{0,40})$/u.exec(body().slice(0, caret()))
    if (!match) return null
    const at = match.index + match[1]!.length
    return closedAt() === at ? null : { at, words: match[2]!.toLowerCase() }
  })
  const offers = createMemo(() => {
    const words = asking()?.words
    if (words === undefined) return []
    return props.people
      .filter(
        ({ name }) =>
          name.toLowerCase().startsWith(words) || name.toLowerCase().includes(` ${words}`),
      )
      .slice(0, OFFERED)
  })
  const tooLong = () => utf8Length(body()) > commentMaxBytes

  const follow = () => {
    setCaret(field.selectionStart)
    setChosen(0)
  }
  const mention = (member: Member) => {
    const at = asking()?.at
    if (at === undefined) return
    const next = `${body().slice(0, at)}@${member.name} `
    const rest = body().slice(caret())
    setBody(next + rest)
    field.value = next + rest
    field.setSelectionRange(next.length, next.length)
    field.focus()
    follow()
  }
  const post = () => {
    const words = body().trim()
    if (words === '' || tooLong()) return
    const named = props.people.filter(({ name }) => words.includes(`@${name}`))
    setBody('')
    field.value = ''
    props.onPost(
      words,
      named.map(({ id }) => id),
    )
  }
  const keys = (event: KeyboardEvent) => {
    const found = offers()
    const mod = event.ctrlKey || event.metaKey
    if (event.key === 'Enter' && mod) post()
    else if (found.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp'))
      setChosen((at) => (at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length)
    else if (
      found.length > 0 &&
      (event.key === 'Enter' || event.key === 'Tab') &&
      !event.isComposing
    )
      mention(found[chosen()]!)
    else if (event.key === 'Escape' && found.length > 0) setClosedAt(asking()?.at ?? null)
    else if (event.key === 'Escape' && props.onCancel) props.onCancel()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div class={styles.composer}>
      <div class={styles.writing}>
        <textarea
          ref={field}
          class={styles.field}
          rows={2}
          dir="auto"
          aria-label={props.label}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={offers().length > 0 ? listId : undefined}
          aria-activedescendant={offers().length > 0 ? `${listId}-${chosen()}` : undefined}
          placeholder={props.placeholder ?? props.label}
          value={body()}
          onFocus={() => props.onWriting()}
          onInput={(event) => {
            setBody(event.currentTarget.value)
            setClosedAt(null)
            follow()
          }}
          onKeyUp={(event) => {
            if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) follow()
          }}
          onClick={follow}
          onKeyDown={keys}
        />
        <div
          class={styles.offers}
          id={listId}
          role="listbox"
          aria-label="Members to mention"
          hidden={offers().length === 0}
        >
          <For each={offers()}>
            {(member, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field's arrows and Enter do the same
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
              <div
                id={`${listId}-${index()}`}
                role="option"
                aria-selected={chosen() === index()}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => mention(member)}
              >
                <Face person={member} size={20} />
                <bdi>{member.name}</bdi>
              </div>
            )}
          </For>
        </div>
      </div>
      <Show when={tooLong()}>
        <p class={styles.tooLong} role="alert">
          This is longer than 8 KB. Make it shorter, or write a second comment.
        </p>
      </Show>
      <Show when={body().trim() !== '' || props.onCancel}>
        <div class={styles.buttons}>
          <Show when={props.onCancel}>
            {(cancel) => (
              <Button size="small" variant="quiet" onClick={() => cancel()()}>
                Cancel
              </Button>
            )}
          </Show>
          <Button
            size="small"
            variant="primary"
            disabledReason={body().trim() === '' ? 'Write something first.' : null}
            onClick={post}
          >
            {props.post}
          </Button>
        </div>
      </Show>
    </div>
  )
}
