/** Reads component properties in a running flow: resolved, typed, with the language's defaults. */
import { evaluate, type Scope, textOf } from '../expressions/index.ts'
import { isRecord } from '../record.ts'
import type { NavigationItemView, OptionView } from './view-item.ts'

/** A property as text; empty when missing. */
export const textProp = (raw: unknown, scope: Scope): string => textOf(evaluate(raw, scope))

/** A property as text, or null when missing or blank. */
export function optionalText(raw: unknown, scope: Scope): string | null {
  const text = textProp(raw, scope)
  return text.trim() === '' ? null : text
}

/** A property as a number, numeric text included; the fallback when it is neither. */
export function numberProp<F>(raw: unknown, fallback: F, scope: Scope): number | F {
  const value = evaluate(raw, scope)
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return fallback
  const number = Number(value)
  return Number.isFinite(number) ? number : fallback
}

/** One of a list of words; the first one when it is none of them. */
export function wordProp<W extends string>(
  raw: unknown,
  words: readonly [W, ...W[]],
  scope: Scope,
) {
  const value = evaluate(raw, scope)
  return words.find((word) => word === value) ?? words[0]
}

/** Text that may be a list of lines. */
export function linesProp(raw: unknown, scope: Scope): string {
  const value = evaluate(raw, scope)
  return Array.isArray(value)
    ? value.map((line) => textProp(line, scope)).join('\n')
    : textOf(value)
}

/** The options of a `data-source`; entries without an id are left out. */
export function optionsProp(raw: unknown, scope: Scope): OptionView[] {
  const list = evaluate(raw, scope)
  if (!Array.isArray(list)) return []
  const options: OptionView[] = []
  for (const entry of list) {
    if (!isRecord(entry)) continue
    const id = textProp(entry.id, scope)
    if (id === '') continue
    options.push({
      id,
      title: textProp(entry.title, scope),
      description: optionalText(entry.description, scope),
      metadata: optionalText(entry.metadata, scope),
      enabled: evaluate(entry.enabled, scope) !== false,
      image: imageUrl(evaluate(entry.image, scope)),
      altText: optionalText(entry['alt-text'], scope),
      color: colorOf(evaluate(entry.color, scope)),
    })
  }
  return options
}

/** The pictures of an ImageCarousel. */
export function imagesProp(raw: unknown, scope: Scope): { src: string | null; altText: string }[] {
  const list = evaluate(raw, scope)
  if (!Array.isArray(list)) return []
  return list.filter(isRecord).map((entry) => ({
    src: imageUrl(evaluate(entry.src, scope)),
    altText: textProp(entry['alt-text'], scope),
  }))
}

/** How many rows a NavigationList shows; over that a phone shows none (reference §3.14). */
const MAX_ROWS = 20

/** The rows of a NavigationList. */
export function rowsProp(raw: unknown, scope: Scope): NavigationItemView[] {
  const list = evaluate(raw, scope)
  if (!Array.isArray(list) || list.length > MAX_ROWS) return []
  return list.filter(isRecord).map((row) => {
    const content = recordOf(row['main-content'])
    const start = recordOf(row.start)
    const end = isRecord(row.end) ? row.end : null
    const tags = evaluate(row.tags, scope)
    return {
      id: textProp(row.id, scope),
      title: textProp(content.title, scope),
      description: optionalText(content.description, scope),
      metadata: optionalText(content.metadata, scope),
      end: end && {
        title: optionalText(end.title, scope),
        description: optionalText(end.description, scope),
        metadata: optionalText(end.metadata, scope),
      },
      image: imageUrl(evaluate(start.image, scope)),
      altText: optionalText(start['alt-text'], scope),
      badge: optionalText(row.badge, scope),
      tags: Array.isArray(tags) ? tags.map((tag) => textProp(tag, scope)) : [],
      enabled: evaluate(row.enabled, scope) !== false,
    }
  })
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isRecord(value) ? value : {}

/** Whether every entry of a list has an id of its own; phones show an error otherwise (§7.4). */
export function hasOwnIds(raw: unknown, scope: Scope): boolean {
  const list = evaluate(raw, scope)
  if (!Array.isArray(list)) return true
  const ids = list.filter(isRecord).map(({ id }) => textProp(id, scope))
  return ids.every((id) => id !== '') && new Set(ids).size === ids.length
}

const colorOf = (value: unknown): string | null =>
  typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? value : null

/** How base64 of each image format begins. */
const SIGNATURES = [
  ['iVBOR', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['UklGR', 'image/webp'],
  ['R0lGOD', 'image/gif'],
] as const

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/

/**
 * A URL that an img element may load: raw base64 becomes a data URL by its own signature; data and
 * https URLs, which some authors write, pass. SVG never does, since it can carry script.
 */
export function imageUrl(source: unknown): string | null {
  if (typeof source !== 'string') return null
  const text = source.trim()
  if (/^https:\/\//i.test(text)) return text
  const inline = /^data:image\/(?:png|jpe?g|webp|gif);base64,/i.exec(text)
  const base64 = inline ? text.slice(inline[0].length) : text
  if (!BASE64.test(base64)) return null
  const format = SIGNATURES.find(([start]) => base64.startsWith(start))
  return format ? `data:${format[1]};base64,${base64.replace(/\s+/g, '')}` : null
}
