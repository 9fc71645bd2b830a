/** How an author formats a text: indentation, line ends, one line or many. */

export type Style = {
  /** One level of indentation. */
  readonly indent: string
  readonly eol: string
  /** Written on one line, without blanks. */
  readonly isCompact: boolean
}

/** Texts are looked at this far; the rest is written the same way. */
const LOOKED_AT = 4000

/** The style of a text as its beginning shows it. */
export function styleOf(text: string): Style {
  const start = text.slice(0, LOOKED_AT)
  const line = /(\r\n|\n|\r)([ \t]+)\S/.exec(start)
  if (line) return { indent: line[2] ?? '  ', eol: line[1] ?? '\n', isCompact: false }
  return { indent: '  ', eol: '\n', isCompact: !/[:,] /.test(start) }
}

/** The blanks at the beginning of the line that an offset is on. */
export function indentAt(text: string, offset: number): string {
  let start = offset
  while (start > 0 && text.charAt(start - 1) !== '\n' && text.charAt(start - 1) !== '\r') start--
  let end = start
  while (end < offset && (text.charAt(end) === ' ' || text.charAt(end) === '\t')) end++
  return text.slice(start, end)
}

/**
 * A value as this text would write it: on one line where its surroundings are, else over several
 * lines, of which all but the first begin with `indent`.
 */
export function printed(value: unknown, text: string, inline: boolean, indent: string): string {
  const { indent: unit, eol, isCompact } = styleOf(text)
  if (isCompact) return JSON.stringify(value) ?? 'null'
  const lines = (JSON.stringify(value, null, unit) ?? 'null').split('\n')
  if (lines.length === 1) return lines[0] ?? ''
  if (inline) return lines.map((line) => line.trim()).join(' ')
  return lines.map((line, at) => (at === 0 ? line : indent + line)).join(eol)
}
