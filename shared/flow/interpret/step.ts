/** The next state of a running flow after one event, and what the caller has to do. */
import { evaluate } from '../expressions/index.ts'
import { type ComponentNode, type Flow, findScreen } from '../flow.ts'
import { isRecord, ownValue, withEntry } from '../record.ts'
import { complete, enter, goBack, goTo, stay } from './move.ts'
import { actionsForChange, payloadOf, runSelectAction } from './select-actions.ts'
import {
  activeComponents,
  currentScreenId,
  findActive,
  isOn,
  type Stage,
  scopeOf,
  stageOf,
} from './stage.ts'
import type { Effect, RunEvent, RunState, StartOptions, Stepped } from './state.ts'
import { isScreenValid } from './validity.ts'
import {
  fittingValue,
  holdsValue,
  isTypedInto,
  withDismissed,
  withoutLostChoices,
  withValue,
} from './values.ts'

/** Opens a flow on a screen. Effects of 6.x select actions on show are dropped, data changes kept. */
export function start(flow: Flow, options: StartOptions = {}): RunState {
  const wanted = options.screen === undefined ? undefined : findScreen(flow, options.screen)
  const first = wanted ?? flow.screens[0]
  const state: RunState = {
    status: 'open',
    history: first ? [first.id] : [],
    data: first && options.data ? withEntry({}, first.id, options.data) : {},
    forms: {},
    traces: {},
    dismissed: {},
    flowToken: options.flowToken ?? null,
    examples: options.examples ?? false,
    snackbar: null,
  }
  if (!first) return state
  return { ...enter(flow, state, first).state, status: 'open' }
}

/** Applies one event. Events that cannot happen now leave the state as it is. */
export function step(flow: Flow, state: RunState, event: RunEvent): Stepped {
  if (state.status === 'completed' || state.status === 'closed') return { state, effects: [] }
  if (event.type === 'reply' || event.type === 'request-failed') return answered(flow, state, event)
  // While a request runs, fields and buttons are blocked; leaving is not.
  if (state.status === 'waiting' && event.type !== 'back') return { state, effects: [] }
  const calm: RunState = { ...state, status: 'open', snackbar: null }
  if (event.type === 'back') return goBack(flow, calm)
  const stage = stageOf(flow, calm)
  if (stage === null) return { state, effects: [] }
  switch (event.type) {
    case 'input':
      return input(flow, calm, stage, event.name, event.value)
    case 'blur':
      return { state: blur(calm, stage, event.name), effects: [] }
    case 'tap':
      return tapFooter(flow, calm, stage)
    case 'tap-link':
      return tapLink(flow, calm, stage, event.path)
    case 'tap-optin':
      return tapOptIn(flow, calm, stage, event.name)
  }
}

function answered(
  flow: Flow,
  state: RunState,
  event: RunEvent & { type: 'reply' | 'request-failed' },
): Stepped {
  if (state.status !== 'waiting') return { state, effects: [] }
  if (event.type === 'request-failed') return stay({ ...state, status: 'open' }, event.message)
  if (event.screen === 'SUCCESS') {
    const closing = event.data.extension_message_response
    const params = isRecord(closing) && isRecord(closing.params) ? closing.params : null
    if (params) return complete(state, params)
    return { state: { ...state, status: 'closed' }, effects: [{ type: 'close' }] }
  }
  const message = event.data.error_message
  const fresh: RunState = { ...state, dismissed: withEntry(state.dismissed, event.screen, {}) }
  const stepped = goTo(flow, { ...fresh, status: 'open', snackbar: null }, event.screen, event.data)
  if (typeof message !== 'string') return stepped
  return { ...stepped, state: { ...stepped.state, snackbar: message } }
}

function input(flow: Flow, state: RunState, stage: Stage, name: string, value: unknown): Stepped {
  const active = findActive(stage, name)
  if (!active?.visible || !holdsValue(active.component.kind)) return { state, effects: [] }
  const { component } = active
  const { screen, scope } = stage
  if (!isOn(component.props.enabled, true, scope)) return { state, effects: [] }
  const before = ownValue(scope.form, name)
  const after = fittingValue(component, value, scope)
  const trace = ownValue(ownValue(state.traces, screen.id), name)
  const left = trace?.left === true && !isTypedInto(component.kind)
  let next = withValue(state, screen.id, name, after, { changed: true, left, initial: false })
  next = withDismissed(next, screen.id, [name])
  const effects: Effect[] = []
  for (const action of actionsForChange(component, before, after, scope)) {
    const ran = runSelectAction(next, action, screen.id, scopeOf(flow, next, screen))
    next = ran.state
    effects.push(...ran.effects)
  }
  return { state: withoutLostChoices(flow, next), effects }
}

function blur(state: RunState, { screen }: Stage, name: string): RunState {
  const trace = ownValue(ownValue(state.traces, screen.id), name)
  if (!trace) return state
  const value = ownValue(ownValue(state.forms, screen.id), name)
  const next = withValue(state, screen.id, name, value, { ...trace, left: true })
  return withDismissed(next, screen.id, [name])
}

function tapFooter(flow: Flow, state: RunState, stage: Stage): Stepped {
  for (const { component } of activeComponents(stage.screen.children, stage.scope)) {
    if (component.kind !== 'Footer') continue
    if (!isOn(component.props.enabled, true, stage.scope) || !isScreenValid(state, stage)) break
    return runClickAction(flow, state, stage, component)
  }
  return { state, effects: [] }
}

function tapLink(flow: Flow, state: RunState, stage: Stage, path: string): Stepped {
  for (const { component, visible } of activeComponents(stage.screen.children, stage.scope))
    if (visible && component.kind === 'EmbeddedLink' && component.path === path)
      return runClickAction(flow, state, stage, component)
  return { state, effects: [] }
}

function tapOptIn(flow: Flow, state: RunState, stage: Stage, name: string): Stepped {
  const active = findActive(stage, name)
  return active?.visible && active.component.kind === 'OptIn'
    ? runClickAction(flow, state, stage, active.component)
    : { state, effects: [] }
}

/** Runs the `on-click-action` of a footer, link or opt-in. */
function runClickAction(
  flow: Flow,
  state: RunState,
  { screen, scope }: Stage,
  { props }: ComponentNode,
): Stepped {
  const action = props['on-click-action']
  if (!isRecord(action)) return { state, effects: [] }
  switch (action.name) {
    case 'navigate': {
      const target = isRecord(action.next) ? evaluate(action.next.name, scope) : undefined
      return goTo(flow, state, String(target ?? ''), payloadOf(action, scope))
    }
    case 'complete':
      return complete(state, payloadOf(action, scope))
    case 'data_exchange':
      return runSelectAction(state, action, currentScreenId(state) ?? screen.id, scope)
    case 'open_url': {
      const url = evaluate(action.url, scope)
      // Phones open nothing else, and neither may we: javascript: and data: addresses run code.
      if (typeof url !== 'string' || !/^https:\/\//i.test(url))
        return stay(state, 'Only https addresses can be opened.')
      return { state, effects: [{ type: 'open-url', url }] }
    }
    default:
      return { state, effects: [] }
  }
}
