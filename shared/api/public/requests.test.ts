import { describe, expect, test } from 'vitest'
import { CreateFlow, FlowsQuery, UpdateFlow } from './flows.ts'
import { readTemplate, templateRow } from './read-template.ts'
import { refusalOf } from './refusal.ts'
import { ResponsesQuery } from './responses.ts'
import { CreateTemplate } from './templates.ts'

const why = (read: { success: boolean; error?: Parameters<typeof refusalOf>[0] | undefined }) =>
  read.error ? refusalOf(read.error).message : null
const flow = { name: 'Visit', categories: ['SURVEY'] }

describe('a flow', () => {
  test('needs name and categories only, and ignores what it does not know', () => {
    expect(
      CreateFlow.parse({ ...flow, categories: ['SURVEY', 'SURVEY'], other: 1, cloneFlowId: null }),
    ).toEqual({
      ...flow,
      cloneFlowId: null,
    })
  })
  test.each([
    [{ name: undefined }, 'name: is required'],
    [{ name: ' ' }, 'name: Give the flow a name.'],
    [{ name: 'x'.repeat(201) }, 'name: At most 200 characters.'],
    [{ name: 'a\u0000b' }, 'name: must not hold control characters'],
    [{ categories: undefined }, 'categories: is required'],
    [{ categories: [] }, 'categories must name at least one'],
    [{ categories: 'SURVEY' }, 'categories must be a list'],
    [{ categories: ['POLL'] }, 'categories[0]: must be one of SIGN_UP'],
    [{ flowJson: {} }, 'flowJson must be a string'],
    [{ flowJson: null }, 'flowJson must be a string'],
    [{ flowJson: '\ud800' }, 'flowJson holds half of a surrogate pair'],
    [{ cloneFlowId: ['1'] }, 'cloneFlowId: Invalid flowId'],
    [{ endPointUri: 'http://a.example' }, 'endPointUri: The address of an endpoint begins with'],
    [{ endPointUri: ['https://a.example'] }, 'endPointUri'],
  ])('%j is refused', (change, words) => {
    expect(why(CreateFlow.safeParse({ ...flow, ...change }))).toContain(words)
  })
  test('an update changes something', () => {
    expect(why(UpdateFlow.safeParse({ other: 1 }))).toContain('at least one')
    expect(UpdateFlow.safeParse({ flowJson: '' }).success).toBe(true)
  })
})

describe('a page', () => {
  test('is 100 long unless said otherwise', () => {
    expect(FlowsQuery.parse({})).toEqual({ limit: 100 })
    expect(FlowsQuery.parse({ limit: '1000' })).toEqual({ limit: 1000 })
  })
  test.each(['-1', '0', '1001', '1000000000', '1.5', 'x', '', 'NaN', 'Infinity'])(
    'is not %j long',
    (limit) => {
      expect(why(FlowsQuery.safeParse({ limit }))).toContain('limit')
    },
  )
})

describe('a range of time', () => {
  test.each([
    ['2026-05-01', '2026-05-01T00:00:00.000Z'],
    ['2026-05-01T09:00:00Z', '2026-05-01T09:00:00.000Z'],
    ['2026-05-01T09:00:00', '2026-05-01T09:00:00.000Z'],
    ['2026-05-01T09:00:00.123456+08:00', '2026-05-01T01:00:00.123Z'],
    ['2026-05-01T09:00:00 08:00', '2026-05-01T01:00:00.000Z'],
  ])('%s', (from, at) => {
    expect(new Date(ResponsesQuery.parse({ from }).from!).toISOString()).toBe(at)
  })
  test.each(['', 'yesterday', '2026-02-30', '2026-13-01', '1777777777', '2026-05-01T25:00:00Z'])(
    'not %j',
    (from) => {
      expect(why(ResponsesQuery.safeParse({ from }))).toContain('from: must be a time in ISO 8601')
    },
  )
  test('does not end before it begins', () => {
    expect(why(ResponsesQuery.safeParse({ from: '2026-05-02', to: '2026-05-01' }))).toBe(
      'to: must not lie before from',
    )
  })
})

const button = { type: 'FLOW', text: 'Go', flowId: '1234567890123456' }
const template = {
  name: 'visit',
  language: 'en_US',
  category: 'utility',
  components: [
    { type: 'body', text: 'Hello {{1}}, hi.', examples: ['Ana'] },
    { type: 'FOOTER', text: 'Bye' },
    { type: 'BUTTONS', buttons: [{ ...button, flowAction: 'NAVIGATE', navigateScreen: 'A' }] },
  ],
}
const read = (change: object) => readTemplate(CreateTemplate.parse({ ...template, ...change }))

describe('a template', () => {
  test('becomes its parts, and a row again', () => {
    const parts = read({})
    expect(parts).toMatchObject({
      ok: true,
      value: {
        parts: {
          category: 'UTILITY',
          body: 'Hello {{1}}, hi.',
          samples: ['Ana'],
          footer: 'Bye',
          buttonLabel: 'Go',
          publicId: button.flowId,
          navigateScreen: 'A',
        },
      },
    })
    if (!parts.ok) return
    const { navigateScreen, ...value } = parts.value.parts
    const row = templateRow({
      ...value,
      id: 't',
      channelId: 'c',
      channelName: 'Main',
      status: 'PENDING',
      reason: null,
      footer: 'Bye',
      buttonLabel: 'Go',
      publicId: button.flowId,
      advice: null,
      quality: null,
      comingCategory: null,
      header: 'Visit {{2}}',
      headerMedia: null,
      samples: ['Ana', '4 May'],
      buttons: [
        { type: 'QUICK_REPLY', label: 'Fine' },
        { type: 'COPY_CODE', code: 'V25' },
      ],
      flowAt: 1,
      flowName: null,
      flowClosed: false,
      createdAt: 0,
      updatedAt: 0,
      navigateScreen,
    })
    expect(row.components).toEqual([
      {
        type: 'HEADER',
        format: 'TEXT',
        text: 'Visit {{1}}',
        example: { headerText: ['4 May'] },
      },
      { type: 'BODY', text: 'Hello {{1}}, hi.', example: { bodyText: ['Ana'] } },
      { type: 'FOOTER', text: 'Bye' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Fine' },
          { ...button, flowAction: 'navigate', navigateScreen: 'A' },
          { type: 'COPY_CODE', example: 'V25' },
        ],
      },
    ])
    expect([row.languageName, row.categoryName, row.statusName]).toEqual([
      'English (United States)',
      'Utility',
      'Pending',
    ])
  })
  test('has every kind of button in its order, and variables of its own in the header', () => {
    const quick = { type: 'quick_reply', text: 'Fine' }
    const parts = read({
      components: [
        { type: 'HEADER', format: 'Text', text: 'Visit on {{1}}', examples: ['4 May'] },
        template.components[0],
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'URL', text: 'Map', url: 'https://example.com/map' },
            { ...button, type: 'flow' },
            { type: 'PHONE_NUMBER', text: 'Call', phoneNumber: '+33123456789' },
            { type: 'COPY_CODE', example: ['V25'] },
            quick,
          ],
        },
      ],
    })
    if (!parts.ok) throw new Error(parts.error.message)
    expect(parts.value.parts).toMatchObject({
      header: 'Visit on {{1}}',
      body: 'Hello {{2}}, hi.',
      samples: ['4 May', 'Ana'],
      flowAt: 1,
      buttons: [
        { type: 'URL', label: 'Map', url: 'https://example.com/map' },
        { type: 'PHONE_NUMBER', label: 'Call', phoneNumber: '+33123456789' },
        { type: 'COPY_CODE', code: 'V25' },
        { type: 'QUICK_REPLY', label: 'Fine' },
      ],
    })
    const { placeOf } = parts.value
    expect(
      ['samples.1', 'buttons.0.url', 'buttons.1.phoneNumber', 'buttons.2.code', 'publicId'].map(
        placeOf,
      ),
    ).toEqual([
      'components[1].examples[0]',
      'components[2].buttons[0].url',
      'components[2].buttons[2].phoneNumber',
      'components[2].buttons[3].example',
      'components[2].buttons[1].flowId',
    ])
  })
  const [body, footer] = template.components
  test.each([
    [
      { components: [body, { type: 'HEADER', format: 'Image' }] },
      3039,
      'not supported yet: HEADER of format Image',
    ],
    [
      {
        components: [body, { type: 'BUTTONS', buttons: [button, { type: 'URL', text: 'x' }] }],
      },
      3046,
      'buttons[1].url: is required',
    ],
    [
      { components: [body, { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE' }] }] },
      3049,
      'buttons[0].example: is required',
    ],
    [{ components: [body, { type: 'BUTTONS', buttons: [] }] }, 3034, 'must hold a button'],
    [{ components: [body, { type: 'HEADER', text: 'x'.repeat(61) }] }, 3006, '60 characters'],
    [
      { components: [body, { type: 'BUTTONS', buttons: [button, button] }] },
      3034,
      'one FLOW button',
    ],
    [
      {
        components: [
          body,
          { type: 'BUTTONS', buttons: [{ ...button, flowAction: 'data_exchange' }] },
        ],
      },
      3049,
      'not supported yet',
    ],
    [
      { components: [body, { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Go' }] }] },
      3049,
      'flowId: is required',
    ],
    [{ components: [footer] }, 3034, 'BODY'],
    [{ components: [body, body] }, 3034, 'one BODY'],
    [{ components: [body, { type: 'FOOTER', text: 'x'.repeat(61) }] }, 3006, '60 characters'],
    [{ category: 'AUTHENTICATION' }, 1000, 'not supported yet'],
  ])('refused: %#', (change, code, words) => {
    const refused = read(change)
    expect(refused).toMatchObject({ ok: false, error: { code } })
    if (!refused.ok) expect(refused.error.message).toContain(words)
  })
})
