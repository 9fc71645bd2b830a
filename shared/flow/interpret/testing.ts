/** A flow being run in a test: short words for what a user does, and somebody who fills it to its end. */
import { dayNumber, dayText, weekdayOf } from '../day.ts'
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

const DAY = '2026-06-15'

/** A value the field takes, chosen by `pick`; null for items that take none. */
export function validValue(item: ViewItem, pick: number): unknown {
  switch (item.kind) {
    case 'TextInput': {
      if (item.inputType === 'email') return 'ana@example.com'
      if (item.inputType === 'phone') return '+49 30 901820'
      if (item.inputType === 'number') return String(1000 + (pick % 90_000))
      if (item.inputType === 'passcode') return '123456'
      return item.pattern ? 'AB123456' : `Answer ${pick}`
    }
    case 'TextArea':
      return 'Some words'
    case 'Dropdown':
    case 'RadioButtonsGroup':
      return item.options[pick % item.options.length]?.id
    case 'CheckboxGroup':
    case 'ChipsSelector':
      return item.options
        .map((option) => option.id)
        .slice(0, Math.min(item.maxSelected, Math.max(1, item.minSelected, pick % 4)))
    case 'DatePicker':
      return item.minDate > DAY ? item.minDate : item.maxDate < DAY ? item.maxDate : DAY
    case 'CalendarPicker': {
      const days = Array.from({ length: 40 }, (_, at) => dayText((dayNumber(DAY) ?? 0) + at))
      const offered = days.filter((day) =>
        item.includeDays.includes(weekdayOf(dayNumber(day) ?? 0)),
      )
      if (item.mode === 'single') return offered[0]
      const [start = DAY] = offered
      const wanted = (dayNumber(start) ?? 0) + (item.minDays ?? 1)
      return {
        'start-date': start,
        'end-date': offered.find((day) => (dayNumber(day) ?? 0) >= wanted),
      }
    }
    case 'OptIn':
      return true
    case 'PhotoPicker':
    case 'DocumentPicker':
      return Array.from({ length: Math.max(1, item.minFiles) }, (_, at) => ({
        file_name: `file-${at}`,
        size: 10,
      }))
    default:
      return null
  }
}

/**
 * Fills every field shown until the Footer is on, then taps it; taps rows; goes back where there is
 * neither; answers requests with the screens the routing model names, the end at last.
 */
export function finish(flow: Flow, from: RunState, pick: number): RunState {
  let state = from
  const does = (event: RunEvent) => {
    state = step(flow, state, event).state
  }
  for (let round = 0; round < 300; round++) {
    if (state.status === 'waiting') {
      const here = state.history.at(-1) ?? ''
      const [next] = flow.routingModel?.[here] ?? []
      const screen = flow.screens.find(({ id }) => id === next)
      if (screen && round < 100) {
        const data = Object.fromEntries(
          Object.entries(screen.data).map(([name, { example }]) => [name, example]),
        )
        does({ type: 'reply', screen: screen.id, data })
      } else
        does({
          type: 'reply',
          screen: 'SUCCESS',
          data: { extension_message_response: { params: { flow_token: 'token-1' } } },
        })
      continue
    }
    if (state.status !== 'open') break
    const { items, footer } = view(flow, state)
    if (footer?.enabled) {
      does({ type: 'tap', target: 'footer' })
      continue
    }
    const list = items.find((item) => item.kind === 'NavigationList')
    if (list) {
      const row = list.items[pick % list.items.length]
      if (row) does({ type: 'tap-item', name: list.name, id: row.id })
      continue
    }
    if (footer === null) {
      does({ type: 'back' })
      continue
    }
    for (const item of items) {
      const value = validValue(item, pick)
      if (value !== null && 'name' in item) does({ type: 'input', name: item.name, value })
    }
  }
  return state
}
