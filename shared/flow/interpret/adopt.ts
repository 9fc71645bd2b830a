/** Carries a running flow over to an edited version of its text. */
import type { Flow } from '../flow.ts'
import { ownValue, withEntry } from '../record.ts'
import { screenOf } from './compiled.ts'
import { withInitialValues, withoutLostChoices } from './initial-values.ts'
import { currentScreenId } from './stage.ts'
import type { RunState } from './state.ts'
import { start } from './step.ts'

/**
 * The same run on an edited flow: the current screen stays while it exists, values stay by name,
 * and fields nobody has edited take the new text's initial values. Otherwise the flow starts anew.
 */
export function adopt(flow: Flow, old: RunState): RunState {
  const currentId = currentScreenId(old)
  // The endpoint has yet to name the first screen; whatever was edited, it is still asked for it.
  if (currentId === undefined && old.status === 'waiting') return old
  if (currentId === undefined || !screenOf(flow, currentId)) return restart(flow, old)
  const history = old.history.filter(
    (id, index) => screenOf(flow, id) && old.history[index - 1] !== id,
  )
  // The edit may have mended what was wrong.
  let state: RunState = { ...old, history, error: null }
  for (const id of new Set(history)) {
    const screen = screenOf(flow, id)
    if (screen) state = withInitialValues(flow, withoutInitialValues(state, id), screen, true)
  }
  return withoutLostChoices(flow, state)
}

/** Data of the first screen came from outside, so it survives a restart. */
function restart(flow: Flow, old: RunState): RunState {
  const [firstId] = old.history
  const data = firstId === undefined ? undefined : ownValue(old.data, firstId)
  return start(flow, {
    ...(firstId === undefined ? {} : { screen: firstId }),
    ...(data === undefined ? {} : { data: { ...data } }),
    ...(old.flowToken === null ? {} : { flowToken: old.flowToken }),
    examples: old.examples,
  })
}

function withoutInitialValues(state: RunState, screenId: string): RunState {
  let forms = ownValue(state.forms, screenId)
  let traces = ownValue(state.traces, screenId)
  for (const [name, trace] of Object.entries(traces ?? {})) {
    if (!trace.initial) continue
    forms = withEntry(forms, name, undefined)
    traces = withEntry(traces, name, undefined)
  }
  return {
    ...state,
    forms: withEntry(state.forms, screenId, forms),
    traces: withEntry(state.traces, screenId, traces),
  }
}
