/** Checks a flow's text away from the page's thread, so that typing never waits. */
import { checkFlow, type Diagnostic } from '../../../shared/flow/check/index.ts'

export type CheckRequest = { id: number; text: string }
export type CheckReply = { id: number; diagnostics: Diagnostic[] }

self.onmessage = (event: MessageEvent<CheckRequest>) => {
  const { id, text } = event.data
  const reply: CheckReply = { id, diagnostics: checkFlow(text) }
  self.postMessage(reply)
}
