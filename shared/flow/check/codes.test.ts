/** Every code of the platform: given by a flow that deserves it, at its range, or listed with the reason why not. */
import { describe, expect, test } from 'vitest'
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
import {
  checkFlow,
  EMITTED_CODES,
  OTHER_CODES,
  OWN_CODES,
  type OwnCode,
  type PlatformCode,
  rules,
} from './index.ts'

/** The codes of reference §7.3, in its order. */
const PLATFORM_CODES = `
INVALID_FLOW_JSON MISSING_FLOW_JSON_VERSION INVALID_FLOW_JSON_VERSION UNSUPPORTED_FLOW_JSON_VERSION
UNAVAILABLE_FLOW_JSON_VERSION INVALID_FLOW_JSON_VERSION_STATE NO_SUPPORTED_DATA_API_VERSION
INVALID_DATA_API_VERSION NO_SCHEMA_FOUND INVALID_SCHEMA INVALID_ONE_OF_SCHEMA INVALID_PROPERTY_KEY
INVALID_PROPERTY_VALUE INVALID_PROPERTY_TYPE INVALID_PROPERTY_VALUE_FORMAT INVALID_TYPE_PROPERTY_VALUE
MISSING_REQUIRED_TYPE_PROPERTY MISSING_REQUIRED_PROPERTY MIN_ITEMS_REQUIRED MIN_CHARS_REQUIRED
MAX_ITEMS_REQUIRED MINIMUM_VALUE_REQUIRED MAXIMUM_VALUE_REQUIRED PATTERN_MISMATCH
PROPERTY_NAME_MISMATCH INVALID_ENUM_VALUE INVALID_DEPENDENCIES NOT_KEYWORD_SCHEMA_VALIDATION_FAILED
ONE_OF_SCHEMA_VALIDATION_FAILED KEYWORD_ONE_OF INVALID_ROUTING_MODEL INVALID_ON_CLICK_ACTION_PAYLOAD
INVALID_ACTION_PAYLOAD_PROPERTY INVALID_COMPLETE_ACTION INVALID_NAVIGATE_ACTION_PAYLOAD
MISSING_NAVIGATION_ACTION_PAYLOAD INVALID_NAVIGATE_ACTION_STATIC_DATA
INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME INVALID_UPDATE_DATA_ACTION_PAYLOAD INVALID_SCREEN_DATA
INVALID_SCREEN_DYNAMIC_DATA INVALID_TEXT_DYNAMIC_DATA INVALID_SENSITIVE_FIELD MAX_SCREENS_NUMBER
MAX_ALLOWED_COMPONENTS_PER_SCREEN COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN MAX_FOOTER_PER_SCREEN
MAX_EMBEDDED_LINK_PER_SCREEN MAX_IMAGE_PER_SCREEN MAX_OPT_IN_PER_SCREEN MORE_THAN_ONE_FOOTER
MIN_VALUE_GREATER_THAN_MAX DUPLICATE_FORM_COMPONENT_NAMES DUPLICATE_SCREEN_IDS
SCREEN_ID_IS_RESERVED_KEYWORD MISSING_TERMINAL_SCREEN MISSING_FOOTER_ON_TERMINAL_SCREEN
COMPONENTS_OUTSIDE_FORM MISSING_FOOTER_IN_IF_ELSE_BRANCHES MISSING_FOOTER_IN_SWITCH_BRANCHES
MAXIMUM_IF_NESTING EMPTY_SWITCH_CASES NATIVE_COMPONENT_IN_FORM_INIT_VALUES
DATA_SOURCE_ITEMS_HAVE_BOTH_IMAGE_AND_COLOR INVALID_RICHTEXT_PLACEMENT INVALID_COMPONENT_PLACEMENT
INVALID_DATE_RANGE INVALID_DATE_SINGLE_INIT_VALUE_FORMAT INVALID_MIN_MAX_DAYS INVALID_TYPE
MISSING_CALENDAR_PICKER_RANGE_MODE_PROP UNEXPECTED_CALENDAR_PICKER_RANGE_MODE_PROP
INVALID_PROPERTY_NAME_FOR_CONDITION INVALID_PROPERTY_VALUE_FOR_CONDITION
DUPLICATE_PROPETY_FOR_CONDITION MISSING_CART_LAYOUT
`
  .trim()
  .split(/\s+/)

const HOME = 'screens[0].layout.children'
const data = (type: string, example: unknown, rest = {}) => ({
  type,
  __example__: example,
  ...rest,
})
const select = (name: string, payload?: unknown) => ({ name, ...(payload ? { payload } : {}) })
const range = { 'start-date': 'From', 'end-date': 'To' }
const calendar = (rest = {}) => ({ type: 'CalendarPicker', name: 'stay', label: 'Stay', ...rest })
const two = (first: unknown[], second: object = {}, document: object = {}) =>
  flowOf(
    [screenOf('A', first), screenOf('B', [footer()], { terminal: true, ...second })],
    document as Record<string, unknown>,
  )
const row = (id: string, rest = {}) => ({ id, 'main-content': { title: id }, ...rest })
const list = (rows: unknown[], rest = {}) => ({
  type: 'NavigationList',
  name: 'menu',
  'list-items': rows,
  ...rest,
})
const toB = { name: 'navigate', next: { type: 'screen', name: 'B' } }

/** A flow, the text that the finding marks, and its path. */
type Case = [text: string, marked: string, path: string]

const cases: Readonly<Record<PlatformCode, Case>> = {
  INVALID_FLOW_JSON: ['{"version": "7.3", "screens": [],}', '}', ''],
  MISSING_FLOW_JSON_VERSION: [flowWith([], {}, { version: undefined }), '{', ''],
  INVALID_FLOW_JSON_VERSION: [flowWith([], {}, { version: '4.0' }), '"4.0"', 'version'],
  UNAVAILABLE_FLOW_JSON_VERSION: [flowWith([], {}, { version: '5.2' }), '"5.2"', 'version'],
  INVALID_DATA_API_VERSION: [
    flowWith([], {}, { data_api_version: '2.0', routing_model: { ONLY: [] } }),
    '"2.0"',
    'data_api_version',
  ],
  INVALID_PROPERTY_KEY: [
    flowWith([input('city', { placeholder: 'x' })]),
    '"placeholder"',
    `${HOME}[0].placeholder`,
  ],
  INVALID_PROPERTY_VALUE: [flowWith([{ type: 'TextBox' }]), '"TextBox"', `${HOME}[0].type`],
  INVALID_PROPERTY_TYPE: [flowWith([{ type: 'TextHeading', text: 12 }]), '12', `${HOME}[0].text`],
  INVALID_PROPERTY_VALUE_FORMAT: [
    flowWith([
      { type: 'EmbeddedLink', text: 'Read', 'on-click-action': { name: 'open_url', url: 'here' } },
    ]),
    '"here"',
    `${HOME}[0].on-click-action.url`,
  ],
  MISSING_REQUIRED_PROPERTY: [flowWith([{ type: 'TextHeading' }]), '"TextHeading"', `${HOME}[0]`],
  MIN_ITEMS_REQUIRED: [flowWith([radio('size', [])]), '[]', `${HOME}[0].data-source`],
  MIN_CHARS_REQUIRED: [flowWith([input('city', { label: '' })]), '""', `${HOME}[0].label`],
  MAX_ITEMS_REQUIRED: [
    two([
      list([row('x', { badge: 'New' }), row('y', { badge: 'Hot' })], { 'on-click-action': toB }),
    ]),
    '"badge"',
    `${HOME}[0].list-items[1].badge`,
  ],
  MINIMUM_VALUE_REQUIRED: [
    flowWith([{ ...radio('size', ['a', 'b']), type: 'CheckboxGroup', 'max-selected-items': 1 }]),
    '1',
    `${HOME}[0].max-selected-items`,
  ],
  MAXIMUM_VALUE_REQUIRED: [
    flowWith([
      { type: 'PhotoPicker', name: 'photo', label: 'Photo', 'max-uploaded-photos': 31 },
      footer({ photo: '${form.photo}' }),
    ]),
    '31',
    `${HOME}[0].max-uploaded-photos`,
  ],
  PATTERN_MISMATCH: [
    flowWith([input('city', { required: 'true' })]),
    '"true"',
    `${HOME}[0].required`,
  ],
  PROPERTY_NAME_MISMATCH: [
    flowWith([footer({ constructor: 'x' })]),
    '"constructor"',
    `${HOME}[0].on-click-action.payload.constructor`,
  ],
  INVALID_ENUM_VALUE: [
    flowWith([input('city', { 'input-type': 'txt' })]),
    '"txt"',
    `${HOME}[0].input-type`,
  ],
  INVALID_DEPENDENCIES: [
    flowWith([{ ...footer(), 'left-caption': 'x' }]),
    '"left-caption"',
    `${HOME}[0].left-caption`,
  ],
  NOT_KEYWORD_SCHEMA_VALIDATION_FAILED: [
    flowWith([{ ...footer(), 'left-caption': 'x', 'right-caption': 'y', 'center-caption': 'z' }]),
    '"center-caption"',
    `${HOME}[0].center-caption`,
  ],
  INVALID_ROUTING_MODEL: [
    two([navigateFooter('B')], {}, { routing_model: { A: ['A', 'B'], B: [] } }),
    '"A"',
    'routing_model.A[0]',
  ],
  INVALID_ON_CLICK_ACTION_PAYLOAD: [
    flowWith([footer({ city: '${form.city}' })]),
    '"${form.city}"',
    `${HOME}[0].on-click-action.payload.city`,
  ],
  INVALID_ACTION_PAYLOAD_PROPERTY: [
    flowWith([footer({ city: "`'In ' ${form.city}`" })]),
    '${form.city}',
    `${HOME}[0].on-click-action.payload.city`,
  ],
  INVALID_COMPLETE_ACTION: [two([footer()]), '"complete"', `${HOME}[0].on-click-action.name`],
  INVALID_NAVIGATE_ACTION_PAYLOAD: [
    two([navigateFooter('B', { city: 'Lyon' })]),
    '"city"',
    `${HOME}[0].on-click-action.payload.city`,
  ],
  MISSING_NAVIGATION_ACTION_PAYLOAD: [
    two([navigateFooter('B')], { data: { city: data('string', 'Lyon') } }),
    '"navigate"',
    `${HOME}[0].on-click-action.name`,
  ],
  INVALID_NAVIGATE_ACTION_STATIC_DATA: [
    two([navigateFooter('B', { city: 7 })], { data: { city: data('string', 'Lyon') } }),
    '7',
    `${HOME}[0].on-click-action.payload.city`,
  ],
  INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME: [
    two([navigateFooter('NOWHERE')]),
    '"NOWHERE"',
    `${HOME}[0].on-click-action.next.name`,
  ],
  INVALID_UPDATE_DATA_ACTION_PAYLOAD: [
    flowWith([
      radio('size', ['a', 'b'], { 'on-select-action': select('update_data', { hint: 'x' }) }),
    ]),
    '"hint"',
    `${HOME}[0].on-select-action.payload.hint`,
  ],
  INVALID_SCREEN_DATA: [
    flowWith([], { data: { city: data('string', 3) } }),
    '3',
    'screens[0].data.city.__example__',
  ],
  INVALID_SCREEN_DYNAMIC_DATA: [
    flowWith([{ type: 'TextBody', text: '${data.city}' }]),
    '"${data.city}"',
    `${HOME}[0].text`,
  ],
  INVALID_TEXT_DYNAMIC_DATA: [
    flowWith([{ type: 'TextBody', text: ['Hello', '${data.city}'] }], {
      data: { city: data('string', 'Lyon') },
    }),
    '"${data.city}"',
    `${HOME}[0].text[1]`,
  ],
  INVALID_SENSITIVE_FIELD: [
    flowWith([input('city')], { sensitive: ['town'] }),
    '"town"',
    'screens[0].sensitive[0]',
  ],
  MAX_SCREENS_NUMBER: [
    flowOf(
      Array.from({ length: 101 }, (_, at) =>
        screenOf(
          `S_${letters(at)}`,
          [at === 100 ? footer() : navigateFooter(`S_${letters(at + 1)}`)],
          {
            ...(at === 100 ? { terminal: true } : {}),
          },
        ),
      ),
    ),
    `{\n      "id": "S_${letters(100)}"`,
    'screens[100]',
  ],
  MAX_ALLOWED_COMPONENTS_PER_SCREEN: [
    flowWith(Array.from({ length: 100 }, () => ({ type: 'TextBody', text: 'x' }))),
    '"ONLY"',
    'screens[0]',
  ],
  COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN: [flowWith([footer(), footer()]), '"Footer"', `${HOME}[1]`],
  MIN_VALUE_GREATER_THAN_MAX: [
    flowWith([input('city', { 'min-chars': 9, 'max-chars': 5 })]),
    '9',
    `${HOME}[0].min-chars`,
  ],
  DUPLICATE_FORM_COMPONENT_NAMES: [
    flowWith([input('city'), input('city')]),
    '"city"',
    `${HOME}[1].name`,
  ],
  DUPLICATE_SCREEN_IDS: [
    flowOf([
      screenOf('A', [footer()], { terminal: true }),
      screenOf('A', [footer()], { terminal: true }),
    ]),
    '"A"',
    'screens[1].id',
  ],
  SCREEN_ID_IS_RESERVED_KEYWORD: [
    flowOf([screenOf('success', [footer()], { terminal: true })]),
    '"success"',
    'screens[0].id',
  ],
  MISSING_TERMINAL_SCREEN: [flowOf([screenOf('A', [])]), '[', 'screens'],
  MISSING_FOOTER_ON_TERMINAL_SCREEN: [
    flowOf([screenOf('A', [{ type: 'TextBody', text: 'x' }], { terminal: true })]),
    '"A"',
    'screens[0]',
  ],
  COMPONENTS_OUTSIDE_FORM: [
    flowWith([
      { type: 'Form', name: 'form', children: [input('city')] },
      input('street'),
      footer({ city: '${form.city}', street: '${form.street}' }),
    ]),
    '"TextInput"',
    `${HOME}[1]`,
  ],
  MISSING_FOOTER_IN_IF_ELSE_BRANCHES: [
    flowWith([
      { type: 'OptIn', name: 'yes', label: 'Yes' },
      ifShown('${form.yes}', [footer({ yes: '${form.yes}' })]),
    ]),
    '"If"',
    `${HOME}[1]`,
  ],
  MISSING_FOOTER_IN_SWITCH_BRANCHES: [
    flowWith([
      radio('size', ['a', 'b']),
      {
        type: 'Switch',
        value: '${form.size}',
        cases: { a: [footer({ size: '${form.size}' })], b: [] },
      },
    ]),
    '"Switch"',
    `${HOME}[1]`,
  ],
  MAXIMUM_IF_NESTING: [
    flowWith([
      { type: 'OptIn', name: 'yes', label: 'Yes' },
      [1, 2, 3, 4].reduce<Record<string, unknown>>((inner) => ifShown('${form.yes}', [inner]), {
        type: 'TextBody',
        text: 'deep',
      }),
      footer({ yes: '${form.yes}' }),
    ]),
    '"If"',
    `${HOME}[1].then[0].then[0].then[0]`,
  ],
  NATIVE_COMPONENT_IN_FORM_INIT_VALUES: [
    flowWith([
      {
        type: 'Form',
        name: 'form',
        'init-values': { photo: 'x' },
        children: [
          { type: 'PhotoPicker', name: 'photo', label: 'Photo', 'max-uploaded-photos': 1 },
          footer({ photo: '${form.photo}' }),
        ],
      },
    ]),
    '"photo"',
    `${HOME}[0].init-values.photo`,
  ],
  DATA_SOURCE_ITEMS_HAVE_BOTH_IMAGE_AND_COLOR: [
    flowWith([
      {
        ...radio('size', []),
        'data-source': [
          { id: 'a', title: 'A', image: 'iVBORw0KGgo=' },
          { id: 'b', title: 'B', color: '#AABBCC' },
        ],
      },
    ]),
    '"color"',
    `${HOME}[0].data-source[1].color`,
  ],
  INVALID_RICHTEXT_PLACEMENT: [
    flowWith([{ type: 'RichText', text: '# Terms' }], {}, { version: '5.1' }),
    '"RichText"',
    `${HOME}[0]`,
  ],
  INVALID_COMPONENT_PLACEMENT: [
    flowWith([
      { type: 'RichText', text: '# Terms' },
      { type: 'TextBody', text: 'x' },
    ]),
    '"RichText"',
    `${HOME}[0]`,
  ],
  INVALID_DATE_RANGE: [
    flowWith([
      {
        type: 'DatePicker',
        name: 'day',
        label: 'Day',
        'min-date': '2026-05-02',
        'max-date': '2026-05-01',
      },
    ]),
    '"2026-05-01"',
    `${HOME}[0].max-date`,
  ],
  INVALID_DATE_SINGLE_INIT_VALUE_FORMAT: [
    flowWith([calendar({ 'init-value': '1.5.2026' })]),
    '"1.5.2026"',
    `${HOME}[0].init-value`,
  ],
  INVALID_MIN_MAX_DAYS: [
    flowWith([calendar({ mode: 'range', label: range, 'min-days': 9, 'max-days': 2 })]),
    '9',
    `${HOME}[0].min-days`,
  ],
  INVALID_TYPE: [
    flowWith([calendar({ mode: 'range', label: 'Stay' })]),
    '"Stay"',
    `${HOME}[0].label`,
  ],
  MISSING_CALENDAR_PICKER_RANGE_MODE_PROP: [
    flowWith([calendar({ mode: 'range', label: { 'start-date': 'From' } })]),
    '"start-date"',
    `${HOME}[0].label`,
  ],
  UNEXPECTED_CALENDAR_PICKER_RANGE_MODE_PROP: [
    flowWith([calendar({ mode: 'range', label: { ...range, middle: 'x' } })]),
    '"middle"',
    `${HOME}[0].label.middle`,
  ],
  INVALID_PROPERTY_NAME_FOR_CONDITION: [
    flowWith([calendar({ 'min-days': 2 })]),
    '"min-days"',
    `${HOME}[0].min-days`,
  ],
  INVALID_PROPERTY_VALUE_FOR_CONDITION: [
    two([
      list([row('x', { end: { title: '5 €' } })], {
        'media-size': 'large',
        'on-click-action': toB,
      }),
    ]),
    '"large"',
    `${HOME}[0].media-size`,
  ],
  DUPLICATE_PROPETY_FOR_CONDITION: [
    two([list([row('x', { 'on-click-action': toB })], { 'on-click-action': toB })]),
    '"on-click-action"',
    `${HOME}[0].list-items[0].on-click-action`,
  ],
}

/** 0 is A, 25 is Z, 26 is AA. */
function letters(at: number): string {
  const first = at >= 26 ? letters(Math.floor(at / 26) - 1) : ''
  return first + String.fromCharCode(65 + (at % 26))
}

describe('each code that a rule gives, at its range', () => {
  test.each(Object.entries(cases))('%s', (code, [text, marked, path]) => {
    const found = checkFlow(text).filter((it) => it.code === code)
    expect(found.map((it) => it.path)).toContain(path)
    const diagnostic = found.find((it) => it.path === path)
    if (!diagnostic) return
    const { offset, length, lineStart, columnStart, lineEnd, columnEnd } = diagnostic
    expect(diagnostic.severity).toBe('error')
    expect(text.slice(offset, offset + Math.min(length, marked.length))).toBe(marked)
    expect(rules[diagnostic.rule].about).not.toBe('')
    const lines = text.split('\n')
    const offsetOf = (line: number, column: number) =>
      lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1
    expect(offsetOf(lineStart, columnStart)).toBe(offset)
    expect(offsetOf(lineEnd, columnEnd)).toBe(offset + length)
  })

  test.each(Object.entries(cases))('%s comes alone', (code, [text]) => {
    const errors = checkFlow(text).filter((it) => it.severity === 'error')
    const others = errors.filter((it) => it.code !== code).map((it) => it.code)
    expect(others).toEqual(COMPANY[code] ?? [])
  })
})

/** Faults that cannot stand without another one. */
const COMPANY: Readonly<Record<string, string[]>> = {
  MAXIMUM_VALUE_REQUIRED: ['INVALID_ON_CLICK_ACTION_PAYLOAD'],
  INVALID_COMPLETE_ACTION: ['INVALID_ROUTING_MODEL'],
  INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME: ['INVALID_ROUTING_MODEL'],
}

test('the codes given and the codes not given are together those of the reference', () => {
  const all = [...EMITTED_CODES, ...Object.keys(OTHER_CODES)]
  expect([...all].sort()).toEqual([...PLATFORM_CODES].sort())
  expect(new Set(all).size).toBe(all.length)
})

test('every code listed as given has a rule, and every rule a code of the lists', () => {
  const given = new Set<string>(Object.values(rules).map(({ code }) => code))
  expect([...EMITTED_CODES, ...OWN_CODES].filter((code) => !given.has(code))).toEqual([])
  const listed = new Set<string>([...EMITTED_CODES, ...OWN_CODES])
  expect([...given].filter((code) => !listed.has(code))).toEqual([])
})

const options = (count: number, rest: object = {}) =>
  Array.from({ length: count }, (_, at) => ({ id: `o${at}`, title: `O${at}`, ...rest }))
const fields = Array.from({ length: 9 }, (_, at) => input(`q${at}`))

/** A flow for each code of ours: how grave it is, the text it marks, its path. */
const ownCases: Readonly<Record<OwnCode, [severity: 'error' | 'warning' | 'info', ...Case]>> = {
  EARLY_FLOW_JSON_VERSION: ['warning', flowWith([], {}, { version: '7.4' }), '"7.4"', 'version'],
  LARGE_FLOW: ['info', flowWith([{ type: 'TextBody', text: 'x'.repeat(103_000) }]), '', ''],
  TEXT_TOO_LONG: [
    'warning',
    flowWith([{ type: 'TextHeading', text: 'x'.repeat(81) }]),
    `"${'x'.repeat(81)}"`,
    `${HOME}[0].text`,
  ],
  MANY_COMPONENTS_ON_SCREEN: [
    'warning',
    flowWith(Array.from({ length: 51 }, () => ({ type: 'TextBody', text: 'x' }))),
    '"ONLY"',
    'screens[0]',
  ],
  MANY_FIELDS_ON_SCREEN: ['info', flowWith(fields), '"ONLY"', 'screens[0]'],
  UNREACHABLE_SCREEN: [
    'warning',
    flowOf([
      screenOf('A', [navigateFooter('C')]),
      screenOf('B', [navigateFooter('C')]),
      screenOf('C', [footer()], { terminal: true }),
    ]),
    '"B"',
    'screens[1]',
  ],
  DEAD_END_SCREEN: [
    'warning',
    flowOf([
      screenOf('A', [
        { type: 'OptIn', name: 'yes', label: 'Yes' },
        ifShown('${form.yes}', [navigateFooter('B')], [navigateFooter('C')]),
      ]),
      screenOf('B', [{ type: 'TextBody', text: 'Stuck' }]),
      screenOf('C', [footer()], { terminal: true }),
    ]),
    '"B"',
    'screens[1]',
  ],
  MISSING_ALT_TEXT: [
    'warning',
    flowWith([{ type: 'Image', src: 'iVBORw0KGgo=' }]),
    '"Image"',
    `${HOME}[0]`,
  ],
  ASKS_FOR_SECRET: [
    'warning',
    flowWith([input('x', { label: 'Card number' })]),
    '"Card number"',
    `${HOME}[0].label`,
  ],
  FIELD_NEVER_SENT: ['info', flowWith([input('x'), footer()]), '"x"', `${HOME}[0].name`],
  BINDING_IN_TEXT: [
    'warning',
    flowWith([{ type: 'TextBody', text: 'Hello ${data.n}' }]),
    '"Hello ${data.n}"',
    `${HOME}[0].text`,
  ],
  EXPRESSION_BEFORE_VERSION: [
    'warning',
    flowWith([{ type: 'TextBody', text: "`'Hello'`" }], {}, { version: '5.1' }),
    '"`\'Hello\'`"',
    `${HOME}[0].text`,
  ],
  MIXED_LOGIC: [
    'warning',
    flowWith([
      { type: 'OptIn', name: 'a', label: 'A' },
      ifShown('${form.a} && ${form.a} || ${form.a}', [{ type: 'TextBody', text: 'x' }]),
      footer({ a: '${form.a}' }),
    ]),
    '"${form.a} && ${form.a} || ${form.a}"',
    `${HOME}[1].condition`,
  ],
  IMAGE_NOT_BASE64: [
    'warning',
    flowWith([{ type: 'Image', src: 'https://example.com/a.png', 'alt-text': 'A' }]),
    '"https://example.com/a.png"',
    `${HOME}[0].src`,
  ],
  IMAGE_TOO_LARGE: [
    'warning',
    flowWith([{ type: 'Image', src: 'A'.repeat(420_000), 'alt-text': 'A' }]),
    '"AAAA',
    `${HOME}[0].src`,
  ],
  INSECURE_URL: [
    'warning',
    flowWith([
      {
        type: 'EmbeddedLink',
        text: 'x',
        'on-click-action': { name: 'open_url', url: 'http://a.example' },
      },
    ]),
    '"http://a.example"',
    `${HOME}[0].on-click-action.url`,
  ],
  UNBINDABLE_NAME: ['warning', flowWith([input('a-b'), footer()]), '"a-b"', `${HOME}[0].name`],
  DUPLICATE_OPTION_IDS: [
    'error',
    flowWith([radio('x', ['a', 'a'])]),
    '"a"',
    `${HOME}[0].data-source[1].id`,
  ],
  TOO_MANY_OPTIONS: [
    'warning',
    flowWith([{ ...radio('x', []), 'data-source': options(21) }]),
    '[',
    `${HOME}[0].data-source`,
  ],
  TOO_FEW_OPTIONS: [
    'warning',
    flowWith([{ ...radio('x', ['a']), type: 'ChipsSelector' }]),
    '[',
    `${HOME}[0].data-source`,
  ],
  UNKNOWN_INITIAL_OPTION: [
    'warning',
    flowWith([radio('x', ['a'], { 'init-value': 'z' })]),
    '"z"',
    `${HOME}[0].init-value`,
  ],
  DISABLED_INITIAL_OPTION: [
    'warning',
    flowWith([
      { ...radio('x', []), 'init-value': 'o0', 'data-source': options(2, { enabled: false }) },
    ]),
    '"o0"',
    `${HOME}[0].init-value`,
  ],
  REQUIRED_BUT_UNUSABLE: [
    'warning',
    flowWith([input('x', { required: true, enabled: false })]),
    'false',
    `${HOME}[0].enabled`,
  ],
  UNEVEN_ROWS: [
    'warning',
    two([list([row('x', { end: { title: '5' } }), row('y')], { 'on-click-action': toB })]),
    '"NavigationList"',
    `${HOME}[0]`,
  ],
  NEGATIVE_ZERO: [
    'warning',
    flowWith([input('x', { 'min-chars': 1234 })]).replace('1234', '-0'),
    '-0',
    `${HOME}[0].min-chars`,
  ],
}

test.each(Object.entries(ownCases))(
  '%s, a finding of ours',
  (code, [severity, text, marked, path]) => {
    const found = checkFlow(text).find((it) => it.code === code)
    expect(found).toMatchObject({ severity, path })
    const { offset = 0, length = 0 } = found ?? {}
    expect(text.slice(offset, offset + Math.min(length, marked.length))).toBe(marked)
  },
)

test.each([
  'Passwort-Hinweis',
  'Pin the note',
  'Expiry of your contract',
  'Discard card',
  'Tax advice',
  'Account manager',
  'Library card',
])('"%s" is no question for a secret', (label) => {
  expect(checkFlow(flowWith([input('x', { label })])).map((it) => it.code)).not.toContain(
    'ASKS_FOR_SECRET',
  )
})
