/** The columns that a flow's responses have: what its final payloads can carry, named and labelled. */
import { componentSpec, type ProducedValue } from './catalogue/index.ts'
import { looksLikeBinding, parseBinding } from './expressions/index.ts'
import { type ComponentNode, type Flow, findScreen, type Screen, walkComponents } from './flow.ts'
import { isRecord, ownValue } from './record.ts'

export type ColumnKind = 'text' | 'number' | 'date' | 'boolean' | 'choice' | 'choices' | 'file'
export type ColumnOption = { id: string; title: string }
export type ResponseColumn = {
  /** The payload's key. */
  key: string
  /** The label of the component the value comes from; the key made readable when there is none. */
  label: string
  kind: ColumnKind
  /** Choices whose titles stand in the flow itself. */
  options?: ColumnOption[]
}

/** Columns in screen order: the order in which the user fills the fields behind them. */
export function responseColumns(flow: Flow): ResponseColumn[] {
  const columns = new Map<string, { column: ResponseColumn; order: number }>()
  const orders = componentOrders(flow)
  for (const { screen, payload } of finalPayloads(flow)) {
    for (const [key, raw] of Object.entries(payload)) {
      const source = sourceOf(flow, screen, raw)
      const known = columns.get(key)
      // The first payload that leads to a component names the column.
      if (known && (known.order < Infinity || source === null)) continue
      const order = source === null ? Infinity : (orders.get(source) ?? Infinity)
      columns.set(key, { column: columnOf(key, source), order })
    }
  }
  return [...columns.values()]
    .sort((a, b) => compareOrders(a.order, b.order))
    .map((it) => it.column)
}

const compareOrders = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)

function componentOrders(flow: Flow): Map<ComponentNode, number> {
  const orders = new Map<ComponentNode, number>()
  for (const screen of flow.screens)
    for (const component of walkComponents(screen.children)) orders.set(component, orders.size)
  return orders
}

type Payload = { screen: Screen; payload: Readonly<Record<string, unknown>> }

/** Payloads of actions by name, with the screen they start from. */
function* payloads(flow: Flow, name: string): Generator<Payload & { target: unknown }> {
  for (const screen of flow.screens) {
    for (const { props } of walkComponents(screen.children)) {
      const action = props['on-click-action']
      if (!isRecord(action) || action.name !== name || !isRecord(action.payload)) continue
      const target = isRecord(action.next) ? action.next.name : undefined
      yield { screen, payload: action.payload, target }
    }
  }
}

/**
 * What can end up as the answer: payloads of `complete`; in endpoint flows without one, those the
 * terminal screens hand to the endpoint.
 */
function finalPayloads(flow: Flow): Payload[] {
  const completes = [...payloads(flow, 'complete')]
  if (completes.length > 0 || flow.dataApiVersion === null) return completes
  return [...payloads(flow, 'data_exchange')].filter(({ screen }) => screen.terminal)
}

/** Follows a raw payload value back to the component it comes from, or null. */
function sourceOf(flow: Flow, screen: Screen, raw: unknown): ComponentNode | null {
  const seen = new Set<string>()
  const follow = (at: Screen, value: unknown): ComponentNode | null => {
    const binding =
      typeof value === 'string' && looksLikeBinding(value) ? parseBinding(value) : null
    if (binding === null) return null
    const holder = binding.screen === null ? at : findScreen(flow, binding.screen)
    if (!holder) return null
    const [name] = binding.path
    if (binding.source === 'form') return componentNamed(holder, name)
    const key = `${holder.id} ${name}`
    if (seen.has(key)) return null
    seen.add(key)
    for (const { screen: sender, payload, target } of payloads(flow, 'navigate')) {
      if (target !== holder.id) continue
      const found = follow(sender, ownValue(payload, name))
      if (found) return found
    }
    return null
  }
  return follow(screen, raw)
}

function componentNamed(screen: Screen, name: string): ComponentNode | null {
  for (const component of walkComponents(screen.children))
    if (component.name === name && component.kind !== 'Form') return component
  return null
}

function columnOf(key: string, source: ComponentNode | null): ResponseColumn {
  if (source === null) return { key, label: readable(key), kind: 'text' }
  const plain = labelOf(source)
  const column: ResponseColumn = { key, label: plain || readable(key), kind: kindOf(source) }
  const options = optionsOf(source)
  return options.length > 0 ? { ...column, options } : column
}

/** The label as written; of a range both parts. Empty when there is none or it is worked out later. */
function labelOf({ props: { label } }: ComponentNode): string {
  const parts = isRecord(label) ? [label['start-date'], label['end-date']] : [label]
  const texts = parts.filter((part) => typeof part === 'string')
  return texts.some((text) => /^`|\$\{/.test(text)) ? '' : texts.join(' – ').trim()
}

/** `visit_date` → "Visit date" */
function readable(key: string): string {
  const words = key.replace(/[_-]+/g, ' ').trim()
  return words === '' ? key : words.charAt(0).toUpperCase() + words.slice(1)
}

const KINDS: Readonly<Record<ProducedValue, ColumnKind>> = {
  text: 'text',
  date: 'date',
  dates: 'date',
  boolean: 'boolean',
  id: 'choice',
  item: 'choice',
  ids: 'choices',
  files: 'file',
}

function kindOf({ kind, props }: ComponentNode): ColumnKind {
  const produces = componentSpec(kind)?.produces
  if (!produces) return 'text'
  if (produces === 'text' && props['input-type'] === 'number') return 'number'
  // A range has two dates; it is shown as text.
  if (produces === 'dates' && props.mode === 'range') return 'text'
  return KINDS[produces]
}

/** Options written in the flow; those bound to data are known only at run time. */
function optionsOf({ props }: ComponentNode): ColumnOption[] {
  const source = props['data-source'] ?? props['list-items']
  if (!Array.isArray(source)) return []
  return source.flatMap((option) => {
    if (!isRecord(option) || typeof option.id !== 'string') return []
    const content = isRecord(option['main-content']) ? option['main-content'] : option
    return [{ id: option.id, title: typeof content.title === 'string' ? content.title : option.id }]
  })
}
