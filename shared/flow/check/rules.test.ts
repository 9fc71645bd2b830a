/** Each rule by a flow that breaks it: the code, the severity and the place. */
import { describe, expect, test } from 'vitest'
import { blankFlowText } from '../blank.ts'
import {
  flowOf,
  flowWith,
  footer,
  ifShown,
  input,
  navigateFooter,
  radio,
  screenOf,
} from '../testing.ts'
import { checkFlow } from './index.ts'

/** `severity CODE path`, one line a finding. */
const found = (text: string): string[] =>
  checkFlow(text).map(({ severity, code, path }) => `${severity} ${code} ${path}`)

const HOME = 'screens[0].layout.children'

describe('each rule reports its fault where it stands', () => {
  const two = (first: unknown[], second: unknown[], rest = {}) =>
    flowOf([screenOf('A', first), screenOf('B', second, { terminal: true, ...rest })])
  const text = (value: string) => ({ type: 'TextBody', text: value })
  const data = { city: { type: 'string', __example__: 'Lyon' } }

  test.each<[rule: string, text: string, findings: string[]]>([
    [
      'version missing',
      blankFlowText.replace('"version": "7.3",', ''),
      ['error MISSING_FLOW_JSON_VERSION '],
    ],
    [
      'version a number',
      blankFlowText.replace('"7.3"', '7.3'),
      ['error INVALID_FLOW_JSON_VERSION version'],
    ],
    [
      'version expired',
      blankFlowText.replace('7.3', '4.0'),
      ['error INVALID_FLOW_JSON_VERSION version'],
    ],
    [
      'version early',
      blankFlowText.replace('7.3', '7.4'),
      ['warning EARLY_FLOW_JSON_VERSION version'],
    ],
    [
      'unknown top-level key',
      flowWith([], {}, { screans: 1 }),
      ['error INVALID_PROPERTY_KEY screans'],
    ],
    ['no screens', '{"version":"7.3","screens":[]}', ['error MIN_ITEMS_REQUIRED screens']],
    [
      'no terminal screen',
      flowOf([screenOf('A', [text('x')])]),
      ['error MISSING_TERMINAL_SCREEN screens'],
    ],
    [
      'terminal without footer',
      flowOf([screenOf('A', [text('x')], { terminal: true })]),
      ['error MISSING_FOOTER_ON_TERMINAL_SCREEN screens[0]'],
    ],
    [
      'complete before the end',
      two([footer()], [footer()]),
      [
        'error INVALID_COMPLETE_ACTION screens[0].layout.children[0].on-click-action.name',
        'error INVALID_ROUTING_MODEL screens[1]',
      ],
    ],
    [
      'terminal footer that goes on',
      two([navigateFooter('B')], [navigateFooter('A')]),
      [
        'error INVALID_ROUTING_MODEL screens[0]',
        'error INVALID_PROPERTY_VALUE screens[1].layout.children[0].on-click-action.name',
      ],
    ],
    [
      'success off the end',
      flowOf([
        screenOf('A', [navigateFooter('B')], { success: true }),
        screenOf('B', [footer()], { terminal: true }),
      ]),
      ['error NOT_KEYWORD_SCHEMA_VALIDATION_FAILED screens[0].success'],
    ],
    [
      'only failures',
      flowWith([], { success: false }),
      ['error INVALID_PROPERTY_VALUE screens[0].success'],
    ],
    [
      'screen id with a digit',
      flowOf([screenOf('A1', [footer()], { terminal: true })]),
      ['error PATTERN_MISMATCH screens[0].id'],
    ],
    [
      'screen id reserved',
      flowOf([screenOf('SUCCESS', [footer()], { terminal: true })]),
      ['error SCREEN_ID_IS_RESERVED_KEYWORD screens[0].id'],
    ],
    [
      'screen id twice',
      flowOf([
        screenOf('A', [footer()], { terminal: true }),
        screenOf('A', [footer()], { terminal: true }),
      ]),
      ['error DUPLICATE_SCREEN_IDS screens[1].id'],
    ],
    [
      'title missing',
      flowWith([], { title: undefined }),
      ['error MISSING_REQUIRED_PROPERTY screens[0]'],
    ],
    [
      'screen key unknown',
      flowWith([], { color: 'red' }),
      ['error INVALID_PROPERTY_KEY screens[0].color'],
    ],
    [
      'field without example',
      flowWith([], { data: { a: { type: 'string' } } }),
      ['error MISSING_REQUIRED_PROPERTY screens[0].data.a'],
    ],
    [
      'example of another type',
      flowWith([], { data: { a: { type: 'number', __example__: 'x' } } }),
      ['error INVALID_SCREEN_DATA screens[0].data.a.__example__'],
    ],
    [
      'list without items',
      flowWith([], { data: { a: { type: 'array', __example__: [] } } }),
      ['error INVALID_SCREEN_DATA screens[0].data.a'],
    ],
    [
      'component without type',
      flowWith([{ text: 'x' }]),
      [`error MISSING_REQUIRED_PROPERTY ${HOME}[0]`],
    ],
    [
      'component unknown',
      flowWith([{ type: 'TextBodi', text: 'x' }]),
      [`error INVALID_PROPERTY_VALUE ${HOME}[0].type`],
    ],
    [
      'what a ChipsSelector needs',
      flowWith([{ type: 'ChipsSelector', name: 'a' }]),
      [`error MISSING_REQUIRED_PROPERTY ${HOME}[0]`, `error MISSING_REQUIRED_PROPERTY ${HOME}[0]`],
    ],
    [
      'required property missing',
      flowWith([{ type: 'TextInput', name: 'a' }]),
      [`error MISSING_REQUIRED_PROPERTY ${HOME}[0]`],
    ],
    [
      'property unknown',
      flowWith([input('a', { 'max-char': 3 })]),
      [`error INVALID_PROPERTY_KEY ${HOME}[0].max-char`],
    ],
    [
      'text a number',
      flowWith([{ type: 'TextBody', text: 5 }]),
      [`error INVALID_PROPERTY_TYPE ${HOME}[0].text`],
    ],
    ['text blank', flowWith([text(' ')]), [`error PATTERN_MISMATCH ${HOME}[0].text`]],
    [
      'label empty',
      flowWith([input('a', { label: '' })]),
      [`error MIN_CHARS_REQUIRED ${HOME}[0].label`],
    ],
    [
      'boolean as text',
      flowWith([input('a', { required: 'true' })]),
      [`error PATTERN_MISMATCH ${HOME}[0].required`],
    ],
    [
      'number as text',
      flowWith([input('a', { 'max-chars': '20' })]),
      [`error PATTERN_MISMATCH ${HOME}[0].max-chars`],
    ],
    [
      'word not in the list',
      flowWith([input('a', { 'input-type': 'date' })]),
      [`error INVALID_ENUM_VALUE ${HOME}[0].input-type`],
    ],
    [
      'number out of range',
      flowWith([{ ...radio('a', ['x', 'y']), type: 'CheckboxGroup', 'max-selected-items': 1 }]),
      [`error MINIMUM_VALUE_REQUIRED ${HOME}[0].max-selected-items`],
    ],
    [
      'min above max',
      flowWith([input('a', { 'min-chars': 9, 'max-chars': 3 })]),
      [`error MIN_VALUE_GREATER_THAN_MAX ${HOME}[0].min-chars`],
    ],
    [
      'pattern without helper',
      flowWith([input('a', { pattern: '^x' })]),
      [`error MISSING_REQUIRED_PROPERTY ${HOME}[0].pattern`],
    ],
    [
      'pattern broken',
      flowWith([input('a', { pattern: '(', 'helper-text': 'x' })]),
      [`error INVALID_PROPERTY_VALUE_FORMAT ${HOME}[0].pattern`],
    ],
    [
      'property of a later version',
      flowWith([input('a', { 'label-variant': 'large' })], {}, { version: '6.3' }),
      [`error INVALID_PROPERTY_KEY ${HOME}[0].label-variant`],
    ],
    [
      'init-value inside a Form',
      flowWith([
        {
          type: 'Form',
          name: 'f',
          children: [input('a', { 'init-value': 'x' }), footer({ a: '${form.a}' })],
        },
      ]),
      [`error INVALID_PROPERTY_KEY ${HOME}[0].children[0].init-value`],
    ],
    [
      'init-values of nobody',
      flowWith([
        {
          type: 'Form',
          name: 'f',
          'init-values': { b: 'x' },
          children: [input('a'), footer({ a: '${form.a}' })],
        },
      ]),
      [`error INVALID_PROPERTY_VALUE ${HOME}[0].init-values.b`],
    ],
    [
      'input beside a Form',
      flowWith([{ type: 'Form', name: 'f', children: [] }, input('a')]),
      [`error COMPONENTS_OUTSIDE_FORM ${HOME}[1]`],
    ],
    [
      'Form in an If',
      flowWith([
        input('a'),
        ifShown("${form.a} == 'x'", [{ type: 'Form', name: 'f', children: [] }]),
      ]),
      [
        `error COMPONENTS_OUTSIDE_FORM ${HOME}[0]`,
        `error INVALID_PROPERTY_VALUE ${HOME}[1].then[0]`,
      ],
    ],
    [
      'names twice, over branches',
      flowWith([input('a'), ifShown("${form.a} == 'x'", [input('a')])]),
      [`error DUPLICATE_FORM_COMPONENT_NAMES ${HOME}[1].then[0].name`],
    ],
    [
      'sensitive names nobody',
      flowWith([input('a')], { sensitive: ['b'] }),
      ['error INVALID_SENSITIVE_FIELD screens[0].sensitive[0]'],
    ],
    [
      'two footers',
      flowWith([footer(), footer()]),
      [`error COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN ${HOME}[1]`],
    ],
    [
      'three links',
      flowWith(
        Array.from({ length: 3 }, () => ({
          type: 'EmbeddedLink',
          text: 'x',
          'on-click-action': { name: 'open_url', url: 'https://example.com' },
        })),
      ),
      [`error COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN ${HOME}[2]`],
    ],
    [
      'over 50 components',
      flowWith(Array.from({ length: 50 }, () => text('x'))),
      ['warning MANY_COMPONENTS_ON_SCREEN screens[0]'],
    ],
    [
      'over 100 components',
      flowWith(Array.from({ length: 100 }, () => text('x'))),
      ['error MAX_ALLOWED_COMPONENTS_PER_SCREEN screens[0]'],
    ],
    [
      'footer in one branch only',
      flowWith([
        input('a'),
        ifShown("${form.a} == 'x'", [footer({ a: '${form.a}' })], [text('x')]),
      ]),
      [`error MISSING_FOOTER_IN_IF_ELSE_BRANCHES ${HOME}[1]`],
    ],
    [
      'empty then',
      flowWith([input('a'), ifShown("${form.a} == 'x'", [])]),
      [`error INVALID_PROPERTY_VALUE ${HOME}[1].then`],
    ],
    [
      'captions alone',
      flowWith([{ ...footer(), 'left-caption': 'x' }]),
      [`error INVALID_DEPENDENCIES ${HOME}[0].left-caption`],
    ],
    [
      'captions on all sides',
      flowWith([{ ...footer(), 'left-caption': 'x', 'right-caption': 'x', 'center-caption': 'x' }]),
      [`error NOT_KEYWORD_SCHEMA_VALIDATION_FAILED ${HOME}[0].center-caption`],
    ],
    [
      'link that completes',
      flowWith([
        { type: 'EmbeddedLink', text: 'x', 'on-click-action': { name: 'complete', payload: {} } },
      ]),
      [`error INVALID_ENUM_VALUE ${HOME}[0].on-click-action.name`],
    ],
    [
      'script address',
      flowWith([
        {
          type: 'EmbeddedLink',
          text: 'x',
          'on-click-action': { name: 'open_url', url: 'javascript:alert(1)' },
        },
      ]),
      [`error INVALID_PROPERTY_VALUE_FORMAT ${HOME}[0].on-click-action.url`],
    ],
    [
      'data_exchange without endpoint',
      flowWith([{ type: 'EmbeddedLink', text: 'x', 'on-click-action': { name: 'data_exchange' } }]),
      [`error MISSING_REQUIRED_PROPERTY ${HOME}[0].on-click-action.name`],
    ],
    [
      'option ids twice',
      flowWith([radio('a', ['x', 'x'])]),
      [`error DUPLICATE_OPTION_IDS ${HOME}[0].data-source[1].id`],
    ],
    [
      'option with image and colour',
      flowWith([
        radio('a', [], {
          'data-source': [
            { id: 'a', title: 'A', image: 'iVBORw0KGgo=' },
            { id: 'b', title: 'B', color: '#112233' },
          ],
        }),
      ]),
      [`error DATA_SOURCE_ITEMS_HAVE_BOTH_IMAGE_AND_COLOR ${HOME}[0].data-source[1].color`],
    ],
    [
      'no such day',
      flowWith([{ type: 'DatePicker', name: 'd', label: 'D', 'min-date': '2026-02-30' }]),
      [`error INVALID_DATE_RANGE ${HOME}[0].min-date`],
    ],
    [
      'days out of order',
      flowWith([
        {
          type: 'DatePicker',
          name: 'd',
          label: 'D',
          'min-date': '2026-03-01',
          'max-date': '2026-02-01',
        },
      ]),
      [`error INVALID_DATE_RANGE ${HOME}[0].max-date`],
    ],
    [
      'navigate to nobody',
      two([navigateFooter('C')], [footer()]),
      [
        'error INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME screens[0].layout.children[0].on-click-action.next.name',
        'error INVALID_ROUTING_MODEL screens[1]',
      ],
    ],
    [
      'navigate to itself',
      two(
        [
          navigateFooter('A'),
          {
            type: 'EmbeddedLink',
            text: 'x',
            'on-click-action': { name: 'navigate', next: { type: 'screen', name: 'B' } },
          },
        ],
        [footer()],
      ),
      [
        'error INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME screens[0].layout.children[0].on-click-action.next.name',
      ],
    ],
    [
      'payload absent',
      two([navigateFooter('B')], [footer()], { data }),
      [
        'error MISSING_NAVIGATION_ACTION_PAYLOAD screens[0].layout.children[0].on-click-action.name',
      ],
    ],
    [
      'payload with more',
      two([navigateFooter('B', { city: 'x', town: 'y' })], [footer()], { data }),
      [
        'error INVALID_NAVIGATE_ACTION_PAYLOAD screens[0].layout.children[0].on-click-action.payload.town',
      ],
    ],
    [
      'payload with less',
      two([navigateFooter('B', {})], [footer()], { data }),
      [
        'error INVALID_NAVIGATE_ACTION_PAYLOAD screens[0].layout.children[0].on-click-action.payload',
      ],
    ],
    [
      'payload to no model',
      two([navigateFooter('B', { city: 'x' })], [footer()]),
      [
        'error INVALID_NAVIGATE_ACTION_PAYLOAD screens[0].layout.children[0].on-click-action.payload.city',
      ],
    ],
    [
      'payload literal of another type',
      two([navigateFooter('B', { city: 5 })], [footer()], { data }),
      [
        'error INVALID_NAVIGATE_ACTION_STATIC_DATA screens[0].layout.children[0].on-click-action.payload.city',
      ],
    ],
    [
      'payload binding of another type',
      two(
        [input('n', { 'input-type': 'number' }), navigateFooter('B', { city: '${form.n}' })],
        [footer()],
        { data },
      ),
      [
        'error INVALID_NAVIGATE_ACTION_PAYLOAD screens[0].layout.children[1].on-click-action.payload.city',
      ],
    ],
    [
      'payload binding to nobody',
      flowWith([footer({ a: '${form.a}', b: '${data.b}', c: '${screen.X.form.a}' })]),
      ['a', 'b', 'c'].map(
        (key) => `error INVALID_ON_CLICK_ACTION_PAYLOAD ${HOME}[0].on-click-action.payload.${key}`,
      ),
    ],
    [
      'payload expression to nobody',
      flowWith([footer({ a: "`'x' ${form.a}`" })]),
      [`error INVALID_ACTION_PAYLOAD_PROPERTY ${HOME}[0].on-click-action.payload.a`],
    ],
    [
      'the Form bound',
      flowWith([{ type: 'Form', name: 'f', children: [] }, footer({ a: '${form.f}' })]),
      [`error INVALID_ON_CLICK_ACTION_PAYLOAD ${HOME}[1].on-click-action.payload.a`],
    ],
    [
      'property bound to nobody',
      flowWith([text('${data.x}')]),
      [`error INVALID_SCREEN_DYNAMIC_DATA ${HOME}[0].text`],
    ],
    [
      'property bound to another type',
      flowWith([input('a'), { ...text('x'), visible: '${form.a}' }]),
      [`error INVALID_SCREEN_DYNAMIC_DATA ${HOME}[1].visible`],
    ],
    [
      'own screen named in full',
      flowWith([input('a'), text('${screen.ONLY.form.a}')]),
      [`error INVALID_SCREEN_DYNAMIC_DATA ${HOME}[1].text`],
    ],
    [
      'through a list',
      flowWith([text('${data.l.x}')], {
        data: { l: { type: 'array', items: { type: 'string' }, __example__: ['x'] } },
      }),
      [`error INVALID_SCREEN_DYNAMIC_DATA ${HOME}[0].text`],
    ],
    [
      'binding inside text',
      flowWith([input('a'), text('Hi ${form.a}')]),
      [`warning BINDING_IN_TEXT ${HOME}[1].text`],
    ],
    [
      'bindings side by side',
      flowWith([input('a'), text('${form.a}${form.a}')]),
      [`error INVALID_SCREEN_DYNAMIC_DATA ${HOME}[1].text`],
    ],
    [
      'binding as a line',
      flowWith([input('a'), { type: 'TextBody', text: ['x', '${form.a}'] }]),
      [`error INVALID_TEXT_DYNAMIC_DATA ${HOME}[1].text[1]`],
    ],
    [
      'expression with + on texts',
      flowWith([text("`'a' + 'b'`")]),
      [`error INVALID_PROPERTY_VALUE ${HOME}[0].text`],
    ],
    [
      'options bound to a list without ids',
      flowWith([radio('a', [], { 'data-source': '${data.l}' })], {
        data: {
          l: {
            type: 'array',
            items: { type: 'object', properties: { id: { type: 'string' } } },
            __example__: [{ id: 'x' }],
          },
        },
      }),
      [`error INVALID_SCREEN_DYNAMIC_DATA ${HOME}[0].data-source`],
    ],
    [
      'update of nothing',
      flowWith([
        radio('a', ['x'], { 'on-select-action': { name: 'update_data', payload: { b: 1 } } }),
      ]),
      [`error INVALID_UPDATE_DATA_ACTION_PAYLOAD ${HOME}[0].on-select-action.payload.b`],
    ],
    [
      'route to nobody',
      flowWith([], {}, { routing_model: { ONLY: ['X'] } }),
      ['error INVALID_ROUTING_MODEL routing_model.ONLY[0]'],
    ],
    [
      'route both ways',
      flowOf(
        [screenOf('A', [navigateFooter('B')]), screenOf('B', [footer()], { terminal: true })],
        { routing_model: { A: ['B'], B: ['A'] } },
      ),
      [
        'error INVALID_ROUTING_MODEL routing_model',
        'error INVALID_ROUTING_MODEL routing_model.B[0]',
      ],
    ],
    [
      'navigate off the routes',
      flowOf(
        [
          screenOf('A', [navigateFooter('C')]),
          screenOf('B', [navigateFooter('C')]),
          screenOf('C', [footer()], { terminal: true }),
        ],
        { routing_model: { A: ['B'], B: ['C'] } },
      ),
      ['error INVALID_ROUTING_MODEL screens[0].layout.children[0].on-click-action.next.name'],
    ],
    [
      'endpoint without routes',
      flowWith([], {}, { data_api_version: '3.0' }),
      ['error MISSING_REQUIRED_PROPERTY data_api_version'],
    ],
    [
      'text longer than shown',
      flowWith([{ type: 'TextHeading', text: 'x'.repeat(81) }]),
      [`warning TEXT_TOO_LONG ${HOME}[0].text`],
    ],
    [
      'large label has more room',
      flowWith([input('a', { label: 'x'.repeat(100), 'label-variant': 'large' })]),
      [],
    ],
    [
      'field never sent',
      flowWith([input('a'), footer()]),
      [`info FIELD_NEVER_SENT ${HOME}[0].name`],
    ],
    [
      'required but hidden',
      flowWith([input('a', { required: true, visible: false })]),
      [`warning REQUIRED_BUT_UNUSABLE ${HOME}[0].visible`],
    ],
    [
      'image address',
      flowWith([{ type: 'Image', src: 'https://example.com/a.png', 'alt-text': 'A' }]),
      [`warning IMAGE_NOT_BASE64 ${HOME}[0].src`],
    ],
  ])('%s', (_, written, findings) => {
    expect(found(written)).toEqual(findings)
  })

  test('Ifs nest three deep, not four', () => {
    const nest = (depth: number): Record<string, unknown> =>
      ifShown("${form.a} == 'x'", [depth === 1 ? text('x') : nest(depth - 1)])
    expect(found(flowWith([input('a'), nest(3)]))).toEqual([])
    expect(found(flowWith([input('a'), nest(4)]))).toEqual([
      `error MAXIMUM_IF_NESTING ${HOME}[1].then[0].then[0].then[0]`,
    ])
  })

  test('key sets are advice from 6.0 to 7.2, since phones of those versions do not compare them', () => {
    const at = (version: string) =>
      flowOf(
        [
          screenOf('A', [navigateFooter('B', {})]),
          screenOf('B', [footer()], { terminal: true, data }),
        ],
        { version },
      )
    expect(checkFlow(at('7.2')).map((it) => it.severity)).toEqual(['warning'])
    expect(checkFlow(at('7.3')).map((it) => it.severity)).toEqual(['error'])
    expect(checkFlow(at('5.1')).map((it) => it.severity)).toEqual(['error'])
  })
})
