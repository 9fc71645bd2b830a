/** Dates written in a DatePicker are days of the calendar, in order and in range (reference §3.11). */
import { looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import { itemsOf, type JsonNode, type JsonString, valueUnder } from '../json-node.ts'
import type { CheckedFlow, Rule } from './model.ts'
import type { Report } from './report.ts'

const CODE = 'INVALID_DATE_RANGE'

export const dates: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    for (const { kind, node } of screen.components) {
      if (kind !== 'DatePicker') continue
      const min = day(valueUnder(node, 'min-date'), flow, report)
      const max = day(valueUnder(node, 'max-date'), flow, report)
      if (min && max && min.key > max.key)
        report.at(max.node, 'error', CODE, 'max-date lies before min-date.')
      const inRange = (value: JsonNode | null, name: string) => {
        const found = day(value, flow, report)
        if (!found) return
        if ((min && found.key < min.key) || (max && found.key > max.key))
          report.at(found.node, 'error', CODE, `${name} lies outside min-date and max-date.`)
      }
      for (const item of itemsOf(valueUnder(node, 'unavailable-dates')))
        inRange(item, 'This unavailable date')
      inRange(valueUnder(node, 'init-value'), 'init-value')
    }
  }
}

type Day = { node: JsonString; key: number }

/** A literal day as a number that sorts; reports a malformed one. */
function day(node: JsonNode | null, flow: CheckedFlow, report: Report): Day | null {
  if (node?.type !== 'string') return null
  const { value } = node
  if (looksLikeBinding(value) || looksLikeExpression(value)) return null
  if (flow.version < 500) {
    if (/^-?\d{1,15}$/.test(value)) return { node, key: Number(value) }
    report.at(node, 'error', CODE, 'Before version 5.0 a date is milliseconds since 1970, as text.')
    return null
  }
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  const [year, month, date] = [Number(parts?.[1]), Number(parts?.[2]), Number(parts?.[3])]
  if (!parts || month < 1 || month > 12 || date < 1 || date > daysIn(year, month)) {
    report.at(node, 'error', CODE, 'A date is a day of the calendar, written like 2026-12-31.')
    return null
  }
  return { node, key: year * 10_000 + month * 100 + date }
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}
