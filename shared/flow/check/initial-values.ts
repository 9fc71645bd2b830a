/** What a component holds at first, as written on it or in the Form around it. */
import { type JsonNode, valueUnder } from '../json-node.ts'
import type { CheckedComponent } from './model.ts'

/** The initial values written for a component; more than one only when it has too many. */
export function* initialValues({ node, form, name }: CheckedComponent): Generator<JsonNode> {
  const own = valueUnder(node, 'init-value')
  if (own) yield own
  const inForm = form && name !== null && valueUnder(valueUnder(form.node, 'init-values'), name)
  if (inForm) yield inForm
}
