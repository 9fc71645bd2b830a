/** Variables in a template's texts: found, filled in, added, counted anew. Numbers run over header and body together. */

const variable = /\{\{(\d{1,3})\}\}/g

/** Numbers of the variables in a text, in order of appearance, each once. */
export function variablesIn(text: string): number[] {
  const found = [...text.matchAll(variable)].map((match) => Number(match[1]))
  return [...new Set(found)]
}

/** The texts of a message that take values. */
export type FilledTexts = { header?: string | null | undefined; body: string }

/** Numbers of a message's variables, smallest first: each takes one value, wherever it stands. */
export const variablesOf = ({ header, body }: FilledTexts): number[] =>
  variablesIn(`${header ?? ''}\n${body}`).sort((a, b) => a - b)

/** The text with each {{n}} replaced by its value; a missing value stays visible as {{n}}. */
export const fillVariables = (text: string, values: readonly string[]): string =>
  text.replace(variable, (whole, n: string) => values[Number(n) - 1] || whole)

/** A part with its own variables counted from {{1}}, as the platforms count them, and the values that go with it. */
export function countedAlone(
  text: string,
  values: readonly string[],
): { text: string; values: string[] } {
  const numbers = variablesIn(text)
  return {
    text: text.replace(variable, (_, n: string) => `{{${numbers.indexOf(Number(n)) + 1}}}`),
    values: numbers.map((n) => values[n - 1] ?? ''),
  }
}

/** A part that counts its variables from {{1}}, counted on behind so many others: what `countedAlone` undoes. */
export const countedFrom = (text: string, others: number): string =>
  text.replace(variable, (_, n: string) => `{{${Number(n) + others}}}`)

/** The body with the next variable put at a place, spaces around it where words would touch it. */
export function addVariable(
  { header, body }: FilledTexts,
  from: number,
  to = from,
): { body: string; caret: number } {
  const next = Math.max(0, ...variablesOf({ header, body })) + 1
  const before = body.slice(0, from)
  const after = body.slice(to)
  const lead = /[\p{L}\p{N}}]$/u.test(before) ? ' ' : ''
  const trail = /^[\p{L}\p{N}{]/u.test(after) ? ' ' : ''
  const put = `${lead}{{${next}}}`
  return { body: before + put + trail + after, caret: from + put.length }
}

export type Numbered = { header: string; body: string; samples: string[] }

/** The variables counted from 1 again in their order of number, each with its own sample. */
export const renumber = (texts: Numbered): Numbered => renumbered(texts, variablesOf(texts))

/** The variables counted from 1 in the order in which one reads them, each with its own sample. */
export const inReadingOrder = (texts: Numbered): Numbered =>
  renumbered(texts, variablesIn(`${texts.header}\n${texts.body}`))

function renumbered({ header, body, samples }: Numbered, order: number[]): Numbered {
  const places = new Map(order.map((n, index) => [n, index + 1]))
  const anew = (text: string) =>
    text.replace(variable, (_, n: string) => `{{${places.get(Number(n))}}}`)
  return { header: anew(header), body: anew(body), samples: order.map((n) => samples[n - 1] ?? '') }
}

/** The text with a mark around the selected part, or taken away where it stands there already. */
export function toggleMark(
  text: string,
  from: number,
  to: number,
  mark: string,
): { text: string; from: number; to: number } {
  const inside = text.slice(from, to)
  const before = text.slice(0, from)
  const after = text.slice(to)
  const by = mark.length
  if (before.endsWith(mark) && after.startsWith(mark))
    return { text: before.slice(0, -by) + inside + after.slice(by), from: from - by, to: to - by }
  return { text: before + mark + inside + mark + after, from: from + by, to: to + by }
}

/** A name that the platforms accept, made from what was typed: "My Template!" becomes "my_template". */
export const suggestedName = (typed: string, most: number): string =>
  typed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, most)
