/** Actions that run because a choice was made or taken back (reference §9.5). */
import { evaluate, type Scope } from '../expressions/index.ts'
import { isRecord, mergeRecords, ownValue, withEntry } from '../record.ts'
import type { Leaf } from './compiled.ts'
import { payloadOf } from './payload.ts'
import type { Stage } from './stage.ts'
import type { RunState, Stepped } from './state.ts'

/** Runs one `update_data` or `data_exchange` action; anything else does nothing. */
export function runSelectAction(state: RunState, action: unknown, stage: Stage): Stepped {
  if (!isRecord(action)) return { state, effects: [] }
  const { id } = stage.screen
  if (action.name === 'update_data') {
    const payload = payloadOf(action, stage)
    const data = mergeRecords(ownValue(state.data, id), payload)
    return {
      state: { ...state, data: withEntry(state.data, id, data) },
      effects: [],
      ran: [{ name: 'update_data', payload }],
    }
  }
  if (action.name !== 'data_exchange') return { state, effects: [] }
  const payload = payloadOf(action, stage)
  const { flowToken } = state
  return {
    state: { ...state, status: 'waiting', snackbar: null },
    effects: [{ type: 'request', action: 'data_exchange', screen: id, data: payload, flowToken }],
    ran: [{ name: 'data_exchange', payload }],
  }
}

const NOTHING: readonly unknown[] = []

/** The actions a change of value sets off, in order: what was taken back first, then what was chosen. */
export function actionsForChange(
  leaf: Leaf,
  before: unknown,
  after: unknown,
  scope: Scope,
): readonly unknown[] {
  const { props } = leaf.component
  const select = props['on-select-action']
  const unselect = props['on-unselect-action']
  if (select === undefined && unselect === undefined && !leaf.hasItemActions) return NOTHING
  switch (leaf.produces) {
    case 'date':
    case 'dates':
      return isSameDate(before, after) ? NOTHING : present([select])
    case 'boolean':
      if ((before === true) === (after === true)) return NOTHING
      return present([after === true ? select : onUnselect(props)])
    case 'id':
    case 'ids':
      return forChoices(leaf, idsOf(before), idsOf(after), scope)
    default:
      return NOTHING
  }
}

const isSameDate = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a ?? '') === JSON.stringify(b ?? '')

function forChoices(leaf: Leaf, had: string[], has: string[], scope: Scope): readonly unknown[] {
  const { props } = leaf.component
  const dropped = had.filter((id) => !has.includes(id))
  const added = has.filter((id) => !had.includes(id))
  if (dropped.length === 0 && added.length === 0) return NOTHING
  const options = leaf.hasItemActions ? optionRecords(props['data-source'], scope) : null
  const actions: unknown[] = []
  for (const id of dropped) {
    const option = options?.get(id)
    // A switch from one option to another tells the component about the new one only.
    const fallsBack = added.length === 0
    actions.push(fallsBack && option ? onUnselect(option) : option?.['on-unselect-action'])
  }
  if (dropped.length > 0)
    actions.push(added.length === 0 ? onUnselect(props) : props['on-unselect-action'])
  for (const id of added) actions.push(options?.get(id)?.['on-select-action'])
  if (added.length > 0) actions.push(props['on-select-action'])
  return present(actions)
}

const present = (actions: readonly unknown[]): unknown[] => actions.filter(isRecord)

/** Without an unselect action the select action runs for both. */
const onUnselect = (holder: Readonly<Record<string, unknown>>): unknown =>
  holder['on-unselect-action'] ?? holder['on-select-action']

function idsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((id) => typeof id === 'string')
  return typeof value === 'string' && value !== '' ? [value] : []
}

function optionRecords(raw: unknown, scope: Scope): Map<string, Record<string, unknown>> {
  const source = evaluate(raw, scope)
  const records = new Map<string, Record<string, unknown>>()
  if (Array.isArray(source))
    for (const option of source)
      if (isRecord(option) && typeof option.id === 'string') records.set(option.id, option)
  return records
}
