import { describe, expect, test } from 'vitest'
import type { OutboundContent } from './channel.ts'
import { messagePayload, templatePayload } from './eight-by-eight-payloads.ts'
import { findingsIn } from './provider-findings.ts'

const sent = (content: OutboundContent, sendsGuideFields = false) =>
  messagePayload(
    { id: 'm1', correlationId: 'cmp_42:rcp_0007', phoneNumber: '+6581234567', content },
    { sendsGuideFields },
  )

describe('a template to be approved', () => {
  test('has flat samples, each part counted from {{1}}, and its buttons in 8x8’s words', () => {
    expect(
      templatePayload({
        name: 'visit_followup_v1',
        language: 'en_US',
        category: 'UTILITY',
        header: 'Visit on {{2}}',
        body: 'Hello {{1}}, come to {{3}} on {{2}}.',
        samples: ['Ana', '4 May', 'the clinic'],
        footer: 'Reply STOP to opt out',
        buttons: [
          { type: 'FLOW', label: 'Change it', providerFlowId: '866', navigateScreen: 'DETAILS' },
          { type: 'URL', label: 'See it', url: 'https://example.com' },
          { type: 'PHONE_NUMBER', label: 'Call us', phoneNumber: '+33123456789' },
          { type: 'COPY_CODE', code: 'V25' },
          { type: 'QUICK_REPLY', label: 'All good' },
        ],
      }),
    ).toEqual({
      name: 'visit_followup_v1',
      language: 'en_US',
      category: 'UTILITY',
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Visit on {{1}}', examples: ['4 May'] },
        {
          type: 'BODY',
          text: 'Hello {{1}}, come to {{2}} on {{3}}.',
          examples: ['Ana', 'the clinic', '4 May'],
        },
        { type: 'FOOTER', text: 'Reply STOP to opt out' },
        {
          type: 'BUTTONS',
          buttons: [
            {
              type: 'FLOW',
              text: 'Change it',
              flowId: '866',
              flowAction: 'navigate',
              navigateScreen: 'DETAILS',
            },
            { type: 'URL', text: 'See it', url: 'https://example.com' },
            { type: 'PHONE_NUMBER', text: 'Call us', phoneNumber: '+33123456789' },
            { type: 'COPY_CODE', example: ['V25'], examples: ['V25'] },
            { type: 'QUICK_REPLY', text: 'All good' },
          ],
        },
      ],
    })
  })
})

describe('a message', () => {
  test('of a template names its Flow button even where there is nothing to say, and never our token', () => {
    const payload = sent({
      kind: 'template',
      name: 'visit',
      language: 'en_US',
      values: ['Ana', '4 May'],
      headerValue: '4 May',
      bodyValues: ['Ana'],
      flow: { token: 'ft_secret' },
      code: { index: 1, text: 'V25' },
    })
    expect(payload).toEqual({
      user: { msisdn: '+6581234567' },
      clientMessageId: 'cmp_42:rcp_0007',
      type: 'template',
      content: {
        template: {
          name: 'visit',
          language: 'en_US',
          components: [
            { type: 'header', parameters: [{ type: 'text', text: '4 May' }] },
            { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] },
            { type: 'button', subType: 'flow', index: 0, parameters: [{ type: 'action' }] },
            {
              type: 'button',
              subType: 'copyCode',
              index: 1,
              parameters: [{ type: 'couponCode', couponCode: 'V25' }],
            },
          ],
        },
      },
    })
    expect(JSON.stringify(payload)).not.toContain('ft_secret')
  })

  test('of a template carries data for the first screen, never an empty object', () => {
    const action = (flow: object) =>
      JSON.stringify(
        sent({
          kind: 'template',
          name: 'visit',
          language: 'en_US',
          values: [],
          flow: { token: 't', index: 2, ...flow },
        }),
      )
    expect(action({ screen: 'DETAILS', data: { ref: 'r1' } })).toContain(
      '"index":2,"parameters":[{"type":"action","flowActionData":{"screen":"DETAILS","data":{"ref":"r1"}}}]',
    )
    expect(action({ screen: 'DETAILS', data: {} })).toContain('"parameters":[{"type":"action"}]')
  })

  test('with a flow keeps to the API description; what only the guide has is a setting', () => {
    const flow = {
      kind: 'flow',
      header: 'One question',
      body: 'Tell us how it went.',
      footer: 'Takes a minute',
      button: 'Start',
      providerFlowId: '866',
      token: 'ft_1',
      action: 'navigate',
      screen: 'RATING',
      data: { ref: 't_991' },
    } as const
    const parameters = {
      flowId: '866',
      flowCta: 'Start',
      flowAction: 'navigate',
      flowActionPayload: { screen: 'RATING', data: { ref: 't_991' } },
    }
    const payload = (extra: object) => ({
      user: { msisdn: '+6581234567' },
      clientMessageId: 'cmp_42:rcp_0007',
      type: 'interactive',
      content: {
        interactive: {
          type: 'flow',
          header: { type: 'text', text: 'One question' },
          body: { text: 'Tell us how it went.' },
          footer: { text: 'Takes a minute' },
          action: { parameters: { ...parameters, ...extra } },
        },
      },
    })
    expect(sent(flow)).toEqual(payload({}))
    expect(sent(flow, true)).toEqual(
      payload({ flowToken: 'ft_1', mode: 'published', flowMessageVersion: '3' }),
    )
    expect(JSON.stringify(sent({ ...flow, action: 'data_exchange' }))).not.toContain('Payload')
  })

  test('of text is text', () => {
    expect(sent({ kind: 'text', text: 'Hi' })).toMatchObject({
      type: 'text',
      content: { text: 'Hi' },
    })
  })
})

test('findings are read in both spellings, and odd ones do no harm', () => {
  const found = { code: 'INVALID_PROPERTY_VALUE', message: 'No', path: 'screens[0].id' }
  const camel = { lineStart: 3, lineEnd: 3, columnStart: 8, columnEnd: 12 }
  const snake = { line_start: 3, line_end: 3, column_start: 8, column_end: 12 }
  const error = { error: found.code, message: found.message }
  const pointer = { path: found.path }
  expect(findingsIn([{ ...error, ...camel, pointers: [pointer] }])).toEqual([
    { ...found, ...camel },
  ])
  expect(findingsIn([{ ...error, pointers: [{ ...pointer, ...snake }] }])).toEqual([
    { ...found, ...camel },
  ])
  expect(findingsIn([null, 'text', { pointers: 'no' }])).toEqual([
    {
      code: 'UNKNOWN',
      message: '',
      path: '',
      lineStart: 0,
      lineEnd: 0,
      columnStart: 0,
      columnEnd: 0,
    },
  ])
})
