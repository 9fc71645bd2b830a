/** Actions that run because a choice was made or taken back (reference §9.5). */
import { evaluate, evaluateDeep, type Scope } from '../expressions/index.ts'
import type { ComponentNode } from '../flow.ts'
import { isRecord, mergeRecords, ownValue, withEntry } from '../record.ts'
import type { RunState, Stepped } from './state.ts'

/** Runs one `update_data` or `data_exchange` select action; anything else does nothing. */
export function runSelectAction(
  state: RunState,
  action: unknown,
  screenId: string,
  scope: Scope,
): Stepped {
  if (!isRecord(action)) return { state, effects: [] }
  const payload = payloadOf(action, scope)
  if (action.name === 'update_data') {
    const data = mergeRecords(ownValue(state.data, screenId), payload)
    return { state: { ...state, data: withEntry(state.data, screenId, data) }, effects: [] }
  }
  if (action.name !== 'data_exchange') return { state, effects: [] }
  return {
    state: { ...state, status: 'waiting', snackbar: null },
    effects: [
      {
        type: 'request',
        action: 'data_exchange',
        screen: screenId,
        data: payload,
        flowToken: state.flowToken,
      },
    ],
  }
}

/** An action's payload with bindings resolved. */
export function payloadOf(
  action: Readonly<Record<string, unknown>>,
  scope: Scope,
): Record<string, unknown> {
  const payload = evaluateDeep(action.payload, scope)
  return isRecord(payload) ? payload : {}
}

/** The actions a change of value sets off, in order: what was taken back first, then what was chosen. */
export function actionsForChange(
  component: ComponentNode,
  before: unknown,
  after: unknown,
  scope: Scope,
): unknown[] {
  const { kind, props } = component
  if (kind === 'DatePicker') return before === after ? [] : present([props['on-select-action']])
  if (kind === 'OptIn') {
    if ((before === true) === (after === true)) return []
    return present([after === true ? props['on-select-action'] : onUnselect(props)])
  }
  const [had, has] = [idsOf(kind, before), idsOf(kind, after)]
  const dropped = had.filter((id) => !has.includes(id))
  const added = has.filter((id) => !had.includes(id))
  if (dropped.length === 0 && added.length === 0) return []
  const options = optionRecords(props['data-source'], scope)
  const actions: unknown[] = []
  for (const id of dropped) {
    const option = options.get(id)
    // A switch from one option to another tells the component about the new one only.
    const fallsBack = added.length === 0
    actions.push(fallsBack && option ? onUnselect(option) : option?.['on-unselect-action'])
  }
  if (dropped.length > 0)
    actions.push(added.length === 0 ? onUnselect(props) : props['on-unselect-action'])
  for (const id of added) actions.push(options.get(id)?.['on-select-action'])
  if (added.length > 0) actions.push(props['on-select-action'])
  return present(actions)
}

const present = (actions: readonly unknown[]): unknown[] => actions.filter(isRecord)

/** Without an unselect action the select action runs for both. */
const onUnselect = (holder: Readonly<Record<string, unknown>>): unknown =>
  holder['on-unselect-action'] ?? holder['on-select-action']

function idsOf(kind: string, value: unknown): string[] {
  if (kind === 'CheckboxGroup')
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
  if (kind !== 'Dropdown' && kind !== 'RadioButtonsGroup') return []
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
