/** A Form's init-values and error-messages name its components and fit them (reference §3.16). */
import { looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import { itemsOf, type JsonNode, membersOf, stringOf, valueUnder } from '../json-node.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { dynamicValue } from './dynamic-value.ts'
import { dropMember, renameMember } from './fixes.ts'
import type { CheckedComponent, CheckedScreen } from './model.ts'
import { isReservedKey } from './reserved-keys.ts'
import type { Site } from './site.ts'

export function formValues(form: CheckedComponent, site: Site) {
  const { flow, report, screen } = site
  const inside = inputsIn(form, screen)
  for (const property of ['init-values', 'error-messages']) {
    const values = valueUnder(form.node, property)
    if (values?.type !== 'object') continue
    for (const { key, value } of values.members) {
      if (isReservedKey(key, report)) continue
      // Endpoints fill these as they like, so only what they point at is looked at (§5.3).
      visitTexts(value, (node) => dynamicValue(node, site))
      const component = inside.get(key.value)
      if (!component) {
        // Names are checked from 7.0; before, phones pass over them.
        if (flow.version >= 700)
          report.at(
            key,
            'form-key',
            () =>
              `This Form has no component named "${key.value.slice(0, 60)}".${didYouMean(key.value, inside.keys())}`,
            {
              fixes: [
                (source) => {
                  const guess = nearest(key.value, inside.keys())
                  return guess === null ? null : renameMember(key, guess)(source)
                },
                dropMember(values, key.value),
              ],
            },
          )
        continue
      }
      if (property === 'init-values' && component.spec?.produces === 'files')
        report.at(key, 'form-media', `${component.kind} takes no initial value.`, {
          fixes: [dropMember(values, key.value)],
        })
      else if (value && flow.version >= 700) fits(value, component, property, site)
    }
  }
}

function visitTexts(node: JsonNode | null, visit: (node: JsonNode & { type: 'string' }) => void) {
  if (node?.type === 'string') visit(node)
  for (const item of itemsOf(node)) if (item.type === 'string') visit(item)
  for (const { value } of membersOf(node)) if (value?.type === 'string') visit(value)
}

type Inputs = ReadonlyMap<string, CheckedComponent>
const inputsByScreen = new WeakMap<
  CheckedScreen,
  Map<CheckedComponent, Map<string, CheckedComponent>>
>()

/** The components with a value inside a Form, by name. */
function inputsIn(form: CheckedComponent, screen: CheckedScreen): Inputs {
  let byForm = inputsByScreen.get(screen)
  if (!byForm) {
    byForm = new Map()
    for (const component of screen.components) {
      if (!component.form || component.name === null || !component.spec?.produces) continue
      const inputs = byForm.get(component.form) ?? new Map<string, CheckedComponent>()
      byForm.set(component.form, inputs.set(component.name, component))
    }
    inputsByScreen.set(screen, byForm)
  }
  return byForm.get(form) ?? new Map()
}

function fits(
  value: JsonNode,
  { spec, kind, node }: CheckedComponent,
  property: string,
  { report }: Site,
) {
  const isDynamic =
    value.type === 'string' && (looksLikeBinding(value.value) || looksLikeExpression(value.value))
  if (isDynamic) return
  const produces = spec?.produces
  const complain = (wanted: string) =>
    report.at(value, 'form-value', `${kind} takes ${wanted} here.`)
  const isRange = produces === 'dates' && stringOf(node, 'mode') === 'range'
  if (property === 'error-messages') {
    const takesMap = produces === 'files' || isRange
    if (value.type !== 'string' && !(takesMap && value.type === 'object')) complain('a text')
    return
  }
  switch (produces) {
    case 'ids':
      if (value.type !== 'array') complain('a list of option ids')
      return
    case 'boolean':
      if (value.type !== 'boolean') complain('true or false')
      return
    case 'dates':
      if (isRange ? value.type !== 'object' : value.type !== 'string')
        complain(isRange ? '{ "start-date", "end-date" }' : 'a date as text')
      return
    default: {
      const takesNumber = stringOf(node, 'input-type') === 'number' && value.type === 'number'
      if (value.type !== 'string' && !takesNumber) complain('a text')
    }
  }
}
