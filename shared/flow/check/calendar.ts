/** Dates and ranges: days of the calendar, in order and in range (reference §3.11, §3.12). */
import type { PropertySpec } from '../catalogue/index.ts'
import { dayNumber } from '../day.ts'
import {
  itemsOf,
  type JsonNode,
  type JsonString,
  memberOf,
  membersOf,
  valueUnder,
} from '../json-node.ts'
import { addMember, dropMember, replaceValue } from './fixes.ts'
import { initialValues } from './initial-values.ts'
import type { CheckedComponent } from './model.ts'
import type { Site } from './site.ts'

type Day = { node: JsonString; key: number }

const isDynamic = (text: string): boolean => /^[`$]/.test(text)

/** A literal day as a number that sorts; null when it is none. */
function dayOf(node: JsonNode | null): Day | null {
  const key = node?.type === 'string' ? dayNumber(node.value) : null
  return node?.type === 'string' && key !== null ? { node, key } : null
}

const FORM = 'A date is a day of the calendar, written like 2026-12-31.'

/** A day, or null with a report when the text is malformed. */
function day(
  node: JsonNode | null,
  { report }: Site,
  rule: 'date-form' | 'date-initial-form' = 'date-form',
): Day | null {
  if (node?.type !== 'string' || isDynamic(node.value)) return null
  const found = dayOf(node)
  if (found === null) {
    const meant = likelyDay(node.value)
    report.at(node, rule, FORM, meant === null ? undefined : { fixes: [replaceValue(node, meant)] })
  }
  return found
}

/** `2026/1/5` and `2026-1-5` are meant as 2026-01-05; other orders are anybody's guess. */
function likelyDay(text: string): string | null {
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T.*)?$/.exec(text.trim())
  if (!parts) return null
  return `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`
}

type Bounds = { min: Day | null; max: Day | null }

/** The bounds and what lies between them; both kinds of date field have the same. */
function bounds({ node }: CheckedComponent, site: Site): Bounds {
  const min = day(valueUnder(node, 'min-date'), site)
  const max = day(valueUnder(node, 'max-date'), site)
  if (min && max && min.key > max.key)
    site.report.at(max.node, 'date-order', 'max-date lies before min-date.')
  for (const item of itemsOf(valueUnder(node, 'unavailable-dates')))
    within(day(item, site), 'This unavailable date', { min, max }, site)
  return { min, max }
}

function within(found: Day | null, name: string, { min, max }: Bounds, { report }: Site) {
  if (!found) return
  if ((min && found.key < min.key) || (max && found.key > max.key))
    report.at(found.node, 'date-order', `${name} lies outside min-date and max-date.`)
}

export function datePicker(component: CheckedComponent, site: Site) {
  const between = bounds(component, site)
  for (const value of initialValues(component))
    within(day(value, site), 'The initial date', between, site)
}

export function calendarPicker(component: CheckedComponent, site: Site) {
  const { node } = component
  const { report } = site
  const between = bounds(component, site)
  const range = isRange(component)
  if (range === false) rangeOnly(component, site)
  const least = valueUnder(node, 'min-days')
  const most = valueUnder(node, 'max-days')
  if (least?.type === 'number' && most?.type === 'number' && least.value > most.value)
    report.at(least, 'days-order', 'min-days is greater than max-days.', {
      fixes: [replaceValue(least, most.value)],
    })
  for (const value of initialValues(component)) {
    if (value.type === 'string')
      within(day(value, site, 'date-initial-form'), 'The initial date', between, site)
    if (value.type !== 'object') continue
    const start = day(valueUnder(value, 'start-date'), site)
    const end = day(valueUnder(value, 'end-date'), site)
    within(start, 'The initial start', between, site)
    within(end, 'The initial end', between, site)
    if (start && end && start.key > end.key)
      report.at(end.node, 'date-order', 'The initial end lies before the start.')
  }
}

/** Whether a CalendarPicker asks for a range; null when that is known at run time only. */
export function isRange({ node }: CheckedComponent): boolean | null {
  const mode = valueUnder(node, 'mode')
  if (mode?.type !== 'string') return false
  return isDynamic(mode.value) ? null : mode.value === 'range'
}

function rangeOnly({ node, spec }: CheckedComponent, { report }: Site) {
  for (const property of spec?.properties ?? []) {
    const member = property.rangeOnly ? memberOf(node, property.name) : undefined
    if (member)
      report.at(member.key, 'range-only', `${property.name} needs "mode": "range".`, {
        fixes: [addMember(node, 'mode', 'range'), dropMember(node, property.name)],
      })
  }
}

const PARTS = ['start-date', 'end-date'] as const

/**
 * A value that is one in single mode and has two parts in range mode. `checkOne` looks at each
 * single value. Bound values bring their shape with them.
 */
export function rangedValue(
  node: JsonNode,
  property: PropertySpec,
  site: Site,
  checkOne: (part: JsonNode) => void,
) {
  const { component, report } = site
  const range = component ? isRange(component) : false
  if (node.type === 'string' && isDynamic(node.value)) {
    if (range === false) checkOne(node)
    return
  }
  if (range !== true) {
    if (node.type === 'object' && range === false)
      report.at(
        node,
        'range-shape',
        `${property.name} has two parts in mode range only; here it is one value.`,
        component ? { fixes: [addMember(component.node, 'mode', 'range')] } : undefined,
      )
    else if (node.type !== 'object') checkOne(node)
    return
  }
  if (node.type !== 'object')
    return report.at(
      node,
      'range-shape',
      `In mode range ${property.name} is { "start-date": …, "end-date": … }.`,
      {
        fixes: [
          replaceValue(
            node,
            Object.fromEntries(PARTS.map((part) => [part, 'value' in node ? node.value : null])),
            'Write both parts',
          ),
        ],
      },
    )
  for (const { key, value } of membersOf(node)) {
    if (!PARTS.some((part) => part === key.value))
      report.at(key, 'range-part-unknown', `${property.name} has start-date and end-date only.`, {
        fixes: [dropMember(node, key.value)],
      })
    else if (value) checkOne(value)
  }
  for (const part of property.ranged?.needs ?? [])
    if (!memberOf(node, part))
      report.about(node, 'range-part-missing', `${property.name} needs ${part} in mode range.`, {
        fixes: [addMember(node, part, 'New text')],
      })
}
