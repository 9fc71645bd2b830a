/** `update_data` changes fields that the screen's data has, with values of their type. */
import { looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import { membersOf, valueUnder } from '../json-node.ts'
import { isOfType } from './data-model.ts'
import { dynamicValue } from './dynamic-value.ts'
import { didYouMean, type Rule } from './model.ts'
import { schemaType, TYPE_NAMES } from './value-types.ts'

const CODE = 'INVALID_UPDATE_DATA_ACTION_PAYLOAD'

export const updates: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    for (const component of screen.components) {
      const { actions } = component
      for (const { node, name } of actions) {
        if (name !== 'update_data') continue
        for (const { key, value } of membersOf(valueUnder(node, 'payload'))) {
          const field = screen.model.get(key.value)
          if (field === undefined) {
            report.at(
              key,
              'error',
              CODE,
              `This screen's data has no field "${key.value.slice(0, 60)}".${didYouMean(key.value, screen.model.keys())}`,
            )
            continue
          }
          const wanted = schemaType(field)
          if (value === null || wanted === 'unknown') continue
          if (value.type === 'string' && value.value === `\${data.${key.value}}`) {
            report.at(value, 'error', CODE, 'This copies a field onto itself.')
            continue
          }
          let fits = isOfType(value, wanted)
          if (value.type === 'string') {
            if (looksLikeBinding(value.value) || looksLikeExpression(value.value)) {
              const codes = { binding: '', insideExpression: '' }
              const quiet = {
                flow,
                screen,
                report: report.silent(),
                codes,
                refusesOwnScreen: false,
              }
              const found = dynamicValue(value, quiet)
              fits = found.kind !== 'dynamic' || found.type === wanted || found.type === 'unknown'
            }
          }
          if (!fits) report.at(value, 'error', CODE, `"${key.value}" wants ${TYPE_NAMES[wanted]}.`)
        }
      }
      for (const property of ['on-select-action', 'on-unselect-action']) {
        const own = actions.find((action) => action.property === property && !action.onItem)
        const onItem = actions.find((action) => action.property === property && action.onItem)
        if (own && onItem)
          report.at(
            onItem.node,
            'error',
            CODE,
            `${property} stands on the component or on its options, not on both.`,
          )
      }
    }
  }
}
