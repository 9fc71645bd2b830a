/** Avatars: people as two letters on their own colour; a stack of them with +N. */
import { For, type JSX, Show } from 'solid-js'
import styles from './avatar.module.css'
import { Tooltip } from './tooltip.tsx'

export type Person = {
  id: string
  name: string
  /** `#rrggbb`; without it one of the eight hues is chosen by id. */
  color?: string
  /** The same person's colour on dark ground, where it differs. */
  darkColor?: string
  readOnly?: boolean
  idle?: boolean
}

/** One of the eight hues, the same for the same id everywhere. */
export function personColor(id: string): string {
  let hash = 0
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) >>> 0
  return `var(--person-${(hash % 8) + 1})`
}

/** First letters of the first and last word, in capitals; what stands in brackets is no part of a name. */
export function initials(name: string): string {
  const words = name
    .replace(/\([^)]*\)/g, '')
    .trim()
    .split(/\s+/)
    .filter(Boolean)
  const letters =
    words.length > 1 ? [words[0]!, words.at(-1)!].map((w) => [...w][0]!) : [...(words[0] ?? '?')]
  return letters.slice(0, 2).join('').toUpperCase()
}

/** Black or white, whichever reads better on a #rrggbb colour: 4.5:1 at the least, on any. */
function inkOn(hex: string): string {
  const parts = hex.match(/^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i)
  if (!parts) return '#fff'
  const [r, g, b] = parts.slice(1).map((part) => {
    const value = Number.parseInt(part, 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff'
}

/** Ground and letters for both themes; our own hues carry both in the tokens. */
function paint({ id, color, darkColor }: Person): { background: string; color: string } {
  if (!color) return { background: personColor(id), color: 'light-dark(#fff, #10110f)' }
  const dark = darkColor ?? color
  return {
    background: `light-dark(${color}, ${dark})`,
    color: `light-dark(${inkOn(color)}, ${inkOn(dark)})`,
  }
}

export function Avatar(props: { person: Person; size?: number; hint?: string }): JSX.Element {
  const words = () =>
    props.hint ?? (props.person.readOnly ? `${props.person.name} (viewing)` : props.person.name)
  return (
    <Tooltip text={words()}>
      <span
        class={styles.avatar}
        data-idle={props.person.idle ? '' : undefined}
        style={{
          width: `${props.size ?? 24}px`,
          height: `${props.size ?? 24}px`,
          'font-size': `${Math.round((props.size ?? 24) * 0.42)}px`,
          ...paint(props.person),
        }}
        role="img"
        aria-label={words()}
        // A picture of the name, drawn by the stylesheet: no second text beside it.
        data-letters={initials(props.person.name)}
      />
    </Tooltip>
  )
}

/** People newest left, the rest as +N with their names on hover. */
export function AvatarStack(props: {
  people: readonly Person[]
  max?: number
  size?: number
  label?: string
}): JSX.Element {
  const max = () => props.max ?? 4
  const shown = () =>
    props.people.length > max() ? props.people.slice(0, max() - 1) : props.people
  const rest = () => props.people.slice(shown().length)
  const names = () =>
    rest()
      .map((person) => person.name)
      .join(', ')
  return (
    <Show when={props.people.length > 0}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <span class={styles.stack} role="group" aria-label={props.label ?? 'Here right now'}>
        <For each={shown()}>{(person) => <Avatar person={person} size={props.size} />}</For>
        <Show when={rest().length > 0}>
          <Tooltip text={names()} focusable>
            <span
              class={`${styles.avatar} ${styles.rest}`}
              style={{ width: `${props.size ?? 24}px`, height: `${props.size ?? 24}px` }}
              role="img"
              aria-label={`+${rest().length}: ${names()}`}
            >
              +{rest().length}
            </span>
          </Tooltip>
        </Show>
      </span>
    </Show>
  )
}
