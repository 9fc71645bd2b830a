/** What a run did, in words: one title a step for the inspector, and lines for the log. */
import type {
  Effect,
  RanAction,
  RunEvent,
  RunState,
  Stepped,
} from '../../../../shared/flow/interpret/index.ts'

/** How an answer came about, as in "with example data". */
export type AnsweredBy = string

export type LogKind = 'start' | 'input' | 'action' | 'request' | 'answer' | 'error' | 'end' | 'edit'

/** One line of the log. `payload` is what went along, as plain data; undefined where nothing did. */
export type LogEntry = {
  readonly id: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly kind: LogKind
  /** The screen that showed; empty before the first. */
  readonly screen: string
  readonly title: string
  readonly payload?: unknown
}

export type LogLine = Omit<LogEntry, 'id' | 'at'>

export type Happening =
  | { type: 'start'; about: Readonly<Record<string, unknown>> }
  | { type: 'event'; event: RunEvent; by?: AnsweredBy }

const screenOf = (state: RunState | null): string => state?.history.at(-1) ?? ''

/** A request as the protocol writes it (reference §8.2). */
export const requestBody = (
  { action, screen, data, flowToken }: Extract<Effect, { type: 'request' }>,
  version: string | null,
): Record<string, unknown> => ({
  ...(version === null ? {} : { version }),
  action,
  screen,
  data,
  flow_token: flowToken,
})

/** The step's title; null where nothing is to be told apart from the step before (a field was left). */
export function titleOf(happening: Happening, stepped: Stepped): string | null {
  const { state } = stepped
  const now = screenOf(state)
  if (happening.type === 'start') return now === '' ? 'Asked for the first screen' : `Opened ${now}`
  const { event } = happening
  switch (event.type) {
    case 'input':
      return `Filled in ${event.name}`
    case 'blur':
      return null
    case 'reply':
      return event.screen === 'SUCCESS' ? 'Answered: the end' : `Answered: ${event.screen}`
    case 'request-failed':
      return 'The request failed'
    case 'back':
      return state.status === 'closed' ? 'Closed' : asks(stepped) ? 'Back, asked' : `Back to ${now}`
    default:
      return tapTitle(stepped, now)
  }
}

const asks = ({ effects }: Stepped): boolean => effects.some(({ type }) => type === 'request')

function tapTitle(stepped: Stepped, now: string): string {
  const { state, ran } = stepped
  if (state.status === 'completed') return 'Sent'
  if (asks(stepped)) return 'Asked the endpoint'
  const last = ran?.at(-1)
  if (last?.name === 'open_url') return 'Opened a link'
  return state.error ? 'Could not go on' : `Went to ${now}`
}

/**
 * The lines of a happening, in order. `version` is the flow's data API version. A flow's own
 * `data_exchange` shows as the request it makes, `complete` as what was sent.
 */
export function linesOf(
  happening: Happening,
  before: RunState | null,
  stepped: Stepped,
  version: string | null,
): LogLine[] {
  const { state, effects, ran = [] } = stepped
  const lines: LogLine[] = []
  const from = screenOf(before) || screenOf(state)
  const add = (kind: LogKind, title: string, payload?: unknown, screen = from) =>
    lines.push({ kind, screen, title, ...(payload === undefined ? {} : { payload }) })

  if (happening.type === 'start') add('start', 'Opened', happening.about)
  else eventLine(happening, state, add)
  for (const action of ran) actionLine(action, add)
  for (const effect of effects) {
    if (effect.type === 'request')
      add('request', `Request: ${effect.action}`, requestBody(effect, version))
    if (effect.type === 'complete') add('end', 'complete', effect.payload)
    if (effect.type === 'close') add('end', 'Closed without an answer')
  }
  if (state.error !== null && state.error !== before?.error)
    add('error', state.error.kind, { message: state.error.message })
  else if (state.snackbar !== null && state.snackbar !== before?.snackbar)
    add('error', 'Notice on the phone', { message: state.snackbar })
  return lines
}

type Add = (kind: LogKind, title: string, payload?: unknown) => void

function eventLine({ event, by }: Happening & { type: 'event' }, state: RunState, add: Add): void {
  switch (event.type) {
    case 'input':
      add('input', `Filled in ${event.name}`, { [event.name]: event.value })
      break
    case 'reply':
      add('answer', `Answered${by ? ` ${by}` : ''}`, { screen: event.screen, data: event.data })
      break
    case 'request-failed':
      add('answer', `No answer${by ? `, ${by}` : ''}`, event.fault && { error: event.fault })
      break
    case 'back':
      if (state.status === 'open') add('action', `Back to ${screenOf(state)}`)
      break
    default:
      break
  }
}

function actionLine({ name, payload, next, url }: RanAction, add: Add): void {
  if (name === 'navigate') {
    const hasMore = Object.keys(payload).length > 0
    add('action', `navigate → ${next}`, hasMore ? payload : undefined)
  }
  if (name === 'update_data') add('action', 'update_data', payload)
  if (name === 'open_url') add('action', 'open_url', { url })
}

/** The log for pasting elsewhere: times as ISO 8601, payloads whole. */
export const logAsJson = (entries: readonly LogEntry[]): string =>
  JSON.stringify(
    entries.map(({ at, kind, screen, title, payload }) => ({
      time: new Date(at).toISOString(),
      kind,
      screen,
      action: title,
      ...(payload === undefined ? {} : { payload }),
    })),
    null,
    2,
  )
