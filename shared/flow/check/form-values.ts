/** A Form's init-values and error-messages name its components and fit them (reference §3.16). */
import { looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import { type JsonNode, membersOf, valueUnder } from '../json-node.ts'
import { type CheckedComponent, type CheckedScreen, didYouMean, type Rule } from './model.ts'
import type { Report } from './report.ts'

const CODE = 'INVALID_PROPERTY_VALUE'

export const formValues: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    for (const form of screen.components) {
      if (form.kind !== 'Form') continue
      const inside = inputsIn(form, screen)
      for (const property of ['init-values', 'error-messages']) {
        for (const { key, value } of membersOf(valueUnder(form.node, property))) {
          const component = inside.get(key.value)
          if (!component) {
            // Names are checked from 7.0; before, phones pass over them.
            if (flow.version >= 700)
              report.at(
                key,
                'error',
                CODE,
                `This Form has no component named "${key.value.slice(0, 60)}".${didYouMean(key.value, inside.keys())}`,
              )
            continue
          }
          if (property === 'init-values' && component.spec?.produces === 'files')
            report.at(
              key,
              'error',
              'NATIVE_COMPONENT_IN_FORM_INIT_VALUES',
              `${component.kind} takes no initial value.`,
            )
          else if (value && flow.version >= 700) fits(value, component, property, report)
        }
      }
    }
  }
}

function inputsIn(form: CheckedComponent, screen: CheckedScreen): Map<string, CheckedComponent> {
  const inputs = new Map<string, CheckedComponent>()
  for (const component of screen.components)
    if (component.form === form && component.name !== null && component.spec?.produces)
      inputs.set(component.name, component)
  return inputs
}

function fits(
  value: JsonNode,
  { spec, kind, node }: CheckedComponent,
  property: string,
  report: Report,
) {
  if (
    value.type === 'string' &&
    (looksLikeBinding(value.value) || looksLikeExpression(value.value))
  )
    return
  const produces = spec?.produces
  const isMap = produces === 'dates' || produces === 'files'
  const complain = (wanted: string) => {
    report.at(value, 'error', CODE, `${kind} takes ${wanted} here.`)
  }
  if (property === 'error-messages') {
    if (value.type !== 'string' && !(isMap && value.type === 'object')) complain('a text')
  } else if (produces === 'ids') {
    if (value.type !== 'array') complain('a list of option ids')
  } else if (produces === 'boolean') {
    if (value.type !== 'boolean') complain('true or false')
  } else if (!isMap) {
    const inputType = valueUnder(node, 'input-type')
    const takesNumber = inputType?.type === 'string' && inputType.value === 'number'
    if (value.type !== 'string' && !(takesNumber && value.type === 'number')) complain('a text')
  }
}
