/** Moving between screens: opening, going forward with data, going back, ending (reference §9.7). */
import type { DataField, Flow, Screen } from '../flow.ts'
import { isRecord, mergeRecords, ownValue, withEntry } from '../record.ts'
import { versionNumber } from '../version.ts'
import { compiled, screenOf } from './compiled.ts'
import { withInitialValues, withoutLostChoices } from './initial-values.ts'
import { runSelectAction } from './select-actions.ts'
import { currentScreenId, stageAt } from './stage.ts'
import type { RunError, RunState, Stepped } from './state.ts'
import { isEmptyValue, withDismissed } from './values.ts'

/** Lays data over a screen's data; keys not sent keep their value. */
const withData = (
  state: RunState,
  screenId: string,
  data: Readonly<Record<string, unknown>>,
): RunState =>
  Object.keys(data).length === 0
    ? state
    : {
        ...state,
        data: withEntry(state.data, screenId, mergeRecords(ownValue(state.data, screenId), data)),
      }

/**
 * Shows a screen with data handed to it. Going to the screen before the current one in the history
 * is going back to it; going to the current one changes no history.
 */
export function goTo(
  flow: Flow,
  state: RunState,
  screenId: string,
  data: Readonly<Record<string, unknown>>,
): Stepped {
  const screen = screenOf(flow, screenId)
  if (!screen) return stay({ ...state, status: 'open' }, `There is no screen "${screenId}".`)
  const from = currentScreenId(state)
  if (from !== undefined && !mayLead(flow, from, screenId))
    return failed(state, {
      kind: 'invalid-screen-transition',
      message: `The routing model has no route from ${from} to ${screenId}.`,
    })
  const next = withData({ ...state, status: 'open' }, screenId, data)
  const fault = dataFault(screen, next)
  if (fault !== null) return failed(state, fault)
  const { history } = state
  if (history[history.length - 1] === screenId)
    return arrive(flow, withInitialValues(flow, next, screen))
  if (history[history.length - 2] === screenId)
    return arrive(flow, withInitialValues(flow, { ...next, history: history.slice(0, -1) }, screen))
  return enter(flow, { ...next, history: [...history, screenId] }, screen)
}

const failed = (state: RunState, error: RunError): Stepped => ({
  state: { ...state, status: 'open', error },
  effects: [],
})

/** In endpoint flows the routing model decides, in either direction; the same screen is always allowed. */
function mayLead({ dataApiVersion, routingModel }: Flow, from: string, to: string): boolean {
  if (from === to || dataApiVersion === null || routingModel === null) return true
  const leads = (one: string, other: string) =>
    ownValue(routingModel, one)?.includes(other) === true
  return leads(from, to) || leads(to, from)
}

/** Data that violates the screen's model: a required key missing, or another shape than declared. */
function dataFault(screen: Screen, state: RunState): RunError | null {
  const data = ownValue(state.data, screen.id)
  const examples = state.examples ? compiled(screen).examples : null
  const problem = (message: string): RunError => ({ kind: 'payload-schema-error', message })
  for (const name of screen.requiredData)
    if (ownValue(data, name) === undefined && !examples?.has(name))
      return problem(`Screen ${screen.id} needs "${name}", which was not handed over.`)
  for (const name of Object.keys(data ?? {})) {
    const field = ownValue(screen.data, name)
    if (field && !hasShape(ownValue(data, name), field))
      return problem(`Screen ${screen.id} wants "${name}" to be of type ${field.type}.`)
  }
  return null
}

/** Simple values stand in for one another, since bindings hand texts over; lists and objects do not. */
function hasShape(value: unknown, { type }: DataField): boolean {
  if (value === undefined || value === null || value === '') return true
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isRecord(value)
  return typeof value !== 'object'
}

export const stay = (state: RunState, snackbar: string | null = null): Stepped => ({
  state: { ...state, snackbar },
  effects: [],
})

/** First sight of a screen: initial values, then the select actions that run on show. */
export function enter(flow: Flow, state: RunState, screen: Screen): Stepped {
  const { state: ready } = arrive(flow, withInitialValues(flow, state, screen))
  const version = versionNumber(flow.version)
  // Only 6.x runs select actions when a screen shows with values present (§12, row 22).
  if (version === null || version < 600 || version >= 700) return { state: ready, effects: [] }
  return runShownActions(flow, ready, screen)
}

function runShownActions(flow: Flow, state: RunState, screen: Screen): Stepped {
  let stepped: Stepped = { state, effects: [] }
  for (const { component } of compiled(screen).leaves) {
    const { name, props } = component
    if (!props['on-select-action'] || name === null) continue
    if (isEmptyValue(ownValue(ownValue(stepped.state.forms, screen.id), name))) continue
    if (stepped.state.status !== 'open') break
    const stage = stageAt(flow, stepped.state, screen)
    const ran = runSelectAction(stepped.state, props['on-select-action'], stage)
    stepped = { state: ran.state, effects: [...stepped.effects, ...ran.effects] }
  }
  return { ...stepped, state: withoutLostChoices(flow, stepped.state) }
}

const arrive = (flow: Flow, state: RunState): Stepped => ({
  state: withoutLostChoices(flow, state),
  effects: [],
})

/**
 * Back: out of a fault, to where it happened; on the first screen it closes the flow; the endpoint
 * is asked where the screen wants it; else it goes back here, with what was entered.
 */
export function goBack(flow: Flow, state: RunState): Stepped {
  // Where even the first screen could not be fetched there is nothing to go back to.
  if (state.error !== null && state.history.length > 0) return stay({ ...state, error: null })
  const leavingId = currentScreenId(state)
  if (leavingId === undefined || state.history.length < 2)
    return { state: { ...state, status: 'closed' }, effects: [{ type: 'close' }] }
  if (screenOf(flow, leavingId)?.refreshOnBack && flow.dataApiVersion !== null) {
    const { flowToken } = state
    return {
      state: { ...state, status: 'waiting' },
      effects: [{ type: 'request', action: 'BACK', screen: leavingId, data: {}, flowToken }],
    }
  }
  const history = state.history.slice(0, -1)
  const targetId = history[history.length - 1] ?? ''
  const target = screenOf(flow, targetId)
  // Server errors are not shown again after going back (§9.4).
  const names = target ? [...compiled(target).byName.keys()] : []
  return arrive(flow, withDismissed({ ...state, history }, targetId, names))
}

/** What the platform calls a flow whose sender gave no token (§6.3). */
export const NO_TOKEN = 'unused'

/** Ends the flow with its final payload; `flow_token` is all that is added (§4.2, §6.3). */
export function complete(state: RunState, payload: Readonly<Record<string, unknown>>): Stepped {
  const final = mergeRecords(payload, { flow_token: state.flowToken ?? NO_TOKEN })
  return {
    state: { ...state, status: 'completed', payload: final },
    effects: [{ type: 'complete', payload: final }],
  }
}
