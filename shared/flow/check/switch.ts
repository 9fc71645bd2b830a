/** A Switch has cases, named as they may be (reference §3.18). */
import { valueUnder } from '../json-node.ts'
import type { CheckedComponent } from './model.ts'
import type { Site } from './site.ts'

const CASE_KEY = /^[A-Za-z][A-Za-z0-9_-]*$/

export function switchCases({ node }: CheckedComponent, { report }: Site) {
  const cases = valueUnder(node, 'cases')
  if (cases?.type !== 'object') return
  if (cases.members.length === 0)
    report.at(cases, 'switch-empty', 'A Switch needs at least one case.')
  for (const { key, value } of cases.members) {
    if (!CASE_KEY.test(key.value))
      report.at(key, 'switch-key', 'A case begins with a letter, then letters, digits, - and _.')
    if (value && value.type !== 'array')
      report.at(value, 'wrong-type', 'A case is a list of components.')
    if (value?.type === 'array')
      for (const item of value.items)
        if (item.type !== 'object')
          report.at(item, 'wrong-type', 'A component is an object with a type.')
  }
}
