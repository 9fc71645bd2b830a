import { describe, expect, test } from 'vitest'
import { mergeEntry, readMessage } from './read-message.ts'

const user = { msisdn: '+6581234567' }
const template = { name: 'visit', language: 'en' }
const sending = (components: unknown[]) => ({
  user,
  type: 'template',
  content: { template: { ...template, components } },
})
const flow = (parameters: object) => ({
  user,
  type: 'interactive',
  content: {
    interactive: {
      type: 'flow',
      body: { text: 'Hi' },
      action: { parameters: { flowId: '123456789012345', flowCta: 'Start', ...parameters } },
    },
  },
})

test('a template with body values and flow data, its kinds in any case', () => {
  const read = readMessage({
    ...sending([
      {
        type: 'BODY',
        parameters: [
          { type: 'Text', text: 'Ana' },
          { type: 'text', text: '4 May' },
        ],
      },
      {
        type: 'Button',
        subType: 'FLOW',
        index: '0',
        parameters: [{ type: 'action', flowActionData: { screen: 'A', data: { ref: 1 } } }],
      },
    ]),
    type: 'Template',
    clientMessageId: 'c1',
    somethingElse: true,
  })
  expect(read).toEqual({
    ok: true,
    value: {
      phoneNumber: '+6581234567',
      clientMessageId: 'c1',
      scheduledAt: null,
      content: {
        kind: 'template',
        ...template,
        header: [],
        body: ['Ana', '4 May'],
        flow: { index: 0, screen: 'A', data: { ref: 1 } },
      },
    },
  })
})

test('a value in the header, a code to copy and a time, each as the caller spells it', () => {
  const read = readMessage({
    ...sending([
      { type: 'Header', parameters: [{ type: 'TEXT', text: '4 May' }] },
      {
        type: 'button',
        subType: 'COPY_CODE',
        index: 2,
        parameters: [{ type: 'coupon_code', couponCode: 'V25' }],
      },
    ]),
    scheduled: '2026-05-01T09:00:00+08:00',
  })
  expect(read).toMatchObject({
    ok: true,
    value: {
      scheduledAt: Date.UTC(2026, 4, 1, 1),
      content: { header: ['4 May'], body: [], code: { index: 2, text: 'V25' } },
    },
  })
})

test('an interactive flow keeps its token, and takes its payload under both names', () => {
  const read = readMessage(flow({ flowToken: 't1', flowActionData: { screen: 'A' } }))
  expect(read).toMatchObject({
    ok: true,
    value: {
      content: {
        kind: 'flow',
        publicId: '123456789012345',
        token: 't1',
        screen: 'A',
        action: 'navigate',
      },
    },
  })
})

describe('what is wrong is named, with its code', () => {
  const deep = JSON.parse('{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000))
  test.each([
    [null, 1000, undefined],
    [{}, 3001, 'user'],
    [{ user: {} }, 3002, 'user.msisdn'],
    [{ user: { msisdn: ['+65'] } }, 1002, 'user.msisdn'],
    [{ user, type: 'sms', content: {} }, 3010, 'type'],
    [{ user, type: 'text' }, 3004, 'content'],
    [{ user, type: 'text', content: {} }, 3005, 'content.text'],
    [{ user, type: 'text', content: { text: 'x'.repeat(4097) } }, 3006, 'content.text'],
    [{ user, type: 'template', content: {} }, 3030, 'content.template'],
    [
      { user, type: 'template', content: { template: { name: 'a' } } },
      3036,
      'content.template.language',
    ],
    [{ ...sending([]), clientMessageId: 'x'.repeat(51) }, 3009, 'clientMessageId'],
    [{ ...sending([]), scheduled: 'tomorrow' }, 1011, 'scheduled'],
    [{ ...sending([]), expiry: '2026-05-01T09:00:00Z' }, 1006, 'expiry'],
    [{ ...sending([]), dlrCallbackUrl: 'https://a.example' }, 3020, 'dlrCallbackUrl'],
    [{ ...sending([]), context: { umid: 'x' } }, 2001, 'context'],
    [
      flow({ flowAction: 'data_exchange' }),
      2001,
      'content.interactive.action.parameters.flowAction',
    ],
    [flow({ mode: 'draft' }), 2001, 'content.interactive.action.parameters.mode'],
    [{ ...sending([]), channels: [{ channel: 'SMS' }] }, 3022, 'channels[0].channel'],
    [
      sending([{ type: 'header', parameters: [{ type: 'image', url: 'https://a.example' }] }]),
      3042,
      'content.template.components[0].parameters[0].type',
    ],
    [sending([{ type: 'carousel' }]), 3039, 'content.template.components[0].type'],
    [sending([{ type: 'body' }, { type: 'body' }]), 3034, 'content.template.components[1]'],
    [
      sending([{ type: 'body', parameters: [{ type: 'image' }] }]),
      3042,
      'content.template.components[0].parameters[0].type',
    ],
    [
      sending([{ type: 'body', parameters: [{ type: 'text' }] }]),
      3040,
      'content.template.components[0].parameters[0].text',
    ],
    [sending([{ type: 'button', subType: 'url' }]), 3052, 'content.template.components[0].subType'],
    [
      sending([
        { type: 'button', subType: 'flow' },
        { type: 'button', subType: 'FLOW' },
      ]),
      3034,
      'content.template.components[1]',
    ],
    [
      sending([{ type: 'button', subType: 'copyCode', parameters: [{ type: 'couponCode' }] }]),
      3040,
      'content.template.components[0].parameters[0].couponCode',
    ],
    [
      sending([{ type: 'button', subType: 'flow', index: -1 }]),
      3053,
      'content.template.components[0].index',
    ],
    [flow({ flowId: 'x' }), 1000, 'content.interactive.action.parameters.flowId'],
    [
      flow({ flowActionPayload: { ref: 1 } }),
      1000,
      'content.interactive.action.parameters.flowActionPayload',
    ],
    [
      flow({ flowActionPayload: { data: {} } }),
      1000,
      'content.interactive.action.parameters.flowActionPayload.data',
    ],
    [
      flow({ flowActionPayload: { data: deep } }),
      1000,
      'content.interactive.action.parameters.flowActionPayload.data',
    ],
  ])('%#', (message, code, field) => {
    const read = readMessage(message)
    expect(read).toMatchObject({ ok: false, error: { code, ...(field && { field }) } })
    if (!read.ok && field) expect(read.error.message).toContain(field.split('.').at(-1))
  })
})

describe('a batch entry over what the batch has in common', () => {
  const common = { type: 'template', content: { template: { ...template, components: [1, 2] } } }
  test('objects merge, lists and plain values are replaced', () => {
    expect(mergeEntry(common, { user, content: { template: { components: [3] } } })).toEqual({
      type: 'template',
      user,
      content: { template: { ...template, components: [3] } },
    })
  })
  test('an entry that is no object stands alone', () => {
    expect(mergeEntry(common, 'x')).toBe('x')
    expect(mergeEntry(undefined, { user })).toEqual({ user })
  })
  test('a key named __proto__ is a key', () => {
    const merged = mergeEntry({}, JSON.parse('{"__proto__":{"type":"text"}}')) as object
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
    expect('type' in merged).toBe(false)
  })
})
