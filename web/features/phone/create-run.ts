/** A running flow as signals: the pure interpreter driven by a flow that may change under it. */
import { type Accessor, createMemo, createSignal, untrack } from 'solid-js'
import type { Flow } from '../../../shared/flow/flow.ts'
import { adopt, start, step, view } from '../../../shared/flow/interpret/index.ts'
import type {
  Effect,
  RunEvent,
  RunState,
  StartOptions,
} from '../../../shared/flow/interpret/state.ts'
import type { ScreenView } from '../../../shared/flow/interpret/view-item.ts'

export type Run = {
  /** Null until there is a flow to run. */
  state: Accessor<RunState | null>
  view: Accessor<ScreenView | null>
  /** Lets something happen; what it asks for goes to `onEffect`. */
  send: (event: RunEvent) => void
  /** Begins anew, at another screen or with other data when given. */
  restart: (options?: StartOptions) => void
}

/** A run that can go on from a state that was reached elsewhere, on the flow as it is now. */
export type PlacedRun = Run & { show: (state: RunState) => void }

/** A state and the flow it belongs to. */
export type Held = { flow: Flow; state: RunState }

/**
 * Where the run stands on the flow as it is now. `held` is what the last event left behind: an edit
 * is adopted from there each time, so that what an edit takes away for a moment comes back.
 */
export function settle(flow: Flow | null, held: Held | null, opening: StartOptions): Held | null {
  if (!flow) return null
  if (!held) return { flow, state: start(flow, opening) }
  return held.flow === flow ? held : { flow, state: adopt(flow, held.state) }
}

/**
 * Runs `flow()`. When the flow is edited the run goes on: entered values and the current screen are
 * kept as far as the new flow has them (`adopt`). While `flow()` is null the run rests.
 */
export function createRun(
  flow: Accessor<Flow | null>,
  options: StartOptions & { onEffect?: (effect: Effect) => void } = {},
): PlacedRun {
  const { onEffect, ...first } = options
  let opening: StartOptions = first
  const [held, setHeld] = createSignal<Held | null>(null)

  const current = createMemo(() => settle(flow(), held(), opening))

  return {
    state: () => current()?.state ?? null,
    view: createMemo(() => {
      const run = current()
      return run ? view(run.flow, run.state) : null
    }),
    send(event) {
      const run = untrack(current)
      if (!run) return
      const { state, effects } = step(run.flow, run.state, event)
      setHeld({ flow: run.flow, state })
      for (const effect of effects) onEffect?.(effect)
    },
    restart(next) {
      const now = untrack(flow)
      opening = next ?? first
      setHeld(now ? { flow: now, state: start(now, opening) } : null)
    },
    show(state) {
      const now = untrack(flow)
      if (now) setHeld({ flow: now, state })
    },
  }
}
