/** Fields that are asked for but never sent or looked at: usually a key forgotten in a payload. */
import { type JsonNode, valueUnder } from '../json-node.ts'
import type { CheckedScreen, Rule } from './model.ts'

const REFERENCE = /\$\{(?:screen\.([^.}]+)\.)?form\.([^.}]+)[^}]*\}/g

export const unusedFields: Rule = (flow, report) => {
  const used = new Set<string>()
  for (const screen of flow.screens) collect(screen, used)
  for (const screen of flow.screens) {
    for (const component of screen.components) {
      const { name, spec } = component
      if (name === null || name === '' || !spec?.produces || spec.produces === 'item') continue
      if (used.has(`${screen.id} ${name}`)) continue
      report.at(
        valueUnder(component.node, 'name') ?? component.node,
        'info',
        'FIELD_NEVER_SENT',
        `"${name}" is asked for but never sent.`,
      )
    }
  }
}

/** Adds every form field a screen's texts refer to, as `screen name`. */
function collect(screen: CheckedScreen, used: Set<string>) {
  const waiting: JsonNode[] = [screen.node]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'array') for (const item of node.items) waiting.push(item)
    else if (node.type === 'object') {
      for (const { value } of node.members) if (value) waiting.push(value)
    } else if (node.type === 'string' && node.value.includes('form.', 2)) {
      for (const [, other, name] of node.value.matchAll(REFERENCE))
        used.add(`${other ?? screen.id} ${name}`)
    }
  }
}
