/** The next state of a running flow after one event, and what the caller has to do. */
import { evaluate, type Scope } from '../expressions/index.ts'
import type { Flow } from '../flow.ts'
import { isRecord, mergeRecords, ownValue, withEntry } from '../record.ts'
import { activeLeaves, type Leaf, screenOf } from './compiled.ts'
import { hasServerMessage, isScreenValid } from './errors.ts'
import { withoutLostBoundChoices } from './initial-values.ts'
import { complete, enter, goBack, goTo, stay } from './move.ts'
import { payloadOf } from './payload.ts'
import { actionsForChange, runSelectAction } from './select-actions.ts'
import { findActive, isOn, isVisible, type Stage, stageAt, stageOf } from './stage.ts'
import type { Effect, RanAction, RunEvent, RunState, StartOptions, Stepped } from './state.ts'
import { fittingValue, withDismissed, withValue } from './values.ts'

/** Opens a flow on a screen; effects are those of 6.x select actions on show, or the INIT request. */
export function open(flow: Flow, options: StartOptions = {}): Stepped {
  const state: RunState = {
    status: 'open',
    history: [],
    data: {},
    forms: {},
    traces: {},
    dismissed: {},
    flowToken: options.flowToken ?? null,
    examples: options.examples ?? false,
    snackbar: null,
    error: null,
  }
  if (options.asksEndpoint) {
    const { flowToken } = state
    return {
      state: { ...state, status: 'waiting' },
      effects: [
        { type: 'request', action: 'INIT', screen: '', data: { ...options.data }, flowToken },
      ],
    }
  }
  const wanted = options.screen === undefined ? undefined : screenOf(flow, options.screen)
  const first = wanted ?? flow.screens[0]
  if (!first) return { state, effects: [] }
  const data = options.data ? withEntry({}, first.id, mergeRecords(options.data)) : {}
  return enter(flow, { ...state, history: [first.id], data }, first)
}

/** `open` for those who let requests on show pass; data changes are kept. */
export const start = (flow: Flow, options: StartOptions = {}): RunState => {
  const { state } = open(flow, options)
  return options.asksEndpoint ? state : { ...state, status: 'open' }
}

/** Applies one event. Events that cannot happen now leave the state as it is. */
export function step(flow: Flow, state: RunState, event: RunEvent): Stepped {
  const unchanged = { state, effects: [] }
  if (state.status === 'completed' || state.status === 'closed') return unchanged
  if (event.type === 'reply' || event.type === 'request-failed') return answered(flow, state, event)
  // While a request runs, fields and buttons are blocked; leaving is not.
  if (state.status === 'waiting' && event.type !== 'back') return unchanged
  const calm: RunState =
    state.status === 'open' && state.snackbar === null
      ? state
      : { ...state, status: 'open', snackbar: null }
  if (event.type === 'back') return goBack(flow, calm)
  if (state.error !== null) return unchanged
  const stage = stageOf(flow, calm)
  if (stage === null) return unchanged
  switch (event.type) {
    case 'input':
      return input(flow, calm, stage, event.name, event.value) ?? unchanged
    case 'blur':
      return { state: blur(calm, stage, event.name), effects: [] }
    case 'tap':
      return tapFooter(flow, calm, stage) ?? unchanged
    case 'tap-link':
      return tapLink(flow, calm, stage, event.path) ?? unchanged
    case 'tap-optin':
      return tapOptIn(flow, calm, stage, event.name) ?? unchanged
    case 'tap-item':
      return tapItem(flow, calm, stage, event.name, event.id) ?? unchanged
  }
}

function answered(
  flow: Flow,
  state: RunState,
  event: RunEvent & { type: 'reply' | 'request-failed' },
): Stepped {
  if (state.status !== 'waiting') return { state, effects: [] }
  if (event.type === 'request-failed') {
    const { fault, message } = event
    return fault === undefined
      ? stay({ ...state, status: 'open' }, message)
      : { state: { ...state, status: 'open', error: { kind: fault, message } }, effects: [] }
  }
  if (event.screen === 'SUCCESS') {
    const closing = event.data.extension_message_response
    const params = isRecord(closing) && isRecord(closing.params) ? closing.params : null
    if (params === null)
      return { state: { ...state, status: 'closed' }, effects: [{ type: 'close' }] }
    const token = ownValue(params, 'flow_token')
    // The endpoint's own token wins.
    return complete(typeof token === 'string' ? { ...state, flowToken: token } : state, params)
  }
  const message = event.data.error_message
  const fresh: RunState = { ...state, dismissed: withEntry(state.dismissed, event.screen, {}) }
  const stepped = goTo(flow, { ...fresh, status: 'open', snackbar: null }, event.screen, event.data)
  if (typeof message !== 'string' || stepped.state.error !== null) return stepped
  return { ...stepped, state: { ...stepped.state, snackbar: message } }
}

/** Kinds the user types into: while they are being edited their error stays away. */
const isTypedInto = ({ component: { kind } }: Leaf): boolean =>
  kind === 'TextInput' || kind === 'TextArea'

function input(
  flow: Flow,
  state: RunState,
  stage: Stage,
  name: string,
  value: unknown,
): Stepped | null {
  const leaf = findActive(stage, name)
  if (!leaf?.produces || leaf.produces === 'item') return null
  const { screen, scope } = stage
  if (!isVisible(leaf, scope) || !isOn(leaf.component.props.enabled, true, scope)) return null
  const before = scope.read('form', null, name)
  const after = fittingValue(leaf, value, scope)
  const trace = ownValue(ownValue(state.traces, screen.id), name)
  const left = trace?.left === true && !isTypedInto(leaf)
  let next = withValue(state, screen.id, name, after, { changed: true, left, initial: false })
  next = calmed(next, stage, leaf, name)
  const actions = actionsForChange(leaf, before, after, scope)
  if (actions.length === 0) return { state: next, effects: [] }
  const effects: Effect[] = []
  const ran: RanAction[] = []
  for (const action of actions) {
    const stepped = runSelectAction(next, action, stageAt(flow, next, screen))
    next = stepped.state
    effects.push(...stepped.effects)
    ran.push(...(stepped.ran ?? []))
  }
  return { state: withoutLostBoundChoices(flow, next), effects, ran }
}

/** A field that was edited or left loses the error the server set on it. */
const calmed = (state: RunState, { screen, scope }: Stage, leaf: Leaf, name: string): RunState =>
  hasServerMessage(leaf, scope) ? withDismissed(state, screen.id, [name]) : state

function blur(state: RunState, stage: Stage, name: string): RunState {
  const { screen } = stage
  const trace = ownValue(ownValue(state.traces, screen.id), name)
  const leaf = findActive(stage, name)
  if (!trace || !leaf) return state
  const next = trace.left
    ? state
    : {
        ...state,
        traces: withEntry(
          state.traces,
          screen.id,
          withEntry(ownValue(state.traces, screen.id), name, { ...trace, left: true }),
        ),
      }
  return calmed(next, stage, leaf, name)
}

function tapFooter(flow: Flow, state: RunState, stage: Stage): Stepped | null {
  for (const { component } of activeLeaves(stage.compiled, stage.scope)) {
    if (component.kind !== 'Footer') continue
    if (!isOn(component.props.enabled, true, stage.scope) || !isScreenValid(state, stage)) break
    return runClickAction(flow, state, stage, component.props['on-click-action'])
  }
  return null
}

function tapLink(flow: Flow, state: RunState, stage: Stage, path: string): Stepped | null {
  for (const leaf of activeLeaves(stage.compiled, stage.scope)) {
    const { kind, path: at, props } = leaf.component
    if (kind === 'EmbeddedLink' && at === path && isVisible(leaf, stage.scope))
      return runClickAction(flow, state, stage, props['on-click-action'])
  }
  return null
}

function tapOptIn(flow: Flow, state: RunState, stage: Stage, name: string): Stepped | null {
  const leaf = findActive(stage, name)
  if (leaf?.component.kind !== 'OptIn' || !isVisible(leaf, stage.scope)) return null
  return runClickAction(flow, state, stage, leaf.component.props['on-click-action'])
}

/** The row's id becomes the list's value, then the row's or the list's action runs. */
function tapItem(
  flow: Flow,
  state: RunState,
  stage: Stage,
  name: string,
  id: string,
): Stepped | null {
  const leaf = findActive(stage, name)
  if (leaf?.produces !== 'item') return null
  const { props } = leaf.component
  const row = rowWith(id, props['list-items'], stage.scope)
  if (row === null || row.enabled === false) return null
  const chosen = withValue(state, stage.screen.id, name, id, {
    changed: true,
    left: true,
    initial: false,
  })
  const action = row['on-click-action'] ?? props['on-click-action']
  return runClickAction(flow, chosen, stageAt(flow, chosen, stage.screen), action)
}

function rowWith(id: string, raw: unknown, scope: Scope): Record<string, unknown> | null {
  const rows = evaluate(raw, scope)
  if (!Array.isArray(rows)) return null
  const found = rows.find((row) => isRecord(row) && row.id === id)
  return isRecord(found) ? found : null
}

/** Runs the `on-click-action` of a footer, link, opt-in or row. */
function runClickAction(flow: Flow, state: RunState, stage: Stage, action: unknown): Stepped {
  if (!isRecord(action)) return { state, effects: [] }
  const { scope } = stage
  switch (action.name) {
    case 'navigate': {
      const target = isRecord(action.next) ? evaluate(action.next.name, scope) : undefined
      const next = String(target ?? '')
      const payload = payloadOf(action, stage)
      const ran: RanAction[] = [{ name: 'navigate', next, payload }]
      return { ...goTo(flow, state, next, payload), ran }
    }
    case 'complete': {
      const payload = payloadOf(action, stage)
      return { ...complete(state, payload), ran: [{ name: 'complete', payload }] }
    }
    case 'data_exchange':
      return runSelectAction(state, action, stage)
    case 'open_url': {
      const url = evaluate(action.url, scope)
      // Phones open nothing else, and neither may we: javascript: and data: addresses run code.
      if (typeof url !== 'string' || !/^https:\/\//i.test(url))
        return stay(state, 'Only https addresses can be opened.')
      return {
        state,
        effects: [{ type: 'open-url', url }],
        ran: [{ name: 'open_url', url, payload: {} }],
      }
    }
    default:
      return { state, effects: [] }
  }
}
