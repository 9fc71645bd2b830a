/** Turning a flow into one that asks an endpoint, and back: what has to be written at its top. */
import type { Flow } from '../flow.ts'
import { flowGraph } from '../graph.ts'
import type { JsonRecord } from '../json-record.ts'

/** The version of the data API that platforms speak (reference §2.1). */
export const DATA_API_VERSION = '3.0'

/** A routing model that says what the flow's actions do today: every screen, with those it leads to. */
export function routesOf(flow: Flow): JsonRecord {
  const { screens, edges } = flowGraph(flow)
  return Object.fromEntries(
    screens.map(({ id }) => [
      id,
      [...new Set(edges.filter(({ from }) => from === id).map(({ to }) => to))],
    ]),
  )
}
