/** A flow being run in a test, with short words for what a user does. */
import type { Flow } from '../flow.ts'
import { readFlow } from '../read.ts'
import {
  adopt,
  type Effect,
  type RunEvent,
  type RunState,
  type ScreenView,
  type StartOptions,
  step,
  summary,
  type ViewItem,
  type ViewItemOf,
  view,
} from './index.ts'
import { open } from './step.ts'

const read = (text: string): Flow => {
  const { flow } = readFlow(text)
  if (!flow) throw new Error('unreadable flow')
  return flow
}

export function run(text: string, options?: StartOptions) {
  let flow = read(text)
  const begun = open(flow, options)
  let state: RunState = begun.state
  const effects: Effect[] = [...begun.effects]
  const does = (event: RunEvent) => {
    const stepped = step(flow, state, event)
    state = stepped.state
    effects.push(...stepped.effects)
  }
  return {
    effects,
    type: (name: string, value: unknown) => does({ type: 'input', name, value }),
    leave: (name: string) => does({ type: 'blur', name }),
    tap: () => does({ type: 'tap', target: 'footer' }),
    back: () => does({ type: 'back' }),
    reply: (screen: string, data: Record<string, unknown> = {}) =>
      does({ type: 'reply', screen, data }),
    does,
    edit: (next: string) => {
      flow = read(next)
      state = adopt(flow, state)
    },
    get view(): ScreenView {
      return view(flow, state)
    },
    get state(): RunState {
      return state
    },
    get summary() {
      return summary(flow, state)
    },
    item<K extends ViewItem['kind']>(kind: K, name?: string): ViewItemOf<K> {
      const found = view(flow, state).items.find(
        (item) => item.kind === kind && (!name || ('name' in item && item.name === name)),
      )
      if (!found) throw new Error(`no ${kind} shows`)
      return found as ViewItemOf<K>
    },
  }
}
