/** Plays a flow from a list of steps and says where it stands: for scripts and for tests from outside. */
import { err, ok, type Result } from '../../result.ts'
import type { Flow } from '../flow.ts'
import { flowGraph } from '../graph.ts'
import { isRecord, type JsonRecord, mergeRecords, ownValue } from '../record.ts'
import { activeLeaves } from './compiled.ts'
import { shownErrors } from './errors.ts'
import { linesProp, textProp } from './properties.ts'
import { currentScreenId, isVisible, stageOf } from './stage.ts'
import type { Effect, RunEvent, RunState, Stepped } from './state.ts'
import { open, step } from './step.ts'
import { view } from './view.ts'

/** One event of a list of steps, as `flowroom run` takes it. */
export type StepEvent =
  | { readonly event: 'input'; readonly name: string; readonly value: unknown }
  | { readonly event: 'tap'; readonly target: 'footer' }
  /** By its words, or by its path where several links read the same. */
  | { readonly event: 'tap'; readonly link: string }
  /** A row by its id; the list is named where several have that id. */
  | { readonly event: 'tap'; readonly item: string; readonly list?: string }
  | { readonly event: 'tap'; readonly optin: string }
  | { readonly event: 'back' }
  | { readonly event: 'reply'; readonly screen: string; readonly data: JsonRecord }

/** A list of steps, with the screen and data it starts from where that is not the entry screen. */
export type Steps =
  | readonly StepEvent[]
  | {
      readonly start: { readonly screen: string; readonly data: JsonRecord }
      readonly events: readonly StepEvent[]
    }

export type Played = {
  readonly status: 'open' | 'waiting' | 'completed'
  readonly screen: string
  /** What was handed to the screen. */
  readonly data: JsonRecord
  /** What its fields hold; untouched ones are absent. */
  readonly form: JsonRecord
  /** Leaf components of the active branches, hidden ones left out, in order. */
  readonly visible: readonly { type: string; name?: string; text?: string; label?: string }[]
  readonly footer: { readonly label: string; readonly enabled: boolean } | null
  /** Error texts that show, by field. */
  readonly errors: Readonly<Record<string, string>>
  /** The newest request to the endpoint. */
  readonly request: {
    readonly action: string
    readonly screen: string
    readonly data: JsonRecord
  } | null
  /** The final answer; null also when the flow closed without one. */
  readonly payload: JsonRecord | null
  /** Addresses that were opened. */
  readonly opened: readonly string[]
}

/** Which step cannot be played and why; `at` is its place, such as `events[2].name`. */
export type BadSteps = { readonly kind: 'bad-steps'; readonly at: string; readonly message: string }

/**
 * `steps` is a list of events, or `{ start?, flow_token?, events }`. Without `start` the flow begins
 * on its entry screen with the data model's examples. An `input` counts as changed and left; tapping
 * a greyed footer does nothing.
 */
export function play(flow: Flow, steps: unknown): Result<Played, BadSteps> {
  const ended = playOut(flow, steps)
  return ended.ok ? ok(standing(flow, ended.value.state, ended.value.effects)) : ended
}

/** The state that the same steps lead to, for a phone to go on from. */
export function replay(flow: Flow, steps: unknown): Result<RunState, BadSteps> {
  const ended = playOut(flow, steps)
  return ended.ok ? ok(ended.value.state) : ended
}

function playOut(flow: Flow, steps: unknown): Result<Stepped, BadSteps> {
  const script = readScript(steps)
  if (!script.ok) return script
  const { start, token, events } = script.value
  const begun = open(flow, {
    ...(start ?? entryOf(flow)),
    ...(token === null ? {} : { flowToken: token }),
  })
  let state = begun.state
  const effects: Effect[] = [...begun.effects]
  for (const [at, raw] of events.entries()) {
    const played = playEvent(flow, state, raw, `${script.value.at}[${at}]`)
    if (!played.ok) return played
    state = played.value.state
    effects.push(...played.value.effects)
  }
  return ok({ state, effects })
}

/** Applies one event of a list of steps; `at` is its place, for the refusal. */
export function playEvent(
  flow: Flow,
  before: RunState,
  raw: unknown,
  at: string,
): Result<Stepped, BadSteps> {
  const read = readEvents(raw, at, flow, before)
  if (!read.ok) return read
  let state = before
  const effects: Effect[] = []
  for (const event of read.value) {
    const stepped = step(flow, state, event)
    state = stepped.state
    effects.push(...stepped.effects)
  }
  return ok({ state, effects })
}

type Start = { screen: string; data: Record<string, unknown> }
type Script = {
  start: Start | null
  token: string | null
  events: readonly unknown[]
  /** How places of the events are written. */
  at: string
}

const bad = (at: string, message: string): Result<never, BadSteps> =>
  err({ kind: 'bad-steps', at, message })

function readScript(steps: unknown): Result<Script, BadSteps> {
  if (Array.isArray(steps)) return ok({ start: null, token: null, events: steps, at: 'events' })
  if (!isRecord(steps)) return bad('', 'Steps are a list of events, or an object with events.')
  const { start, flow_token: token, events } = steps
  if (!Array.isArray(events)) return bad('events', 'events is a list.')
  if (token !== undefined && typeof token !== 'string')
    return bad('flow_token', 'flow_token is a text.')
  if (start === undefined || start === null)
    return ok({ start: null, token: token ?? null, events, at: 'events' })
  if (!isRecord(start)) return bad('start', 'start is { "screen", "data" }.')
  if (typeof start.screen !== 'string') return bad('start.screen', 'start.screen is a screen’s id.')
  if (start.data !== undefined && !isRecord(start.data))
    return bad('start.data', 'start.data is an object.')
  return ok({
    start: { screen: start.screen, data: mergeRecords(start.data ?? {}) },
    token: token ?? null,
    events,
    at: 'events',
  })
}

/** Where steps without a start begin: the first screen that nothing leads to, with its examples. */
export function entryOf(flow: Flow): Start | Record<string, never> {
  const [entry] = flowGraph(flow).entries
  const screen = flow.screens.find(({ id }) => id === entry) ?? flow.screens[0]
  if (!screen) return {}
  const data = mergeRecords<unknown>()
  for (const [name, { example }] of Object.entries(screen.data))
    if (example !== undefined) data[name] = example
  return { screen: screen.id, data }
}

function readEvents(
  raw: unknown,
  at: string,
  flow: Flow,
  state: RunState,
): Result<RunEvent[], BadSteps> {
  if (!isRecord(raw)) return bad(at, 'An event is an object.')
  switch (raw.event) {
    case 'input': {
      const { name } = raw
      if (typeof name !== 'string') return bad(`${at}.name`, 'An input names a field.')
      return ok([
        { type: 'input', name, value: raw.value },
        { type: 'blur', name },
      ])
    }
    case 'tap':
      return readTap(raw, at, flow, state)
    case 'back':
      return ok([{ type: 'back' }])
    case 'reply': {
      const screen = raw.screen ?? currentScreenId(state) ?? ''
      if (typeof screen !== 'string') return bad(`${at}.screen`, 'A reply names a screen.')
      if (raw.data !== undefined && !isRecord(raw.data))
        return bad(`${at}.data`, 'The data of a reply is an object.')
      return ok([{ type: 'reply', screen, data: mergeRecords(raw.data ?? {}) }])
    }
    default:
      return bad(`${at}.event`, 'An event is input, tap, back or reply.')
  }
}

function readTap(
  raw: JsonRecord,
  at: string,
  flow: Flow,
  state: RunState,
): Result<RunEvent[], BadSteps> {
  if (raw.target !== undefined)
    return raw.target === 'footer'
      ? ok([{ type: 'tap', target: 'footer' }])
      : bad(`${at}.target`, 'The target of a tap is footer.')
  const { items } = view(flow, state)
  if (typeof raw.link === 'string') {
    const links = items.filter((item) => item.kind === 'EmbeddedLink')
    // Of two links that read the same, the path tells which.
    const link =
      links.find(({ path }) => path === raw.link) ?? links.find(({ text }) => text === raw.link)
    return ok(link ? [{ type: 'tap-link', path: link.path }] : [])
  }
  if (typeof raw.optin === 'string') return ok([{ type: 'tap-optin', name: raw.optin }])
  if (typeof raw.item === 'string') {
    const { item: id, list } = raw
    for (const item of items)
      if (
        item.kind === 'NavigationList' &&
        (list === undefined || item.name === list) &&
        item.items.some((row) => row.id === id)
      )
        return ok([{ type: 'tap-item', name: item.name, id }])
    return ok([])
  }
  return bad(at, 'A tap has a target, link, item or optin.')
}

function standing(flow: Flow, state: RunState, effects: readonly Effect[]): Played {
  const stage = stageOf(flow, state)
  const screen = currentScreenId(state) ?? ''
  const request = effects.findLast((effect) => effect.type === 'request')
  const { footer } = view(flow, state)
  return {
    status: state.status === 'closed' ? 'completed' : state.status,
    screen,
    data: mergeRecords(ownValue(state.data, screen)),
    form: mergeRecords(ownValue(state.forms, screen)),
    visible: stage ? visibleLeaves(stage) : [],
    footer: footer && { label: footer.label, enabled: footer.enabled },
    errors: stage ? shownErrors(state, stage) : {},
    request:
      request?.type === 'request'
        ? { action: request.action, screen: request.screen, data: request.data }
        : null,
    payload: state.status === 'completed' ? state.payload : null,
    opened: effects.flatMap((effect) => (effect.type === 'open-url' ? [effect.url] : [])),
  }
}

function visibleLeaves({ compiled, scope }: NonNullable<ReturnType<typeof stageOf>>) {
  const leaves: { type: string; name?: string; text?: string; label?: string }[] = []
  for (const leaf of activeLeaves(compiled, scope)) {
    const { kind, name, props } = leaf.component
    if (kind !== 'Footer' && !isVisible(leaf, scope)) continue
    leaves.push({
      type: kind,
      ...(name === null ? {} : { name }),
      ...(props.text === undefined ? {} : { text: linesProp(props.text, scope) }),
      ...(props.label === undefined ? {} : { label: labelText(props.label, scope) }),
    })
  }
  return leaves
}

const labelText = (label: unknown, scope: Parameters<typeof textProp>[1]): string =>
  isRecord(label)
    ? [label['start-date'], label['end-date']].map((part) => textProp(part, scope)).join(' – ')
    : textProp(label, scope)
