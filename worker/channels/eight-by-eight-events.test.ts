import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { receiptCodeOf } from '../../shared/api/public/receipt-codes.ts'
import { readEightByEightEvents } from './eight-by-eight-events.ts'
import { errorOfReceipt } from './eight-by-eight-receipts.ts'

const event = (eventType: string, payload: object, version?: number) => ({
  ...(version !== undefined && { version }),
  namespace: 'ChatApps',
  eventType,
  payload,
})
const user = {
  msisdn: '+6581234567',
  channelUserId: 'SG.8124AbC',
  name: 'Ana',
  username: 'ana.k',
}

describe('what people send', () => {
  const inbound = (more: object, version: number | undefined = 3) =>
    readEightByEightEvents(
      event(
        'inbound_message_received',
        {
          umid: '0d4e',
          subAccountId: 'acme_hq',
          timestamp: '2026-05-01T09:12:44.00Z',
          user,
          recipient: { channel: 'whatsapp', channelId: 'ec36' },
          replyToUmid: '8218',
          ...more,
        },
        version,
      ),
    )
  const common = {
    number: 'ec36',
    providerMessageId: '0d4e',
    phoneNumber: '+6581234567',
    contactName: 'Ana',
    replyTo: '8218',
    at: Date.parse('2026-05-01T09:12:44Z'),
  }

  test.each([3, undefined])('an answer to a flow stays unread, version %s', (version) => {
    const responseJson = '{"new_date":"2026-05-06","flow_token":"085a"}'
    const content = { interactive: { type: 'nfmReply', nfmReply: { responseJson } } }
    expect(inbound({ type: 'Interactive', content }, version)).toEqual([
      { ...common, type: 'flow-submitted', responseJson },
    ])
  })

  test('an answer that is no text is kept as one, a missing one as null', () => {
    const answer = (nfmReply: object) =>
      inbound({ type: 'Interactive', content: { interactive: { type: 'nfmReply', nfmReply } } })
    expect(answer({ responseJson: { a: 1 } })).toMatchObject([{ responseJson: '{"a":1}' }])
    expect(answer({})).toMatchObject([{ responseJson: 'null' }])
  })

  test('a text', () => {
    expect(inbound({ type: 'Text', content: { text: 'Hi' } })).toEqual([
      { ...common, type: 'text-received', text: 'Hi' },
    ])
  })

  test.each([
    'Image',
    'Video',
    'Audio',
    'File',
    'Document',
    'Location',
    'List',
    'Buttons',
    'Template',
    'Carousel',
    'None',
  ])('%s is kept by its kind', (type) => {
    expect(inbound({ type, content: { url: 'https://example.com/f' } })).toEqual([
      { ...common, type: 'other-received', kind: type.toLowerCase() },
    ])
  })

  test.each(['button_reply', 'list_reply', 'callPermissionReply'])('so is %s', (kind) => {
    const content = { interactive: { type: kind, [kind]: { id: '1', title: 'Yes' } } }
    expect(inbound({ type: 'Interactive', content })).toEqual([
      { ...common, type: 'other-received', kind: 'interactive' },
    ])
  })

  test('someone without a number has none; an older payload has it in another place', () => {
    const from = (who: object) => inbound({ type: 'Text', content: { text: 'Hi' }, user: who })
    expect(from({ channelUserId: 'SG.8124AbC' })).toMatchObject([{ phoneNumber: null }])
    expect(from({ channelUserId: '6581234567' })).toMatchObject([{ phoneNumber: '+6581234567' }])
  })

  test('the echo of what somebody typed in the phone app has no effect', () => {
    expect(readEightByEightEvents(event('external_app_message', { umid: '1' }, 3))).toEqual([
      { type: 'unknown', what: 'event external_app_message' },
    ])
  })
})

describe('receipts', () => {
  const receipt = (status: object, more: object = {}, version: number | undefined = 9) =>
    readEightByEightEvents(
      event(
        'outbound_message_status_changed',
        {
          umid: '8218',
          batchId: 'cf3c',
          clientMessageId: 'cmp_42:rcp_0007',
          clientBatchId: 'cmp_42/part_1',
          subAccountId: 'acme_hq',
          channel: 'whatsApp',
          user,
          status: { timestamp: '2026-05-01T09:00:03Z', ...status },
          ...more,
        },
        version,
      ),
    )

  test('a failure carries Meta’s number, our id and the words', () => {
    expect(
      receipt(
        {
          state: 'undelivered',
          detail: 'rejected_by_operator',
          errorCode: 1024,
          errorMessage: 'Message suppressed',
        },
        { whatsapp: { providerErrorCode: '131049', pricingCategory: 'marketing' } },
      ),
    ).toEqual([
      {
        type: 'message-status',
        number: null,
        providerMessageId: '8218',
        correlationId: 'cmp_42:rcp_0007',
        phoneNumber: '+6581234567',
        status: 'failed',
        at: Date.parse('2026-05-01T09:00:03Z'),
        error: { code: 131049, message: 'Message suppressed' },
      },
    ])
  })

  test.each([
    ['queued', undefined, 'queued'],
    ['sent', undefined, 'sent'],
    ['delivered', 'delivered_to_operator', 'sent'],
    ['delivered', 'delivered_to_recipient', 'delivered'],
    ['delivered', undefined, 'delivered'],
    ['read', undefined, 'read'],
    ['rejected', undefined, 'failed'],
    ['failed', undefined, 'failed'],
    ['undelivered', 'undelivered_to_recipient', 'failed'],
  ])('%s, %s is %s', (state, detail, status) => {
    expect(receipt({ state, ...(detail && { detail }) })).toMatchObject([{ status }])
  })

  test.each(['unknown', 'constructor', undefined])('the state %s has no effect', (state) => {
    expect(receipt({ state })).toMatchObject([{ type: 'unknown' }])
  })

  test('version 8 has no version and the number twice; a person without one stays without', () => {
    const old = { user: { msisdn: '+6581234567', channelUserId: '6581234567' } }
    expect(receipt({ state: 'read' }, old, undefined)).toMatchObject([
      { phoneNumber: '+6581234567' },
    ])
    expect(receipt({ state: 'read' }, { user: { channelUserId: 'SG.8124AbC' } })).toMatchObject([
      { phoneNumber: null },
    ])
  })

  test('the copy of what was sent, masked or not, changes nothing', () => {
    const more = { outboundContent: { template: { name: 'v' } }, meta: { redacted: true } }
    const state = { state: 'delivered', detail: 'delivered_to_recipient' }
    expect(receipt(state, more)).toEqual(receipt(state))
  })
})

describe('codes of receipts', () => {
  const all = Array.from({ length: 55 }, (_, at) => 1000 + at)

  test('are Meta’s numbers where there is one, the way back from what we tell others', () => {
    const mapped = all.flatMap((code) => {
      const meta = errorOfReceipt(code, 'No', null).code
      return meta === null ? [] : [{ code, meta }]
    })
    expect(mapped.length).toBe(38)
    for (const { code, meta } of mapped) expect(receiptCodeOf(meta)).toBe(code)
  })

  test('without a number of Meta’s say so in words, with 8x8’s own beside them', () => {
    expect(errorOfReceipt(15, 'Bad destination', null)).toEqual({
      code: null,
      message:
        'The number is wrong, or on the list of blocked numbers of the 8x8 account. (8x8 code 15)',
    })
    expect(errorOfReceipt(1041, 'Not registered', null)).toEqual({
      code: null,
      message: 'Not registered (8x8 code 1041)',
    })
    expect(errorOfReceipt(null, null, null)).toEqual({
      code: null,
      message: '8x8 gave no reason.',
    })
    for (const code of [1, 11, 15, 36, 42, 43, 46, 57, 61])
      expect(errorOfReceipt(code, null, null).message).not.toMatch(/gave no reason/)
  })
})

describe('news of templates', () => {
  const news = (eventType: string, meta: object) =>
    readEightByEightEvents({
      eventId: '0f88',
      timestamp: '2026-05-01T10:00:00.00Z',
      provider: 'WhatsApp',
      businessAccountId: '1022',
      accountId: 'acme',
      eventType,
      eventDetails: {
        templateId: 1689,
        templateName: 'visit_followup_v1',
        templateLanguage: 'en_US',
        meta,
      },
    })
  const about = {
    providerTemplateId: 'visit_followup_v1/en_US',
    name: 'visit_followup_v1',
    language: 'en_US',
  }

  test.each([
    [{ status: 'APPROVED', reason: 'NONE' }, 'APPROVED', null],
    [{ status: 'REJECTED', reason: 'INVALID_FORMAT' }, 'REJECTED', 'INVALID_FORMAT'],
    [{ status: 'FLAGGED', reason: 'NONE' }, 'FLAGGED', null],
    [
      {
        status: 'PAUSED',
        reason: 'NONE',
        otherInfo: { title: 'FIRST_PAUSE', description: 'Paused for 3 hours' },
      },
      'PAUSED',
      'Paused for 3 hours',
    ],
    [
      { status: 'DISABLED', disableInfo: { disableDate: '2026-05-02' } },
      'DISABLED',
      'Disabled on 2026-05-02.',
    ],
    [{ status: 'PENDING_DELETION', reason: 'NONE' }, 'PENDING_DELETION', null],
    [{ status: 'PENDING' }, 'PENDING', null],
  ])('a status: %j', (meta, status, reason) => {
    expect(news('template_status_update', meta)).toEqual([
      { type: 'template-status', ...about, status, reason, advice: null },
    ])
  })

  test('a quality', () => {
    const meta = { previousQualityScore: 'GREEN', newQualityScore: 'YELLOW' }
    expect(news('template_quality_update', meta)).toEqual([
      { type: 'template-quality', ...about, quality: 'YELLOW' },
    ])
    expect(news('template_quality_update', { newQualityScore: 'UNKNOWN' })).toMatchObject([
      { quality: null },
    ])
  })

  test('a category that changed, and one that is only advised', () => {
    expect(
      news('template_category_update', { previousCategory: 'UTILITY', newCategory: 'MARKETING' }),
    ).toEqual([{ type: 'template-category', ...about, category: 'MARKETING', coming: null }])
    expect(
      news('template_correct_category_detection', {
        category: 'UTILITY',
        correctCategory: 'MARKETING',
      }),
    ).toEqual([
      {
        type: 'template-category',
        ...about,
        category: 'UTILITY',
        coming: { category: 'MARKETING', at: null },
      },
    ])
  })

  test.each([
    [
      'phone_number_quality_update',
      { event: 'FLAGGED', maxDailyConversationsPerBusiness: 'TIER_2K' },
    ],
    ['account_update', { event: 'ACCOUNT_VIOLATION' }],
    ['template_status_update', {}],
    ['template_quality_update', {}],
    ['template_category_update', {}],
    ['template_correct_category_detection', { category: 'UTILITY' }],
  ])('%s %j has no effect', (eventType, meta) => {
    expect(news(eventType, meta)).toMatchObject([{ type: 'unknown' }])
  })
})

test('several in one body are read in their order', () => {
  const text = (umid: string) =>
    event('inbound_message_received', { umid, type: 'Text', content: { text: umid } }, 3)
  expect(readEightByEightEvents([text('a'), null, text('b')])).toMatchObject([
    { text: 'a' },
    { type: 'unknown' },
    { text: 'b' },
  ])
})

test('no body makes it throw', () => {
  const names = fc.constantFrom(
    'inbound_message_received',
    'outbound_message_status_changed',
    'template_status_update',
    'template_quality_update',
    'template_category_update',
    'template_correct_category_detection',
  )
  const body = fc.record({
    eventType: names,
    payload: fc.oneof(fc.object({ maxDepth: 3 }), fc.jsonValue()),
    eventDetails: fc.oneof(fc.record({ meta: fc.object() }), fc.jsonValue()),
  })
  fc.assert(
    fc.property(fc.oneof(body, fc.jsonValue()), (value) => {
      for (const { type } of readEightByEightEvents(value)) expect(type).toMatch(/\S/)
    }),
  )
})
