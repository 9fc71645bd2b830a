/** Fields that are asked for but never sent or looked at: usually a key forgotten in a payload. */
import { isInput } from '../catalogue/index.ts'
import { type JsonObject, valueUnder } from '../json-node.ts'
import { addMember } from './fixes.ts'
import type { CheckedFlow, CheckedScreen } from './model.ts'
import type { Report } from './report.ts'

/** Runs last: the rules before it have marked what bindings look at. */
export function unusedFields(flow: CheckedFlow, report: Report) {
  for (const screen of flow.screens)
    for (const { name, spec, node } of screen.components) {
      if (name === null || name === '' || !spec || !isInput(spec)) continue
      // Of equal names the first stands for all.
      if (screen.byName.get(name)?.isRead) continue
      const value = valueUnder(node, 'name')
      if (value === null) continue
      report.at(value, 'never-sent', `"${name.slice(0, 60)}" is asked for but never sent.`, {
        fixes: [
          (source) => {
            const payload = finalPayload(screen)
            return payload && addMember(payload, name, `\${form.${name}}`, 'Send it')(source)
          },
        ],
      })
    }
}

/** The payload of the screen's own `complete`, if it has one. */
function finalPayload({ components }: CheckedScreen): JsonObject | null {
  for (const { actions } of components)
    for (const { node, name } of actions) {
      const payload = valueUnder(node, 'payload')
      if (name === 'complete' && payload?.type === 'object') return payload
    }
  return null
}
