/** Properties of the catalogue in short words, for documentation and hover. */
import type { PropertySpec } from './spec.ts'

/** What a property holds. */
export function typeInWords({ type, enum: words, ranged }: PropertySpec): string {
  const written = words
    ? `${type === 'words' ? 'list of ' : ''}${words.length > 8 ? `${words.length} words, such as ` : ''}${words
        .slice(0, 8)
        .map((word) => `\`${word}\``)
        .join(', ')}`
    : type.replaceAll('-', ' ')
  return ranged ? `${written}; in mode range two of them` : written
}

/** Versions, lengths, bounds and actions of a property, separated by semicolons; empty without any. */
export function limitsInWords(property: PropertySpec): string {
  const { limit, min, max, items, shows, maxKb, since, until, actions, sinceActions } = property
  const parts: string[] = []
  if (since) parts.push(`since ${since}`)
  if (until) parts.push(`until ${until}`)
  if (limit) parts.push(`${limit.chars} characters`)
  if (limit?.largeChars) parts.push(`${limit.largeChars} when large`)
  if (min !== undefined) parts.push(`at least ${min}`)
  if (max !== undefined) parts.push(`at most ${max}`)
  if (items?.min !== undefined) parts.push(`${items.min} or more entries`)
  if (items?.max !== undefined) parts.push(`up to ${items.max} entries`)
  if (shows?.min !== undefined) parts.push(`phones want ${shows.min} or more`)
  if (shows?.max !== undefined) parts.push(`phones show ${shows.max}`)
  if (shows?.maxWithImages !== undefined) parts.push(`${shows.maxWithImages} with pictures`)
  if (maxKb)
    parts.push(
      maxKb.from6 === maxKb.before6
        ? `${maxKb.from6} KB`
        : `${maxKb.from6} KB, before 6.0 ${maxKb.before6} KB`,
    )
  if (actions)
    parts.push(
      actions
        .map((name) => `\`${name}\`${sinceActions?.[name] ? ` (since ${sinceActions[name]})` : ''}`)
        .join(', '),
    )
  if (property.outsideForm) parts.push('outside a Form only')
  if (property.rangeOnly) parts.push('mode range only')
  return parts.join('; ')
}
