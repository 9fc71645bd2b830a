/** `update_data` changes fields that the screen's data has, with values of their type (reference §4.2). */
import { looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import { type JsonObject, valueUnder } from '../json-node.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { isOfType } from './data-model.ts'
import { fieldLike, typeOfValue } from './find-binding.ts'
import { addDataField, renameMember } from './fixes.ts'
import type { CheckedComponent } from './model.ts'
import type { Report } from './report.ts'
import type { Site } from './site.ts'
import { schemaType, TYPE_NAMES } from './value-types.ts'

export function updates(action: JsonObject, { screen, flow, report }: Site) {
  const payload = valueUnder(action, 'payload')
  if (payload?.type !== 'object') return
  for (const { key, value } of payload.members) {
    const field = screen.model.get(key.value)
    if (field === undefined) {
      report.at(
        key,
        'update-payload',
        () =>
          `This screen's data has no field "${key.value.slice(0, 60)}".${didYouMean(key.value, screen.model.keys())}`,
        {
          fixes: [
            (source) => {
              const guess = nearest(key.value, screen.model.keys())
              return guess === null ? null : renameMember(key, guess)(source)
            },
            (source) =>
              addDataField(
                screen.node,
                key.value,
                fieldLike(value ? typeOfValue(value, screen, flow) : 'unknown'),
              )(source),
          ],
        },
      )
      continue
    }
    const wanted = schemaType(field)
    if (value === null || wanted === 'unknown') continue
    if (value.type === 'string' && value.value === `\${data.${key.value}}`) {
      report.at(value, 'update-payload', 'This copies a field onto itself.')
      continue
    }
    const isDynamic =
      value.type === 'string' && (looksLikeBinding(value.value) || looksLikeExpression(value.value))
    const type = isDynamic ? typeOfValue(value, screen, flow) : null
    const fits = type === null ? isOfType(value, wanted) : type === wanted || type === 'unknown'
    if (!fits) report.at(value, 'update-payload', `"${key.value}" wants ${TYPE_NAMES[wanted]}.`)
  }
}

/** A select action stands on the component or on its options, never both (reference §3.7). */
export function selectPlaces({ actions }: CheckedComponent, report: Report) {
  if (actions.length < 2) return
  for (const property of ['on-select-action', 'on-unselect-action']) {
    const own = actions.find((action) => action.property === property && !action.onItem)
    const onItem = own && actions.find((action) => action.property === property && action.onItem)
    if (onItem)
      report.at(
        onItem.node,
        'select-action-twice',
        `${property} stands on the component or on its options, not on both.`,
      )
  }
}
