/** Choices: how many may be chosen, what is chosen at first (reference §3.7, §7.4). */
import { itemsOf, type JsonNode, stringOf, valueUnder } from '../json-node.ts'
import { initialValues } from './initial-values.ts'
import type { CheckedComponent } from './model.ts'
import { ordered } from './pairs.ts'
import type { Site } from './site.ts'

export function choice(component: CheckedComponent, site: Site) {
  const { node, kind } = component
  if (kind === 'CheckboxGroup' || kind === 'ChipsSelector')
    ordered(node, 'min-selected-items', 'max-selected-items', site.report)
  const options = valueUnder(node, 'data-source')
  if (options?.type !== 'array') return
  for (const value of initialValues(component)) initial(value, options.items, site)
}

/** What is chosen at first is one of the options, and can be. */
function initial(value: JsonNode, options: readonly JsonNode[], { report }: Site) {
  const byId = new Map(options.map((option) => [stringOf(option, 'id'), option]))
  for (const chosen of value.type === 'array' ? itemsOf(value) : [value]) {
    if (chosen.type !== 'string' || chosen.value === '' || /^[`$]/.test(chosen.value)) continue
    const option = byId.get(chosen.value)
    const enabled = valueUnder(option ?? null, 'enabled')
    if (option === undefined)
      report.at(
        chosen,
        'initial-option',
        `No option has the id "${chosen.value.slice(0, 60)}", so nothing is chosen at first.`,
      )
    else if (enabled?.type === 'boolean' && !enabled.value)
      report.at(chosen, 'initial-disabled', 'This option is chosen at first, yet it is disabled.')
  }
}
