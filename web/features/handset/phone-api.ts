/** The simulated phones over HTTP, as the sandbox serves them. */
import { z } from '../../../shared/zod.ts'
import { requestTo, sendTo } from '../../api/request.ts'

export const SimulatedPhone = z.object({
  /** + and digits. */
  number: z.string(),
  name: z.string(),
  unread: z.number(),
  lastMessage: z
    .object({
      text: z.string(),
      direction: z.enum(['to-phone', 'from-phone']).nullable(),
      at: z.string(),
    })
    .nullable(),
  /** Until when the business may write freely; null where it may only send templates. */
  windowOpenUntil: z.string().nullable(),
  /** Until when the phone shows that the business is writing; null where it does not. */
  typingUntil: z.string().nullable(),
})
export type SimulatedPhone = z.infer<typeof SimulatedPhone>

export const PhoneList = z.object({
  phones: z.array(SimulatedPhone),
  next: z.string().nullable(),
})
export type PhoneList = z.infer<typeof PhoneList>

export const ChatMessage = z.object({
  id: z.string(),
  seq: z.number(),
  direction: z.enum(['to-phone', 'from-phone']),
  kind: z.enum([
    'template',
    'interactive',
    'text',
    'image',
    'video',
    'document',
    'audio',
    'sticker',
    'flow-reply',
  ]),
  header: z.object({ kind: z.string(), text: z.string(), hasFile: z.boolean() }).nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(z.object({ kind: z.string(), label: z.string(), used: z.boolean().optional() })),
  replyTo: z.string().nullable(),
  status: z.enum(['accepted', 'sent', 'delivered', 'read', 'failed']),
  at: z.string(),
})
export type ChatMessage = z.infer<typeof ChatMessage>

export const ChatPage = z.object({ messages: z.array(ChatMessage), hasEarlier: z.boolean() })
export type ChatPage = z.infer<typeof ChatPage>

/** What the phone needs to run the flow behind a message. */
export const OpenedFlow = z.object({
  flowId: z.string(),
  name: z.string(),
  status: z.string(),
  flowJson: z.string(),
  flowToken: z.string(),
  action: z.enum(['navigate', 'data_exchange']),
  screen: z.string().nullable(),
  data: z.record(z.string(), z.unknown()).nullable(),
  mode: z.enum(['published', 'draft']),
})
export type OpenedFlow = z.infer<typeof OpenedFlow>

const phones = '/sandbox/phones'
const at = (number: string) => `${phones}/${encodeURIComponent(number)}`

export const listPhones = (workspaceId: string, search: string, signal: AbortSignal) =>
  requestTo(phones, 'GET', {
    workspaceId,
    query: { search, limit: 200 },
    reply: PhoneList,
    signal,
  })

export const addPhone = (workspaceId: string, body: { number: string; name?: string }) =>
  requestTo(phones, 'POST', { workspaceId, body, reply: SimulatedPhone })

/** The newest messages, or those before a place; oldest first. */
export const readChat = (
  workspaceId: string,
  number: string,
  before: number | null,
  signal: AbortSignal,
) =>
  requestTo(`${at(number)}/messages`, 'GET', {
    workspaceId,
    query: { before, limit: 100 },
    reply: ChatPage,
    signal,
  })

/** The file that came with a message. */
export const fileOf = (workspaceId: string, number: string, messageId: string): string =>
  `${at(number)}/messages/${encodeURIComponent(messageId)}/file?workspace=${encodeURIComponent(workspaceId)}`

/** The phone writes to the business. */
export const speak = (workspaceId: string, number: string, text: string) =>
  sendTo(`${at(number)}/messages`, 'POST', { workspaceId, body: { text } })

/** Somebody looked at the chat: the business gets its blue ticks. */
export const markRead = (workspaceId: string, number: string) =>
  sendTo(`${at(number)}/read`, 'POST', { workspaceId })

export const openFlow = (workspaceId: string, number: string, messageId: string) =>
  requestTo(`${at(number)}/flows/${encodeURIComponent(messageId)}`, 'GET', {
    workspaceId,
    reply: OpenedFlow,
  })

export const submitFlow = (
  workspaceId: string,
  number: string,
  messageId: string,
  payload: Record<string, unknown>,
) =>
  sendTo(`${at(number)}/flows/${encodeURIComponent(messageId)}/submissions`, 'POST', {
    workspaceId,
    body: { payload },
  })
