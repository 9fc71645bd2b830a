/** Messages over the public API, in 8x8's shapes (messaging-platforms.md §2.6, §2.7). */
import { z } from '../../zod.ts'
import { FlowId, Moment, notYet, oneOf, wrongType } from './fields.ts'

const dataMaxUnits = 64 * 1024
const dataMaxDepth = 32

const FlowData = z.strictObject(
  {
    screen: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'The screen that opens first.' }),
    data: z
      .record(z.string(), z.unknown())
      .refine((data) => Object.keys(data).length > 0, 'data must not be empty')
      .refine((data) => depthOf(data) <= dataMaxDepth, {
        error: `data nests at most ${dataMaxDepth} levels deep`,
        abort: true,
      })
      .refine(
        (data) => JSON.stringify(data).length <= dataMaxUnits,
        `data has at most ${dataMaxUnits} characters as JSON`,
      )
      .optional()
      .meta({ description: "Values for that screen's data." }),
  },
  'takes screen and data only',
)

/** How deep a JSON value nests, counted level by level: a request can nest deeper than a call stack. */
function depthOf(value: unknown): number {
  let level: unknown[] = [value]
  let depth = 0
  while (level.length > 0 && depth <= dataMaxDepth) {
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    )
    depth++
  }
  return depth
}

const Parameter = z.object({
  type: z.string().meta({
    description:
      'text in a header or body, action in a flow button, couponCode in one that copies a code. In any case.',
  }),
  text: z.string().max(1024, 'text has at most 1024 characters').optional(),
  flowActionData: FlowData.optional(),
  couponCode: z
    .string()
    .regex(/^[\p{L}\p{N}_-]{1,15}$/u, 'couponCode is 1 to 15 letters, digits, - and _')
    .optional(),
})

const Component = z.object({
  type: oneOf(['header', 'body', 'button'], 'header takes text; media are not supported yet.'),
  subType: z.string().optional().meta({
    description:
      'Of a button: flow or copyCode, in any case. Buttons of other kinds take no values and are left out.',
  }),
  index: z
    .union([z.int().min(0), z.string().regex(/^\d+$/)])
    .optional()
    .meta({ description: "Which of the template's buttons is meant, counted from 0." }),
  parameters: z.array(Parameter).max(100).optional(),
})

const TemplateContent = z.object({
  name: z.string().min(1, 'name must not be empty'),
  language: z.string().min(1, 'language must not be empty'),
  components: z.array(Component).max(10).optional(),
})

const InteractiveContent = z.object({
  type: oneOf(['flow'], 'Other kinds are not supported yet.'),
  header: z
    .object({
      type: oneOf(['text'], 'Media headers are not supported yet.'),
      text: z.string().trim().min(1).max(60),
    })
    .optional(),
  body: z.object({ text: z.string().trim().min(1).max(1024) }),
  footer: z.object({ text: z.string().trim().min(1).max(60) }).optional(),
  action: z.object({
    parameters: z.object({
      flowId: FlowId,
      flowCta: z.string().trim().min(1).max(20).meta({ description: 'The label of the button.' }),
      flowAction: oneOf(
        ['navigate', 'data_exchange'],
        'data_exchange is not supported yet.',
      ).optional(),
      flowActionPayload: FlowData.optional(),
      flowActionData: FlowData.optional().meta({ description: 'The same as flowActionPayload.' }),
      flowToken: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .meta({ description: 'Comes back with the response; made up where left out.' }),
      mode: oneOf(['published', 'draft'], 'draft is not supported yet.').optional(),
    }),
  }),
})

export const SendMessage = z.object({
  user: z.object({
    msisdn: z.string().meta({
      description: 'The phone number with its country code.',
      examples: ['+6581234567'],
    }),
  }),
  clientMessageId: z
    .string()
    .min(1)
    .max(50, 'clientMessageId has at most 50 characters')
    .nullish()
    .meta({ description: 'Your own id: comes back with every status.' }),
  type: oneOf(['template', 'interactive', 'text'], 'Interactive and text reach open chats only.'),
  content: z.object({
    template: TemplateContent.optional(),
    interactive: InteractiveContent.optional(),
    text: z
      .string()
      .min(1, 'text must not be empty')
      .max(4096, 'text has at most 4096 characters')
      .optional(),
  }),
  channels: z
    .array(z.object({ channel: oneOf(['WhatsApp'], 'Falling back to SMS is not supported yet.') }))
    .nullish(),
  scheduled: Moment.nullish().meta({
    format: 'date-time',
    description:
      'When it goes out, up to a year ahead; at once where left out. ISO 8601; UTC where it names no offset.',
  }),
  expiry: notYet('expiry', "messages live as long as the platform's default."),
  dlrCallbackUrl: notYet('dlrCallbackUrl', 'ask for the message instead.'),
  context: notYet('context', 'messages cannot quote others.'),
})
export type SendMessage = z.infer<typeof SendMessage>

export const batchMax = 10_000

export const SendBatch = z.object({
  clientBatchId: z.string().min(1).max(100, 'clientBatchId has at most 100 characters').nullish(),
  includeMessagesInResponse: z.boolean().nullish(),
  template: z
    .record(z.string(), z.unknown())
    .nullish()
    .meta({ description: 'What the messages have in common, in the shape of a single message.' }),
  messages: z
    .array(
      z.unknown().meta({
        type: 'object',
        description: 'Fields of a single message; they come before those of the template.',
      }),
      { error: wrongType('messages must be a list') },
    )
    .min(1, 'messages must not be empty')
    .max(batchMax, `messages has at most ${batchMax} entries`),
})
export type SendBatch = z.infer<typeof SendBatch>

export const MessageStatus = z.object({
  state: z.enum([
    'queued',
    'rejected',
    'failed',
    'sent',
    'delivered',
    'undelivered',
    'read',
    'unknown',
  ]),
  detail: z
    .enum(['delivered_to_recipient', 'rejected_by_operator', 'undelivered_to_recipient'])
    .optional(),
  timestamp: z.iso.datetime(),
  errorCode: z.int().optional().meta({ description: 'In the codes of 8x8’s receipts.' }),
  errorMessage: z.string().optional(),
})
export type MessageStatus = z.infer<typeof MessageStatus>

const User = z.object({ msisdn: z.string() })

export const AcceptedMessage = z.object({
  umid: z.string(),
  clientMessageId: z.string().nullable(),
  user: User,
  status: MessageStatus,
})
export type AcceptedMessage = z.infer<typeof AcceptedMessage>

export const BatchMessage = z.object({
  umid: z.string().optional().meta({ description: 'Missing where the message was rejected.' }),
  clientMessageId: z.string().nullable(),
  user: User.nullable(),
  status: MessageStatus,
})
export type BatchMessage = z.infer<typeof BatchMessage>

export const AcceptedBatch = z.object({
  batchId: z.string().nullable().meta({ description: 'Null where every entry was rejected.' }),
  clientBatchId: z.string().nullable(),
  acceptedCount: z.int(),
  rejectedCount: z.int(),
  messages: z.array(BatchMessage).optional().meta({
    description:
      'Every message, in order, where includeMessagesInResponse asks for it; else the rejected ones, if any.',
  }),
})
export type AcceptedBatch = z.infer<typeof AcceptedBatch>

export const MessageDetails = z.object({
  data: z.array(
    z.object({
      umid: z.string(),
      batchId: z.string().nullable(),
      clientMessageId: z.string().nullable(),
      subAccountId: z.string(),
      channel: z.literal('whatsapp'),
      channelId: z.string(),
      user: User,
      type: z.string(),
      scheduled: z.iso.datetime().nullable().meta({ description: 'When it goes out, or was to.' }),
      templateName: z.string().nullable(),
      flowId: z.string().nullable(),
      status: MessageStatus,
      whatsapp: z
        .object({ providerErrorCode: z.string() })
        .optional()
        .meta({ description: 'The code of the platform behind a failure.' }),
      createdAt: z.iso.datetime(),
    }),
  ),
})
export type MessageDetails = z.infer<typeof MessageDetails>

/** What cancelling answers. */
export const Cancelled = z.object({
  cancelledCount: z.int().meta({ description: 'How many had not been sent yet.' }),
})
export type Cancelled = z.infer<typeof Cancelled>

/** What marking as read and showing that somebody writes answer. */
export const MessageDone = z.object({ umid: z.string(), success: z.literal(true) })
export type MessageDone = z.infer<typeof MessageDone>

export const ChatEvent = z.object({
  channel: oneOf(['whatsapp'], 'Where the chat is.'),
  type: oneOf(['typing'], 'The person sees that somebody is writing, and what they said as read.'),
  umid: z
    .string()
    .min(1, 'umid must not be empty')
    .max(100, 'umid has at most 100 characters')
    .meta({ description: 'The message of theirs that is being answered.' }),
})
export type ChatEvent = z.infer<typeof ChatEvent>
