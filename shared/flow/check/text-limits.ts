/** Texts longer than a phone shows them: advice, since phones cut them off (reference §3.1). */
import { looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import { itemsOf, type JsonNode, type JsonString, stringOf, valueUnder } from '../json-node.ts'
import type { CheckedComponent, Rule } from './model.ts'
import type { Report } from './report.ts'

/** Limits of option texts, in characters. */
const OPTION_LIMITS = [
  ['title', 30],
  ['description', 300],
  ['metadata', 20],
] as const

export const textLimits: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    for (const component of screen.components) {
      if (!component.spec?.covered) continue
      componentTexts(component, report)
      for (const option of itemsOf(valueUnder(component.node, 'data-source')))
        for (const [key, chars] of OPTION_LIMITS)
          tooLong(valueUnder(option, key), `The option's ${key}`, chars, report)
    }
  }
}

function componentTexts({ node, kind, spec }: CheckedComponent, report: Report) {
  for (const { name, limit } of spec?.properties ?? []) {
    if (!limit) continue
    const isLarge = limit.largeChars !== undefined && stringOf(node, 'label-variant') === 'large'
    const chars = isLarge ? (limit.largeChars ?? limit.chars) : limit.chars
    const value = valueUnder(node, name)
    if (value?.type === 'array') tooLongTogether(value.items, `${kind} ${name}`, chars, report)
    else tooLong(value, `${kind} ${name}`, chars, report)
  }
}

const isWritten = (node: JsonNode | null): node is JsonString =>
  node?.type === 'string' && !looksLikeBinding(node.value) && !looksLikeExpression(node.value)

function tooLong(node: JsonNode | null, what: string, chars: number, report: Report) {
  if (!isWritten(node) || node.value.length <= chars) return
  const count = characters(node.value)
  if (count > chars)
    report.at(
      node,
      'warning',
      'TEXT_TOO_LONG',
      `${what} has ${count} characters; phones show ${chars}.`,
    )
}

function tooLongTogether(lines: readonly JsonNode[], what: string, chars: number, report: Report) {
  let count = 0
  for (const line of lines) if (isWritten(line)) count += characters(line.value)
  const [first] = lines
  if (first && count > chars)
    report.at(
      first,
      'warning',
      'TEXT_TOO_LONG',
      `${what} has ${count} characters; phones show ${chars}.`,
    )
}

/** Characters as people count them, near enough: an emoji's two units are one. */
function characters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
