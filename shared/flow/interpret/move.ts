/** Moving between screens: opening, going forward with data, going back, ending. */
import { type ComponentNode, type Flow, findScreen, type Screen, walkComponents } from '../flow.ts'
import { mergeRecords, ownValue, withEntry } from '../record.ts'
import { versionNumber } from '../version.ts'
import { runSelectAction } from './select-actions.ts'
import { currentScreenId, scopeOf } from './stage.ts'
import type { RunState, Stepped } from './state.ts'
import { isEmptyValue, withDismissed, withInitialValues, withoutLostChoices } from './values.ts'

/** Lays data over a screen's data; keys not sent keep their value. */
export const withData = (
  state: RunState,
  screenId: string,
  data: Readonly<Record<string, unknown>>,
): RunState => ({
  ...state,
  data: withEntry(state.data, screenId, mergeRecords(ownValue(state.data, screenId), data)),
})

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
  const screen = findScreen(flow, screenId)
  if (!screen) return stay(state, `There is no screen "${screenId}".`)
  const { history } = state
  const next = withData({ ...state, status: 'open' }, screenId, data)
  if (history[history.length - 1] === screenId)
    return arrive(flow, withInitialValues(flow, next, screen))
  if (history[history.length - 2] === screenId)
    return arrive(flow, withInitialValues(flow, { ...next, history: history.slice(0, -1) }, screen))
  return enter(flow, { ...next, history: [...history, screenId] }, screen)
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
  for (const component of walkComponents(screen.children)) {
    if (!component.props['on-select-action'] || !hasValue(stepped.state, screen, component))
      continue
    if (stepped.state.status !== 'open') break
    const scope = scopeOf(flow, stepped.state, screen)
    const ran = runSelectAction(
      stepped.state,
      component.props['on-select-action'],
      screen.id,
      scope,
    )
    stepped = { state: ran.state, effects: [...stepped.effects, ...ran.effects] }
  }
  return { ...stepped, state: withoutLostChoices(flow, stepped.state) }
}

const hasValue = (state: RunState, screen: Screen, { name }: ComponentNode): boolean =>
  name !== null && !isEmptyValue(ownValue(ownValue(state.forms, screen.id), name))

const arrive = (flow: Flow, state: RunState): Stepped => ({
  state: withoutLostChoices(flow, state),
  effects: [],
})

/** Back: closes on the first screen, asks the endpoint where the screen wants it, else goes back here. */
export function goBack(flow: Flow, state: RunState): Stepped {
  const leavingId = currentScreenId(state)
  if (leavingId === undefined || state.history.length < 2)
    return { state: { ...state, status: 'closed' }, effects: [{ type: 'close' }] }
  if (findScreen(flow, leavingId)?.refreshOnBack && flow.dataApiVersion !== null) {
    return {
      state: { ...state, status: 'waiting' },
      effects: [
        {
          type: 'request',
          action: 'BACK',
          screen: leavingId,
          data: {},
          flowToken: state.flowToken,
        },
      ],
    }
  }
  const history = state.history.slice(0, -1)
  const target = findScreen(flow, history[history.length - 1] ?? '')
  const names = target ? namesOf(target) : []
  // Server errors are not shown again after going back (§9.4).
  const next = withDismissed({ ...state, history }, target?.id ?? '', names)
  return arrive(flow, next)
}

export function namesOf(screen: Screen): string[] {
  const names: string[] = []
  for (const { name } of walkComponents(screen.children)) if (name !== null) names.push(name)
  return names
}

/** Ends the flow with its final payload; `flow_token` is all that is added (§4.2, §6.3). */
export function complete(state: RunState, payload: Readonly<Record<string, unknown>>): Stepped {
  const final = mergeRecords(
    payload,
    state.flowToken === null ? null : { flow_token: state.flowToken },
  )
  return {
    state: { ...state, status: 'completed', payload: final },
    effects: [{ type: 'complete', payload: final }],
  }
}
