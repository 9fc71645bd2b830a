import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMetaEvents } from './cloud-api-events.ts'

const change = (value: object, field = 'messages') => ({ field, value })
const body = (...changes: object[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', time: 1, changes }],
})
const metadata = { display_phone_number: '6560000000', phone_number_id: '1065' }
const status = (more: object = {}) => ({
  id: 'wamid.A',
  status: 'delivered',
  timestamp: '1777626003',
  recipient_id: '6581234567',
  ...more,
})

describe('statuses', () => {
  test('carry our id, their time in milliseconds, and the words of a failure', () => {
    const failed = status({
      status: 'failed',
      biz_opaque_callback_data: 'cmp:1',
      errors: [{ code: 131049, title: 'T', error_data: { details: 'Withheld' } }],
    })
    expect(readMetaEvents(body(change({ metadata, statuses: [failed] })))).toEqual([
      {
        type: 'message-status',
        number: '1065',
        providerMessageId: 'wamid.A',
        correlationId: 'cmp:1',
        phoneNumber: '+6581234567',
        status: 'failed',
        at: 1_777_626_003_000,
        error: { code: 131049, message: 'Withheld' },
      },
    ])
  })

  test('played is read, other words are unknown', () => {
    const events = readMetaEvents(
      body(change({ statuses: [status({ status: 'played' }), status({ status: 'constructor' })] })),
    )
    expect(events).toMatchObject([{ status: 'read' }, { type: 'unknown' }])
  })
})

describe('what people send', () => {
  const message = (more: object) => ({
    from: '6581234567',
    id: 'wamid.IN',
    timestamp: '1777626764',
    ...more,
  })
  const contacts = [
    { profile: { name: 'Other' }, wa_id: '1' },
    { profile: { name: 'Ana' }, wa_id: '6581234567' },
  ]

  test.each([undefined, 5, null, {}])('a message of type %j is of an unknown kind', (type) => {
    const [event] = readMetaEvents(body(change({ messages: [message({ type })] })))
    expect(event).toMatchObject({ type: 'other-received', kind: 'unknown' })
  })

  test('a text, with the name of the contact it is from', () => {
    const [event] = readMetaEvents(
      body(
        change({ metadata, contacts, messages: [message({ type: 'text', text: { body: 'Hi' } })] }),
      ),
    )
    expect(event).toEqual({
      type: 'text-received',
      number: '1065',
      providerMessageId: 'wamid.IN',
      phoneNumber: '+6581234567',
      contactName: 'Ana',
      replyTo: null,
      at: 1_777_626_764_000,
      text: 'Hi',
    })
  })

  test('a submission keeps its answers unread', () => {
    const nfm_reply = { name: 'flow', body: 'Sent', response_json: '{broken' }
    const [event] = readMetaEvents(
      body(
        change({
          messages: [
            message({
              type: 'interactive',
              context: { id: 'wamid.OUT' },
              interactive: { type: 'nfm_reply', nfm_reply },
            }),
          ],
        }),
      ),
    )
    expect(event).toMatchObject({
      type: 'flow-submitted',
      replyTo: 'wamid.OUT',
      responseJson: '{broken',
    })
  })

  test('a reply of another kind in the same shape is no submission', () => {
    const nfm_reply = { name: 'address_message', response_json: '{}' }
    const [event] = readMetaEvents(
      body(change({ messages: [message({ type: 'interactive', interactive: { nfm_reply } })] })),
    )
    expect(event).toMatchObject({ type: 'other-received', kind: 'interactive' })
  })

  test('someone without a number has none', () => {
    const [event] = readMetaEvents(
      body(
        change({ messages: [message({ from: undefined, type: 'text', text: { body: 'Hi' } })] }),
      ),
    )
    expect(event).toMatchObject({ phoneNumber: null })
  })
})

test('a template event spells its language as everywhere else', () => {
  const value = {
    event: 'REJECTED',
    message_template_id: 1689,
    message_template_name: 'visit',
    message_template_language: 'en-US',
    reason: 'INVALID_FORMAT',
  }
  expect(readMetaEvents(body(change(value, 'message_template_status_update')))).toEqual([
    {
      type: 'template-status',
      providerTemplateId: '1689',
      name: 'visit',
      language: 'en_US',
      status: 'REJECTED',
      reason: 'INVALID_FORMAT',
      advice: null,
    },
  ])
  const info = { rejection_info: { reason: 'Too vague', recommendation: 'Say who writes.' } }
  expect(
    readMetaEvents(body(change({ ...value, ...info }, 'message_template_status_update'))),
  ).toMatchObject([{ reason: 'Too vague', advice: 'Say who writes.' }])
})

describe('a template’s quality and category', () => {
  const about = {
    message_template_id: 1689,
    message_template_name: 'visit',
    message_template_language: 'en-US',
  }
  const named = { providerTemplateId: '1689', name: 'visit', language: 'en_US' }
  const readOne = (value: object, field: string) =>
    readMetaEvents(body(change({ ...about, ...value }, field)))

  test.each([
    ['RED', 'RED'],
    ['UNKNOWN', null],
  ])('a score of %s', (score, quality) => {
    expect(
      readOne(
        { previous_quality_score: 'GREEN', new_quality_score: score },
        'message_template_quality_update',
      ),
    ).toEqual([{ type: 'template-quality', ...named, quality }])
  })

  test('an early notice holds the current category as the new one', () => {
    expect(
      readOne(
        {
          new_category: 'UTILITY',
          correct_category: 'MARKETING',
          category_update_timestamp: 1_800_000_000,
        },
        'template_category_update',
      ),
    ).toEqual([
      {
        type: 'template-category',
        ...named,
        category: 'UTILITY',
        coming: { category: 'MARKETING', at: 1_800_000_000_000 },
      },
    ])
  })

  test('the change itself', () => {
    expect(
      readOne(
        { previous_category: 'UTILITY', new_category: 'MARKETING' },
        'template_category_update',
      ),
    ).toEqual([{ type: 'template-category', ...named, category: 'MARKETING', coming: null }])
  })

  test.each(['message_template_quality_update', 'template_category_update'])(
    '%s without what is new is unknown',
    (field) => {
      expect(readOne({}, field)).toMatchObject([{ type: 'unknown' }])
    },
  )
})

test('every entry, change, message and status is read, in order', () => {
  const two = change({ statuses: [status(), status({ id: 'wamid.B' })] })
  const flow = change({ event: 'FLOW_STATUS_CHANGE', flow_id: '9', new_status: 'BLOCKED' }, 'flows')
  const events = readMetaEvents({ entry: [{ changes: [two, flow] }, { changes: [two] }] })
  expect(events.map((it) => it.type)).toEqual([
    'message-status',
    'message-status',
    'flow-status',
    'message-status',
    'message-status',
  ])
})

test('unknown fields are events without effect', () => {
  expect(readMetaEvents(body(change({}, 'account_update')))).toEqual([
    { type: 'unknown', what: 'field account_update' },
  ])
})

test('objects where words belong are unknown', () => {
  const odd = { toString: 1, valueOf: 2 }
  const value = {
    statuses: [status({ status: odd })],
    messages: [{ id: 'a', type: odd, timestamp: odd }],
  }
  expect(readMetaEvents(body(change(value), { field: odd, value: {} }))).toMatchObject([
    { type: 'unknown' },
    { type: 'other-received' },
    { type: 'unknown' },
  ])
})

test('no JSON value makes it throw', () => {
  const field = fc.constantFrom('messages', 'flows', 'message_template_status_update', 'x')
  const value = fc.record({
    statuses: fc.jsonValue(),
    messages: fc.oneof(
      fc.jsonValue(),
      fc.array(
        fc.record({ id: fc.jsonValue(), type: fc.jsonValue(), interactive: fc.jsonValue() }),
      ),
    ),
    contacts: fc.jsonValue(),
    metadata: fc.jsonValue(),
    event: fc.jsonValue(),
  })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.record({
          entry: fc.array(fc.record({ changes: fc.array(fc.record({ field, value })) })),
        }),
      ),
      (any) => {
        expect(Array.isArray(readMetaEvents(any))).toBe(true)
      },
    ),
  )
})
