/** What the preview says under the phone: the values now, and what the footer would do with them. */
import { type Flow, findScreen, walkComponents } from '../../../../shared/flow/flow.ts'
import { step, view } from '../../../../shared/flow/interpret/index.ts'
import type { RunState } from '../../../../shared/flow/interpret/state.ts'
import type { ScreenView } from '../../../../shared/flow/interpret/view-item.ts'
import { isRecord, mergeRecords, ownValue } from '../../../../shared/flow/record.ts'

export type InspectorLine = { word: string; text: string }

/** Longer texts (pictures as base64, long notes) are cut for reading; the payload itself is not. */
const MAX_TEXT = 48

/** A value on one line, as in `{ service: "plumbing", days: ["mon", "tue"] }`. */
export function inline(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value)
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (isRecord(value)) {
    const entries = Object.entries(value)
    if (entries.length === 0) return '{ }'
    return `{ ${entries.map(([key, each]) => `${key}: ${inline(each)}`).join(', ')} }`
  }
  return JSON.stringify(value) ?? 'undefined'
}

type Values = Readonly<Record<string, unknown>>

/** What the footer would do now: `word` says what kind of thing, `target` where it leads, `note` why it cannot yet. */
export type Outlook = {
  word: 'next' | 'sends' | 'asks the endpoint'
  target: string | null
  payload: Values | null
  note: string | null
}

/** A run as it stands, whole: for reading in full. */
export type Standing = {
  screen: string
  /** As the screen sees it: what was handed over, with examples beneath where the run uses them. */
  data: Values
  /** Names in `data` that nobody handed over. */
  examples: readonly string[]
  /** Every field that holds something. */
  form: Values
  /** What was sent, once it was. */
  sent: Values | null
  outlook: Outlook | null
}

export function standing(flow: Flow, state: RunState): Standing {
  const now = view(flow, state)
  const screen = findScreen(flow, now.screenId)
  const handed = ownValue(state.data, now.screenId)
  const examples = Object.entries(state.examples && screen ? screen.data : {}).filter(
    ([name, { example }]) => example !== undefined && ownValue(handed, name) === undefined,
  )
  return {
    screen: now.screenId,
    data: mergeRecords(
      Object.fromEntries(examples.map(([name, { example }]) => [name, example])),
      handed,
    ),
    examples: examples.map(([name]) => name),
    form: filled(ownValue(state.forms, now.screenId) ?? {}),
    sent: state.status === 'completed' ? state.payload : null,
    outlook: outlookOf(flow, state, now),
  }
}

/** Lines for the screen that shows: its data, its form, and where the footer leads with what. */
export function inspect(flow: Flow, state: RunState, view: ScreenView): InspectorLine[] {
  const lines: InspectorLine[] = []
  const data = ownValue(state.data, view.screenId)
  if (data && Object.keys(data).length > 0) lines.push({ word: 'data', text: inline(data) })
  lines.push({ word: 'form', text: inline(filled(ownValue(state.forms, view.screenId) ?? {})) })
  const next = outlookOf(flow, state, view)
  if (next) lines.push({ word: next.word, text: outlookText(next) })
  return lines
}

const outlookText = ({ target, payload, note }: Outlook): string => {
  const where = target ?? ''
  if (note !== null) return where ? `${where}, ${note}` : note
  const isEmpty = payload === null || Object.keys(payload).length === 0
  return where && isEmpty ? where : `${where} ${inline(payload ?? {})}`.trim()
}

/** Fields nobody has filled say nothing. */
const filled = (form: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(form).filter(
      ([, value]) => value !== '' && value !== null && !(Array.isArray(value) && !value.length),
    ),
  )

function outlookOf(flow: Flow, state: RunState, view: ScreenView): Outlook | null {
  if (!view.footer || view.status !== 'open') return null
  const outlook = (about: Partial<Outlook>): Outlook => ({
    word: 'next',
    target: null,
    payload: null,
    note: null,
    ...about,
  })
  const { state: after, effects } = step(flow, state, { type: 'tap', target: 'footer' })
  for (const effect of effects) {
    if (effect.type === 'complete') return outlook({ word: 'sends', payload: effect.payload })
    if (effect.type === 'request')
      return outlook({ word: 'asks the endpoint', payload: effect.data })
  }
  const target = after.history[after.history.length - 1]
  if (target !== undefined && target !== view.screenId)
    return outlook({ target, payload: ownValue(after.data, target) ?? null })
  if (!view.footer.enabled) {
    const named = namedTarget(flow, view)
    return outlook({ target: named, note: named ? 'once this screen is complete' : '–' })
  }
  return after.snackbar ? outlook({ note: after.snackbar }) : null
}

/** Where the footer says it leads, before it can be tapped. */
function namedTarget(flow: Flow, view: ScreenView): string | null {
  const screen = findScreen(flow, view.screenId)
  for (const { path, props } of walkComponents(screen?.children ?? [])) {
    if (path !== view.footer?.path) continue
    const action = props['on-click-action']
    if (!isRecord(action)) return null
    if (action.name === 'complete') return 'the end'
    return isRecord(action.next) && typeof action.next.name === 'string' ? action.next.name : null
  }
  return null
}
