/** A flow being played by the rehearsal: events as steps are written, what they did, how a screen is filled in. */
import type { Flow } from '../flow.ts'
import { activeLeaves, type Leaf, screenOf } from '../interpret/compiled.ts'
import { hasServerMessage, isScreenValid } from '../interpret/errors.ts'
import { playEvent, type StepEvent } from '../interpret/play.ts'
import { isOn, isVisible, type Stage, stageOf } from '../interpret/stage.ts'
import type { Effect, RequestAction, RunState } from '../interpret/state.ts'
import { localError } from '../interpret/validity.ts'
import { emptyRecord, type JsonRecord } from '../record.ts'
import { takenValue } from './values.ts'

/** Where a run stands, and what led there since some moment. */
export type Standing = {
  readonly state: RunState
  readonly events: readonly StepEvent[]
  /** What the endpoint was asked last, while it has not answered. */
  readonly asked: RequestAction | null
  /** Whether the last event did anything, be it only to open an address. */
  readonly didSomething: boolean
}

/** One event more. */
export function played(flow: Flow, from: Standing, event: StepEvent): Standing {
  const stepped = playEvent(flow, from.state, event, 'events')
  // The rehearsal writes its events itself, so that none is refused.
  if (!stepped.ok) return { ...from, didSomething: false }
  const { state, effects } = stepped.value
  return {
    state,
    events: [...from.events, event],
    asked: state.status === 'waiting' ? (askedIn(effects) ?? from.asked) : null,
    didSomething: state !== from.state || effects.length > 0,
  }
}

export const askedIn = (effects: readonly Effect[]): RequestAction | null => {
  const request = effects.findLast((effect) => effect.type === 'request')
  return request?.type === 'request' ? request.action : null
}

/** Fields that can be filled in now: active, visible, enabled. */
export function* openFields({ compiled, scope }: Stage): Generator<[leaf: Leaf, name: string]> {
  for (const leaf of activeLeaves(compiled, scope)) {
    const { name, props } = leaf.component
    if (name === null || leaf.produces === null || leaf.produces === 'item') continue
    if (isVisible(leaf, scope) && isOn(props.enabled, true, scope)) yield [leaf, name]
  }
}

/** The Footer that shows, enabled or not. */
export function footerOf({ compiled, scope }: Stage): Leaf | null {
  for (const leaf of activeLeaves(compiled, scope))
    if (leaf.component.kind === 'Footer') return leaf
  return null
}

/** What a field that opens another one may set off, so often at most. */
const MAX_ROUNDS = 12

export type Filled = {
  readonly standing: Standing
  /** Paths of fields that hold the Footer back whatever is entered. */
  readonly blockedBy: readonly string[]
}

/** Enters what the Footer waits for, until it waits for nothing more; `see` is told of every event. */
export function fillIn(flow: Flow, from: Standing, see: (standing: Standing) => void): Filled {
  let standing = from
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const stage = stageOf(flow, standing.state)
    if (stage === null || isScreenValid(standing.state, stage)) return { standing, blockedBy: [] }
    const blockedBy: string[] = []
    let entered = false
    for (const leaf of activeLeaves(stage.compiled, stage.scope)) {
      const { name, props, path } = leaf.component
      if (name === null || leaf.produces === null || leaf.produces === 'item') continue
      // What was entered a moment ago may have changed what this field wants.
      const now = stageOf(flow, standing.state)
      if (now === null || !isVisible(leaf, now.scope)) continue
      if (localError(leaf, now.scope) === null && !hasServerMessage(leaf, now.scope)) continue
      const value = takenValue(leaf, now.scope)
      if (value === undefined || !isOn(props.enabled, true, now.scope)) {
        blockedBy.push(path)
        continue
      }
      const next = played(flow, standing, { event: 'input', name, value })
      if (next.state === standing.state) continue
      entered = true
      standing = next
      see(standing)
      if (standing.state.status !== 'open' || standing.state.error !== null)
        return { standing, blockedBy: [] }
    }
    if (!entered) return { standing, blockedBy }
  }
  return { standing, blockedBy: [] }
}

/** The example data of a screen. */
export function examplesOf(flow: Flow, screenId: string): JsonRecord {
  const data = emptyRecord()
  for (const [name, { example }] of Object.entries(screenOf(flow, screenId)?.data ?? {}))
    if (example !== undefined) data[name] = example
  return data
}

/** The answer with which an endpoint ends a flow. */
export const SUCCESS: StepEvent = {
  event: 'reply',
  screen: 'SUCCESS',
  data: { extension_message_response: { params: { flow_token: 'rehearsal' } } },
}
