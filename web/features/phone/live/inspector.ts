/** What the preview says under the phone: the values now, and what the footer would do with them. */
import { type Flow, findScreen, walkComponents } from '../../../../shared/flow/flow.ts'
import { step } from '../../../../shared/flow/interpret/index.ts'
import type { RunState } from '../../../../shared/flow/interpret/state.ts'
import type { ScreenView } from '../../../../shared/flow/interpret/view-item.ts'
import { isRecord, ownValue } from '../../../../shared/flow/record.ts'

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

/** Lines for the screen that shows: its data, its form, and where the footer leads with what. */
export function inspect(flow: Flow, state: RunState, view: ScreenView): InspectorLine[] {
  const lines: InspectorLine[] = []
  const data = ownValue(state.data, view.screenId)
  if (data && Object.keys(data).length > 0) lines.push({ word: 'data', text: inline(data) })
  lines.push({ word: 'form', text: inline(filled(ownValue(state.forms, view.screenId) ?? {})) })
  const next = nextOf(flow, state, view)
  if (next) lines.push(next)
  return lines
}

/** Fields nobody has filled say nothing. */
const filled = (form: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(form).filter(
      ([, value]) => value !== '' && value !== null && !(Array.isArray(value) && !value.length),
    ),
  )

function nextOf(flow: Flow, state: RunState, view: ScreenView): InspectorLine | null {
  if (!view.footer || view.status !== 'open') return null
  const { state: after, effects } = step(flow, state, { type: 'tap', target: 'footer' })
  for (const effect of effects) {
    if (effect.type === 'complete') return { word: 'sends', text: inline(effect.payload) }
    if (effect.type === 'request') return { word: 'asks the endpoint', text: inline(effect.data) }
  }
  const target = after.history[after.history.length - 1]
  if (target !== undefined && target !== view.screenId) {
    const handed = ownValue(after.data, target)
    const text = handed && Object.keys(handed).length > 0 ? `${target} ${inline(handed)}` : target
    return { word: 'next', text }
  }
  if (!view.footer.enabled) {
    const named = namedTarget(flow, view)
    return { word: 'next', text: named ? `${named}, once this screen is complete` : '–' }
  }
  return after.snackbar ? { word: 'next', text: after.snackbar } : null
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
