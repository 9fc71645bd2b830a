/** Rehearses a flow away from the page's thread: says how far it is, and ends with what it found. */
import {
  flowToRehearse,
  type Progress,
  type Rehearsal,
  rehearse,
} from '../../../shared/flow/rehearse/index.ts'

export type RehearsalReply =
  | { type: 'progress'; progress: Progress }
  | { type: 'ended'; rehearsal: Rehearsal }
  | { type: 'refused'; message: string }

/** Progress is told this often, in milliseconds: more often nobody sees. */
const TELL_MS = 80

self.onmessage = (event: MessageEvent<string>) => {
  const tell = (reply: RehearsalReply) => self.postMessage(reply)
  const flow = flowToRehearse(event.data)
  if (!flow.ok) return tell({ type: 'refused', message: flow.error.message })
  const running = rehearse(flow.value)
  let last = 0
  for (;;) {
    const { done, value } = running.next()
    if (done) return tell({ type: 'ended', rehearsal: value })
    const now = performance.now()
    if (now - last < TELL_MS) continue
    last = now
    tell({ type: 'progress', progress: value })
  }
}
