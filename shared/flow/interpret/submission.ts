/** Compares what a phone submitted with what the flow could have sent. */
import { type Flow, walkComponents } from '../flow.ts'
import { isRecord } from '../record.ts'

/** The payload of each `complete` action, in screen order, as written. */
export function completePayloads(flow: Flow): Record<string, unknown>[] {
  const payloads: Record<string, unknown>[] = []
  for (const screen of flow.screens) {
    for (const { props } of walkComponents(screen.children)) {
      const action = props['on-click-action']
      if (!isRecord(action) || action.name !== 'complete') continue
      payloads.push(isRecord(action.payload) ? action.payload : {})
    }
  }
  return payloads
}

/**
 * Keys of a submission that no `complete` action of the flow names. An endpoint may end its flow
 * with keys of its own, so nothing is unexpected there.
 */
export function checkSubmission(flow: Flow, payload: Readonly<Record<string, unknown>>): string[] {
  if (flow.dataApiVersion !== null) return []
  const known = new Set(['flow_token'])
  for (const written of completePayloads(flow))
    for (const key of Object.keys(written)) known.add(key)
  return Object.keys(payload).filter((key) => !known.has(key))
}
