/** Names are unique on a screen (reference §3.1). */

import { freeName } from '../edit/unique-name.ts'
import { valueUnder } from '../json-node.ts'
import { replaceValue } from './fixes.ts'
import type { CheckedScreen } from './model.ts'
import type { Report } from './report.ts'

export function names({ components, byName }: CheckedScreen, report: Report) {
  for (const component of components) {
    const { name, kind, node } = component
    if (name === null || name === '' || kind === 'Form') continue
    if (byName.get(name) === component || !component.spec?.produces) continue
    const value = valueUnder(node, 'name')
    if (value === null) continue
    report.at(
      value,
      'name-unique',
      `Another component of this screen has the name "${name.slice(0, 60)}" already.`,
      {
        fixes: [(source) => replaceValue(value, freeName(name, new Set(byName.keys())))(source)],
      },
    )
  }
}
