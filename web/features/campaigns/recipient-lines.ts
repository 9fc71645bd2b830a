/** Reads recipients as people type or paste them: one a line, the number first, then one value per variable. */
import type { NumberReader } from './phone-number.ts'

export type RecipientLine = {
  /** Line in the text, from 1. */
  line: number
  /** What stands where the number belongs. */
  typed: string
  /** + and digits, or null where it cannot be read. */
  number: string | null
  country: string | null
  values: string[]
  state: 'ready' | 'problem' | 'duplicate'
  /** Why it is not ready. */
  why: string | null
}

export type Recipients = {
  lines: RecipientLine[]
  ready: RecipientLine[]
  problems: number
  duplicates: number
  /** True where the first line held column names and was left out. */
  heading: boolean
  /** How many go to each country, most first. */
  countries: { country: string; count: number }[]
}

/** At most as many as the server takes in one go (shared/api/campaigns.ts). */
export const recipientsMax = 1000

/**
 * Reads the text for a template with a number of variables. A line is cut at tabs where it has one, else at
 * semicolons, else at commas; "quoted parts" keep theirs. A number that stood before is a duplicate and left out.
 */
export function readRecipients(
  text: string,
  options: { variables: number; sandbox: boolean; read: NumberReader },
): Recipients {
  const seen = new Map<string, number>()
  const perCountry = new Map<string, number>()
  const lines: RecipientLine[] = []
  let heading = false
  let first = true
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    if (!raw.trim()) continue
    const [typed = '', ...values] = cutLine(raw)
    const wasFirst = first
    first = false
    if (wasFirst && isHeading(typed)) {
      heading = true
      continue
    }
    const number = options.read(typed, options.sandbox)
    const line = { line: index + 1, typed, values }
    const problem = (why: string, known: RecipientLine['number'] = null) =>
      lines.push({ ...line, number: known, country: null, state: 'problem', why })
    if (!number.ok) {
      problem(number.why)
      continue
    }
    const before = seen.get(number.number)
    if (before !== undefined) {
      lines.push({
        ...line,
        number: number.number,
        country: number.country,
        state: 'duplicate',
        why: `Same number as line ${before}. It gets one message.`,
      })
      continue
    }
    const amiss = valuesProblem(values, options.variables)
    if (amiss) {
      problem(amiss, number.number)
      continue
    }
    seen.set(number.number, index + 1)
    perCountry.set(number.country, (perCountry.get(number.country) ?? 0) + 1)
    lines.push({
      ...line,
      number: number.number,
      country: number.country,
      state: 'ready',
      why: null,
    })
  }
  return {
    lines,
    ready: lines.filter((line) => line.state === 'ready'),
    problems: lines.filter((line) => line.state === 'problem').length,
    duplicates: lines.filter((line) => line.state === 'duplicate').length,
    heading,
    countries: [...perCountry]
      .map(([country, count]) => ({ country, count }))
      .sort((a, b) => b.count - a.count),
  }
}

/** The parts of one line, each without the spaces around it. */
export function cutLine(raw: string): string[] {
  const separator = raw.includes('\t') ? '\t' : raw.includes(';') ? ';' : ','
  const parts: string[] = []
  let part = ''
  let quoted = false
  for (let at = 0; at < raw.length; at++) {
    const character = raw[at]!
    if (quoted && character === '"' && raw[at + 1] === '"') {
      part += '"'
      at++
    } else if (character === '"' && (quoted || !part.trim())) {
      quoted = !quoted
      if (quoted) part = ''
    } else if (character === separator && !quoted) {
      parts.push(part.trim())
      part = ''
    } else part += character
  }
  parts.push(part.trim())
  while (parts.length > 1 && parts.at(-1) === '') parts.pop()
  return parts
}

/** Column names, as a file's first line holds them: no digit where the number belongs. */
const isHeading = (typed: string) =>
  /^(mobile|phone|phone ?number|number|msisdn|whatsapp|recipient|tel|telephone|to)$/i.test(typed)

/** What is wrong with the values of a line, or null (rules for values at send: messaging-platforms.md §6). */
function valuesProblem(values: readonly string[], variables: number): string | null {
  const count = (n: number) => `${n} ${n === 1 ? 'value' : 'values'}`
  if (values.length > variables)
    return variables === 0
      ? 'This template takes no values after the number.'
      : `The template takes ${count(variables)}; here stand ${values.length}. Put "…" around a value with a comma.`
  for (let n = 1; n <= variables; n++)
    if (!values[n - 1]) return `The value for {{${n}}} is missing.`
  const long = values.findIndex((value) => / {5,}/.test(value))
  return long >= 0 ? `The value for {{${long + 1}}} has more than four spaces in a row.` : null
}
