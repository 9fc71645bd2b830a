/** JSON as text with its keys, strings and numbers told apart by colour. */
import { createMemo, For, type JSX } from 'solid-js'
import styles from './json-text.module.css'

type Part = { kind: 'key' | 'string' | 'number' | 'plain'; text: string }

/** Above this length colours are left out: the text itself matters more than its looks. */
const colouredMax = 60_000

/** The text in parts, in order; nothing is added or lost. Text that is no JSON comes back as far as it can be told. */
export function jsonParts(text: string): Part[] {
  if (text.length > colouredMax) return [{ kind: 'plain', text }]
  const parts: Part[] = []
  const token =
    /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\btrue\b|\bfalse\b|\bnull\b)/g
  let from = 0
  for (const match of text.matchAll(token)) {
    if (match.index > from) parts.push({ kind: 'plain', text: text.slice(from, match.index) })
    if (match[1]) {
      parts.push({ kind: match[2] ? 'key' : 'string', text: match[1] })
      if (match[2]) parts.push({ kind: 'plain', text: match[2] })
    } else parts.push({ kind: 'number', text: match[0] })
    from = match.index + match[0].length
  }
  if (from < text.length) parts.push({ kind: 'plain', text: text.slice(from) })
  return parts
}

export function JsonText(props: { text: string }): JSX.Element {
  const parts = createMemo(() => jsonParts(props.text))
  return (
    <code dir="ltr">
      <For each={parts()}>{(part) => <span class={styles[part.kind]}>{part.text}</span>}</For>
    </code>
  )
}
