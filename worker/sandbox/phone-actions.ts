/** What a person does on a phone: speak, open a flow, send the filled flow back. */

import { isBlocked } from './blocked.ts'
import { getFlowState, readFlowText } from './graph/flow-store.ts'
import type { SentFlow } from './graph/message-content.ts'
import { mintWamid } from './ids.ts'
import { getMessage, insertFromPhone, type MessageRow } from './message-store.ts'
import { misbehaviourOf } from './phone-numbers.ts'
import { ensurePhone, noteMessage, type PhoneRow } from './phone-store.ts'
import { problem } from './problems.ts'
import { flowReplyContent, inboundChange, preferenceChange, textContent } from './webhooks.ts'
import { digitsOf, type World } from './world-context.ts'

/** The phone writes a text: the 24-hour window opens, and the webhook goes out. Returns the message's id. */
export const speak = (world: World, number: string, text: string): string =>
  say(world, number, {
    kind: 'text',
    shownAs: text,
    replyTo: null,
    content: textContent(text),
  })

/** The phone is on again: what waited for it arrives, except what had to arrive earlier. */
export function turnOn(world: World, number: string): void {
  world.sql.exec(
    `UPDATE messages SET due_at = ?1
     WHERE number = ?2 AND due_status = 'delivered' AND due_at IS NULL
       AND (expires_at IS NULL OR expires_at > ?1)`,
    world.now(),
    number,
  )
  world.wakeAt(world.now())
}

/** The business hears whether the person wants its marketing. */
export function wantMarketing(world: World, phone: PhoneRow): void {
  world.announce([preferenceChange(world.config, phone, world.now())])
}

function say(
  world: World,
  number: string,
  said: {
    kind: 'text' | 'flow-reply'
    shownAs: string
    replyTo: string | null
    content: Record<string, unknown>
  },
): string {
  const phone = ensurePhone(world, number)
  const id = mintWamid(digitsOf(world.config.displayPhoneNumber))
  const { kind, replyTo, shownAs } = said
  const bubble = { body: shownAs, buttons: [] }
  const seq = insertFromPhone(world, { id, number, kind, bubble, replyTo })
  noteMessage(world, number, { seq, text: shownAs, direction: 'from-phone' })
  const message = { id, at: world.now(), replyTo, content: said.content }
  // Whom the business blocked speaks to nobody.
  if (!isBlocked(world, number)) {
    world.announce([inboundChange(world.config, phone, message)])
  }
  world.changed([number])
  return id
}

/** Everything the phone needs to run a message's flow, or the words it shows where the flow cannot be opened. */
export function openFlow(world: World, number: string, messageId: string): Response {
  const found = flowOf(world, number, messageId)
  if (found instanceof Response) return found
  const { sent } = found
  const flow = getFlowState(world, sent.flowId)
  const cannotOpen = (why: string) => problem('not-published', 'Cannot open Flow', why)
  if (!flow) return cannotOpen('This form no longer exists.')
  if (flow.status === 'DEPRECATED') return cannotOpen('This form is no longer in use.')
  if (flow.status === 'BLOCKED')
    return cannotOpen('This form is not working right now. Try again later.')
  if (flow.status === 'DRAFT' && sent.mode !== 'draft') {
    return cannotOpen('This form is not published yet.')
  }
  return Response.json({
    flowId: sent.flowId,
    name: flow.name,
    status: flow.status,
    flowJson: readFlowText(world, sent.flowId) ?? '',
    flowToken: sent.token,
    action: sent.action,
    screen: sent.screen,
    data: sent.data,
    mode: sent.mode,
  })
}

/** The phone sends the filled flow. A person may send the same one again: each is a message of its own. */
export function submitFlow(
  world: World,
  number: string,
  messageId: string,
  payload: Record<string, unknown>,
): Response {
  const found = flowOf(world, number, messageId)
  if (found instanceof Response) return found
  const { message, sent } = found
  const losesToken = misbehaviourOf(number)?.kind === 'loses-flow-token'
  const { flow_token: _, ...answers } = payload
  const responseJson = JSON.stringify(losesToken ? answers : { ...answers, flow_token: sent.token })
  world.sql.exec('UPDATE messages SET flow_used = flow_used + 1 WHERE id = ?', message.id)
  const id = say(world, number, {
    kind: 'flow-reply',
    shownAs: 'Response sent',
    replyTo: message.id,
    content: flowReplyContent(responseJson),
  })
  return Response.json({ messageId: id }, { status: 201 })
}

/** A message this phone shows, with the flow it carries. */
function flowOf(
  world: World,
  number: string,
  messageId: string,
): { message: MessageRow; sent: SentFlow } | Response {
  const message = getMessage(world, messageId)
  const isShownHere = message?.number === number && message.seq !== null
  if (!isShownHere || message.flow === null) {
    return problem('not-found', 'This phone shows no such message with a flow.')
  }
  return { message, sent: JSON.parse(message.flow) as SentFlow }
}
