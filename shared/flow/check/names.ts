/** Names are unique on a screen, and `sensitive` names components that exist. */
import { itemsOf, valueUnder } from '../json-node.ts'
import { didYouMean, type Rule } from './model.ts'

export const names: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    const seen = new Set<string>()
    for (const component of screen.components) {
      const { name, kind } = component
      if (name === null || name === '' || kind === 'Form' || !component.spec?.produces) continue
      if (seen.has(name))
        report.at(
          valueUnder(component.node, 'name') ?? component.node,
          'error',
          'DUPLICATE_FORM_COMPONENT_NAMES',
          `Another component of this screen has the name "${name}" already.`,
        )
      seen.add(name)
    }
    for (const item of itemsOf(valueUnder(screen.node, 'sensitive'))) {
      if (item.type === 'string' && screen.byName.has(item.value)) continue
      const wanted = item.type === 'string' ? item.value : ''
      report.at(
        item,
        'error',
        'INVALID_SENSITIVE_FIELD',
        `No component of this screen has that name.${didYouMean(wanted, screen.byName.keys())}`,
      )
    }
  }
}
