/** What an endpoint would plausibly answer: the next screen by the routing model, with that screen's example data. */
import { type Flow, findScreen, type Screen } from '../flow.ts'
import { flowGraph } from '../graph.ts'
import type { RequestAction } from '../interpret/state.ts'
import { mergeRecords, ownValue } from '../record.ts'

/** An endpoint's answer as the protocol writes it (reference §8.3). Screen `SUCCESS` ends the flow. */
export type EndpointReply = {
  readonly screen: string
  readonly data: Readonly<Record<string, unknown>>
}

/** What is asked, and where the run stood when it asked. */
export type EndpointRequest = {
  readonly action: RequestAction
  /** Empty for INIT. */
  readonly screen: string
  readonly data: Readonly<Record<string, unknown>>
  readonly flowToken: string | null
  /** Screens from the first to the current one. */
  readonly history: readonly string[]
  /** A choice in a field asked, no tap: such a request mostly fills the screen it came from. */
  readonly byChoice: boolean
}

/** The screen name that ends a flow. */
export const SUCCESS = 'SUCCESS'

const BY_TYPE: Readonly<Record<string, unknown>> = {
  string: '',
  number: 0,
  integer: 0,
  boolean: false,
  object: {},
  array: [],
}

/** A screen's data model filled with its `__example__` values; a field without one gets an empty value of its type. */
export function exampleData(screen: Screen): Record<string, unknown> {
  const data = mergeRecords<unknown>()
  for (const [name, { example, type }] of Object.entries(screen.data)) {
    const value = example === undefined ? BY_TYPE[type] : example
    if (value !== undefined) data[name] = value
  }
  return data
}

/** The answer that ends the flow: `params` reach the webhook, the flow token among them. */
export const successReply = (
  request: EndpointRequest,
  params: Readonly<Record<string, unknown>> = request.data,
): EndpointReply => ({
  screen: SUCCESS,
  data: {
    extension_message_response: { params: { flow_token: request.flowToken ?? '', ...params } },
  },
})

/**
 * Screens that may answer a request, the likeliest first: what the routing model names, the screen
 * itself, and `SUCCESS`. For INIT the screens that nothing leads to, for BACK the one before.
 */
export function replyScreens(flow: Flow, request: EndpointRequest): string[] {
  const ids = flow.screens.map(({ id }) => id).filter(Boolean)
  const known = (wanted: readonly (string | undefined)[]) => [
    ...new Set(wanted.filter((id): id is string => id !== undefined && ids.includes(id))),
  ]
  if (request.action === 'INIT') return known([...flowGraph(flow).entries, ...ids])
  const here = request.screen
  if (request.action === 'BACK') return [...known([request.history.at(-2), here]), SUCCESS]
  const routes = flow.routingModel ? (ownValue(flow.routingModel, here) ?? []) : null
  const next = known(routes ?? ids.slice(ids.indexOf(here) + 1))
  const ends = findScreen(flow, here)?.terminal || next.length === 0
  if (request.byChoice) return [...known([here, ...next]), SUCCESS]
  return ends ? [SUCCESS, ...known([...next, here])] : [...next, ...known([here]), SUCCESS]
}

/** The answer with that screen and its example data; without a screen the likeliest one. */
export function exampleReply(
  flow: Flow,
  request: EndpointRequest,
  wanted: string | undefined = replyScreens(flow, request)[0],
): EndpointReply {
  const screen = wanted === undefined ? undefined : findScreen(flow, wanted)
  return screen ? { screen: screen.id, data: exampleData(screen) } : successReply(request)
}
