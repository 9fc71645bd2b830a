/** Every operation of the public API, described once: what goes in, what comes out, with examples. */
import type { z } from 'zod'
import type { RouteName } from '../routes.ts'
import {
  CreateFlow,
  FlowDetails,
  FlowDone,
  FlowPreview,
  FlowRows,
  FlowsQuery,
  PreviewQuery,
  SavedFlow,
  UpdateFlow,
} from './flows.ts'
import {
  AcceptedBatch,
  AcceptedMessage,
  Cancelled,
  ChatEvent,
  MessageDetails,
  MessageDone,
  SendBatch,
  SendMessage,
} from './messages.ts'
import { PublicResponses, ResponsesQuery } from './responses.ts'
import { CreateTemplate, TemplateDone, TemplateRow, TemplateRows } from './templates.ts'

export type PublicRouteName = Extract<RouteName, `api.${string}`>

export type Operation = {
  tag: 'Flows' | 'Responses' | 'Templates' | 'Messages'
  summary: string
  description?: string
  query?: z.ZodObject
  body?: { name: string; schema: z.ZodType; example: unknown }
  /** `any`: the reply is the flow's own JSON, whatever it holds. */
  reply: { name: string; schema: z.ZodType; example: unknown } | 'any'
  /** Offered beside JSON, for the header Accept. */
  csv?: string
  /** Whether it takes an Idempotency-Key. */
  once?: true
  /** Statuses besides those of every operation: 400, 401, 403, 404, 429, 500. */
  refusals?: readonly number[]
}

const flowId = '8669000000000131'
const umid = '8218c9c5-3c4e-4d2f-9a0b-6f2f0f6f0a11'
const flowJson =
  '{"version":"7.3","screens":[{"id":"START","terminal":true,"title":"Hello","layout":{"type":"SingleColumnLayout","children":[{"type":"Footer","label":"Send","on-click-action":{"name":"complete","payload":{}}}]}}]}'
const saved = {
  name: 'SavedFlow',
  schema: SavedFlow,
  example: { id: flowId, success: true, validationErrors: [] },
}
const done = { name: 'FlowDone', schema: FlowDone, example: { id: flowId, success: true } }

const message = {
  user: { msisdn: '+6581234567' },
  clientMessageId: 'cmp_42:rcp_0007',
  type: 'template',
  content: {
    template: {
      name: 'visit_followup_v1',
      language: 'en_US',
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ana' },
            { type: 'text', text: '4 May' },
          ],
        },
        {
          type: 'button',
          subType: 'flow',
          index: 0,
          parameters: [{ type: 'action', flowActionData: { data: { ref: 'rcp_0007' } } }],
        },
      ],
    },
  },
}
const queued = { state: 'queued', timestamp: '2026-05-01T08:59:58.020Z' }
const accepted = {
  umid,
  clientMessageId: message.clientMessageId,
  user: message.user,
  status: queued,
}
const template = {
  id: '0a4f4c1e-6d1b-4a35-8d4c-2f6f1d0c7b11',
  channelId: 'c0ffee00-1111-4222-8333-444455556666',
  channelName: 'Main number',
  templateName: 'visit_followup_v1',
  language: 'en_US',
  languageName: 'English (United States)',
  components: [
    {
      type: 'BODY',
      text: 'Hello {{1}}, your visit on {{2}} is booked. Anything to change?',
      example: { bodyText: ['Ana', '4 May'] },
    },
    {
      type: 'BUTTONS',
      buttons: [{ type: 'FLOW', text: 'Change my visit', flowId, flowAction: 'navigate' }],
    },
  ],
  category: 'UTILITY',
  categoryName: 'Utility',
  status: 'PENDING',
  statusName: 'Pending',
  rejectionReason: null,
  createdAt: '2026-05-01T08:00:00.000Z',
  updatedAt: '2026-05-01T08:00:00.000Z',
}

export const operations: Record<PublicRouteName, Operation> = {
  'api.flows.list': {
    tag: 'Flows',
    summary: 'List flows',
    description: 'One entry a version, newest first.',
    query: FlowsQuery,
    reply: {
      name: 'FlowRows',
      schema: FlowRows,
      example: { flows: [{ id: flowId, name: 'Clinic visit', status: 'DRAFT' }], next: null },
    },
  },
  'api.flows.create': {
    tag: 'Flows',
    summary: 'Create a flow',
    description:
      'Creates, fills and publishes in one call where asked to. Without flowJson the flow starts as a small valid form. The answered id can be opened at /sync/{id} at once.',
    body: {
      name: 'CreateFlow',
      schema: CreateFlow,
      example: {
        name: 'Clinic visit',
        categories: ['APPOINTMENT_BOOKING'],
        flowJson,
        publish: false,
      },
    },
    reply: saved,
    once: true,
    refusals: [409, 413, 415, 502],
  },
  'api.flows.get': {
    tag: 'Flows',
    summary: 'Get a flow',
    reply: {
      name: 'FlowDetails',
      schema: FlowDetails,
      example: {
        flowId,
        name: 'Clinic visit',
        status: 'DRAFT',
        categories: ['APPOINTMENT_BOOKING'],
        endPointUri: null,
        flowJsonUrl: `https://flowroom.example/api/v1/accounts/acme/channels/main/flows/${flowId}/json`,
        validationErrors: [],
      },
    },
  },
  'api.flows.update': {
    tag: 'Flows',
    summary: 'Update a draft',
    description:
      "Any of name, categories and flowJson. flowJson reaches people who edit the flow right now as the smallest edits, under the key's name.",
    body: {
      name: 'UpdateFlow',
      schema: UpdateFlow,
      example: { name: 'Clinic visit v2', flowJson },
    },
    reply: saved,
    once: true,
    refusals: [409, 413, 415],
  },
  'api.flows.delete': {
    tag: 'Flows',
    summary: 'Delete a draft',
    description: 'Drafts that no template uses. Its text is gone for good.',
    reply: done,
    refusals: [409],
  },
  'api.flows.publish': {
    tag: 'Flows',
    summary: 'Publish a draft',
    description:
      'Freezes it: a published flow never changes. Refused with validationErrors where it has errors.',
    reply: done,
    once: true,
    refusals: [409, 502, 503, 504],
  },
  'api.flows.deprecate': {
    tag: 'Flows',
    summary: 'Deprecate a published flow',
    description: 'Nobody can send or open it from then on. It cannot be undone.',
    reply: done,
    once: true,
    refusals: [409, 502, 503],
  },
  'api.flows.preview': {
    tag: 'Flows',
    summary: 'Get a preview link',
    description:
      'A link that shows this version to whoever has it, for 30 days; draft or not. Asked again, it answers the same link.',
    query: PreviewQuery,
    reply: {
      name: 'FlowPreview',
      schema: FlowPreview,
      example: {
        id: flowId,
        preview_url: 'https://flowroom.example/p/9wQJ0mYt1sC7hV3nR8bXkE5uZaLdFgPi2oTqWy6NxGU',
        expires_at: '2026-03-14T05:49:59+0000',
      },
    },
  },
  'api.flows.json': {
    tag: 'Flows',
    summary: 'Download the flow JSON',
    description: 'The text as it is, sound or not. This is where flowJsonUrl leads.',
    reply: 'any',
  },
  'api.responses.list': {
    tag: 'Responses',
    summary: 'List the responses of a flow',
    description:
      'Oldest first, those of every version of the flow that this one belongs to; version says which. from is included, to is not.',
    query: ResponsesQuery,
    reply: {
      name: 'Responses',
      schema: PublicResponses,
      example: {
        responses: [
          {
            id: '0196f0c8-5e0a-7000-9c1e-0a4f4c1e6d1b',
            submittedAt: '2026-05-01T09:12:44.000Z',
            phoneNumber: '+6581234567',
            flowToken: 'ft_085a',
            version: 1,
            answers: { new_date: '2026-05-06' },
          },
        ],
        next: null,
      },
    },
    csv: 'The whole export, streamed: the same rows and columns as the table; after and limit do not apply.',
  },
  'api.templates.list': {
    tag: 'Templates',
    summary: 'List templates',
    reply: { name: 'TemplateRows', schema: TemplateRows, example: { templates: [template] } },
  },
  'api.templates.create': {
    tag: 'Templates',
    summary: 'Create a template',
    description: 'It is PENDING until the platform decides: ask the list.',
    body: {
      name: 'CreateTemplate',
      schema: CreateTemplate,
      example: {
        name: 'visit_followup_v1',
        language: 'en_US',
        category: 'UTILITY',
        components: [
          {
            type: 'BODY',
            text: 'Hello {{1}}, your visit on {{2}} is booked. Anything to change?',
            examples: ['Ana', '4 May'],
          },
          { type: 'FOOTER', text: 'Reply STOP to opt out' },
          { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Change my visit', flowId }] },
        ],
      },
    },
    reply: { name: 'TemplateRow', schema: TemplateRow, example: template },
    once: true,
    refusals: [409, 413, 415, 502],
  },
  'api.templates.delete': {
    tag: 'Templates',
    summary: 'Delete a template',
    description:
      'All its languages. The platform keeps the name locked for 30 days: creating it again is refused with 409 and code 3060 until then.',
    reply: {
      name: 'TemplateDone',
      schema: TemplateDone,
      example: { name: 'visit_followup_v1', success: true },
    },
    refusals: [409, 502],
  },
  'api.messages.send': {
    tag: 'Messages',
    summary: 'Send a message',
    description:
      'Accepted is not delivered: ask for the message by its umid. Not de-duplicated by clientMessageId, but by Idempotency-Key. Template messages reach anybody, the others only people who wrote within 24 hours.',
    body: { name: 'SendMessage', schema: SendMessage, example: message },
    reply: { name: 'AcceptedMessage', schema: AcceptedMessage, example: accepted },
    once: true,
    refusals: [409, 413, 415],
  },
  'api.messages.batch': {
    tag: 'Messages',
    summary: 'Send many messages',
    description:
      'Up to 10,000. Entries that are refused come back with status.state rejected while the others go out.',
    body: {
      name: 'SendBatch',
      schema: SendBatch,
      example: {
        clientBatchId: 'cmp_42/part_1',
        includeMessagesInResponse: true,
        template: {
          type: 'template',
          content: { template: { name: 'visit_followup_v1', language: 'en_US' } },
        },
        messages: [
          {
            user: message.user,
            clientMessageId: message.clientMessageId,
            content: { template: { components: message.content.template.components } },
          },
        ],
      },
    },
    reply: {
      name: 'AcceptedBatch',
      schema: AcceptedBatch,
      example: {
        batchId: 'cf3c1f5e-1d3e-4a8b-b8a4-0d4e5b6c7d8e',
        clientBatchId: 'cmp_42/part_1',
        acceptedCount: 1,
        rejectedCount: 0,
        messages: [accepted],
      },
    },
    once: true,
    refusals: [409, 413, 415],
  },
  'api.messages.get': {
    tag: 'Messages',
    summary: 'Get a message',
    description: 'The phone number is masked for keys without log access.',
    reply: {
      name: 'MessageDetails',
      schema: MessageDetails,
      example: {
        data: [
          {
            umid,
            batchId: null,
            clientMessageId: message.clientMessageId,
            subAccountId: 'acme_hq',
            channel: 'whatsapp',
            channelId: template.channelId,
            user: message.user,
            type: 'template',
            scheduled: null,
            templateName: 'visit_followup_v1',
            flowId,
            status: {
              state: 'delivered',
              detail: 'delivered_to_recipient',
              timestamp: '2026-05-01T09:00:02.000Z',
            },
            createdAt: '2026-05-01T08:59:58.020Z',
          },
        ],
      },
    },
  },
  'api.messages.cancel': {
    tag: 'Messages',
    summary: 'Cancel a scheduled message',
    description: 'Whatever has not been sent yet is not sent. Counts 0 where it is too late.',
    reply: { name: 'Cancelled', schema: Cancelled, example: { cancelledCount: 1 } },
  },
  'api.messages.cancelBatch': {
    tag: 'Messages',
    summary: 'Cancel a scheduled batch',
    description: 'Those of its messages that have not been sent yet are not sent.',
    reply: { name: 'Cancelled', schema: Cancelled, example: { cancelledCount: 250 } },
  },
  'api.messages.read': {
    tag: 'Messages',
    summary: 'Mark a message as read',
    description: 'One that came in: its writer sees that it was read.',
    reply: { name: 'MessageDone', schema: MessageDone, example: { umid, success: true } },
    refusals: [502, 503],
  },
  'api.events.send': {
    tag: 'Messages',
    summary: 'Show that somebody is writing',
    description: 'For up to 25 seconds, or until an answer is sent. Marks the message as read too.',
    body: {
      name: 'ChatEvent',
      schema: ChatEvent,
      example: { channel: 'whatsapp', type: 'typing', umid },
    },
    reply: { name: 'MessageDone', schema: MessageDone, example: { umid, success: true } },
    refusals: [413, 415, 502, 503],
  },
}

/** Whether a route of either address takes an Idempotency-Key. */
export const takesIdempotencyKey = (name: string): boolean =>
  operations[name.replace(/^config\./, 'api.') as PublicRouteName]?.once ?? false
