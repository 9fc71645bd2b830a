/** How values travel in a flow: which field or data field gets what from which, and what leaves it. */
import { type ComponentNode, type Flow, type Screen, walkComponents } from '../flow.ts'
import { actionsOf } from '../graph.ts'
import { isRecord, ownValue } from '../record.ts'
import { type Reads, readsOf, type Variable } from './variables.ts'

/** One value handed on. `to` is null where it leaves the flow: in an answer or a request. */
export type Transfer = {
  readonly to: Variable | null
  readonly reads: Reads
  /** The component whose action or property does it. */
  readonly component: ComponentNode
  readonly screen: Screen
  /** A field whose choice sets it off, where it is no value of its own. */
  readonly by: Variable | null
}

/** Every way a value may take, as written. */
export function transfersOf(flow: Flow): Transfer[] {
  const transfers: Transfer[] = []
  for (const screen of flow.screens)
    for (const component of walkComponents(screen.children)) {
      transfers.push(...byActions(component, screen), ...byInitialValues(component, screen))
    }
  return transfers
}

function* byActions(component: ComponentNode, screen: Screen): Generator<Transfer> {
  const field = fieldOf(component, screen)
  for (const action of actionsOf(component)) {
    const { payload, name } = action
    const target = isRecord(action.next) ? action.next.name : undefined
    if (!isRecord(payload)) continue
    for (const [key, raw] of Object.entries(payload)) {
      const reads = readsOf(raw, screen.id)
      if (name === 'navigate' && typeof target === 'string')
        yield { to: dataOf(target, key), reads, component, screen, by: null }
      else if (name === 'update_data')
        yield { to: dataOf(screen.id, key), reads, component, screen, by: field }
      else if (name === 'complete' || name === 'data_exchange')
        yield { to: null, reads, component, screen, by: null }
    }
  }
}

/** Initial values, and options that come with the data: a choice is one of them. */
function* byInitialValues(component: ComponentNode, screen: Screen): Generator<Transfer> {
  const { props, kind } = component
  if (kind === 'Form') {
    const values = props['init-values']
    if (typeof values !== 'string' && !isRecord(values)) return
    for (const child of walkComponents([component])) {
      const to = fieldOf(child, screen)
      if (to === null || child === component) continue
      const raw = isRecord(values) ? ownValue(values, to.name) : values
      yield { to, reads: readsOf(raw, screen.id), component, screen, by: null }
    }
    return
  }
  const to = fieldOf(component, screen)
  if (to === null) return
  for (const raw of [props['init-value'], props['data-source']]) {
    if (raw === undefined) continue
    const reads = readsOf(raw, screen.id)
    if (reads.variables.length > 0) yield { to, reads, component, screen, by: null }
  }
}

const fieldOf = ({ name, kind }: ComponentNode, screen: Screen): Variable | null =>
  name === null || kind === 'Form' ? null : { source: 'form', screen: screen.id, name }

const dataOf = (screen: string, name: string): Variable => ({ source: 'data', screen, name })
