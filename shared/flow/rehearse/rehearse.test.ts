/** The rehearsal of the examples, of seeded faults and of random flows; every finding's steps are replayed. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankFlowText } from '../blank.ts'
import { exampleFlows } from '../examples/index.ts'
import type { Flow } from '../flow.ts'
import { play, type RunEvent, type RunState, start, step, view } from '../interpret/index.ts'
import { entryOf } from '../interpret/play.ts'
import { stageOf } from '../interpret/stage.ts'
import { validValue } from '../interpret/testing.ts'
import { PNG, randomFlow } from '../random-flow.ts'
import { readFlow } from '../read.ts'
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
import { Covered } from './coverage.ts'
import {
  type Finding,
  isPassed,
  type Rehearsal,
  rehearse,
  rehearseText,
  rehearseWhole,
} from './index.ts'

const read = (text: string): Flow => {
  const { flow } = readFlow(text)
  if (!flow) throw new Error('unreadable flow')
  return flow
}
const rehearsed = (text: string): Rehearsal => rehearseWhole(read(text))
const kinds = ({ findings }: Rehearsal) =>
  findings.map(({ kind, severity, path }) => `${severity} ${kind} ${path}`)

/** Plays a finding's steps and holds the place they lead to against what it says. */
function expectReplay(flow: Flow, finding: Finding) {
  const replay = play(flow, finding.steps)
  if (!replay.ok) throw new Error(`${finding.kind}: ${replay.error.message}`)
  const { status, screen, form, payload, visible } = replay.value
  switch (finding.kind) {
    case 'dead-end':
    case 'loop':
    case 'unreachable-branch':
      expect(status).not.toBe('completed')
      if (finding.severity === 'problem') expect(screen).toBe(finding.screen)
      break
    case 'field-never-sent': {
      const name = /^"([^"]+)" /.exec(finding.message)?.[1]
      if (name === undefined) expect(status).toBe('completed')
      else if (status === 'completed' && finding.severity === 'problem')
        expect(Object.keys(payload ?? {})).not.toContain(name)
      else if (status === 'open' && screen === finding.screen)
        expect(Object.keys(form)).toContain(name)
      break
    }
    case 'text-cut-off':
    case 'image-broken':
      expect(status).toBe('open')
      expect(screen).toBe(finding.screen)
      expect(visible.length).toBeGreaterThan(0)
      break
    case 'runtime-error':
    case 'unreachable-screen':
      expect(status).toBe('open')
  }
}

describe.each([{ slug: 'the blank flow', text: blankFlowText }, ...exampleFlows])(
  '$slug',
  ({ text }) => {
    const flow = read(text)
    const found = rehearseWhole(flow)
    test('is reached whole, and nothing but advice is found', () => {
      for (const part of [found.screens, found.edges, found.branches, found.rules]) {
        expect(part.unreached).toEqual([])
        expect(part.reached).toBe(part.total)
      }
      expect(isPassed(found)).toBe(true)
      expect(found.budget.exhausted).toBe(false)
      for (const finding of found.findings) expectReplay(flow, finding)
    })
  },
)

const target = (rest: object = {}) => screenOf('B', [footer()], { terminal: true, ...rest })
const link = (to: string) => ({
  type: 'EmbeddedLink',
  text: 'More',
  'on-click-action': { name: 'navigate', next: { type: 'screen', name: to }, payload: {} },
})
const HOME = 'screens[0].layout.children'

describe('seeded faults', () => {
  test.each<[string, string, string[]]>([
    [
      'a dead end',
      flowOf([
        screenOf('A', [
          radio('way', ['on', 'off']),
          ifShown("${form.way} == 'on'", [navigateFooter('B')], [navigateFooter('C')]),
        ]),
        screenOf('B', [footer({ way: '${screen.A.form.way}' })], { terminal: true }),
        screenOf('C', [{ type: 'TextBody', text: 'Nothing more' }]),
      ]),
      ['problem dead-end screens[2]'],
    ],
    [
      'a Footer that no value lets through',
      flowWith([
        {
          type: 'DatePicker',
          name: 'day',
          label: 'Day',
          required: true,
          'min-date': '2026-05-02',
          'max-date': '2026-05-01',
        },
      ]),
      ['problem dead-end screens[0]'],
    ],
    [
      'a circle without an exit',
      flowOf([
        screenOf('A', [navigateFooter('B')]),
        screenOf('B', [navigateFooter('C')]),
        screenOf('C', [navigateFooter('B')]),
        screenOf('D', [footer()], { terminal: true }),
      ]),
      ['problem loop screens[1]', 'problem unreachable-screen screens[3]'],
    ],
    [
      'a way round beside the way on',
      flowOf([
        screenOf('A', [radio('way', ['on', 'round']), navigateFooter('B', { way: '${form.way}' })]),
        screenOf(
          'B',
          [
            ifShown(
              "${data.way} == 'round'",
              [navigateFooter('C')],
              [navigateFooter('D', { way: '${data.way}' })],
            ),
          ],
          { data: { way: { type: 'string', __example__: 'on' } } },
        ),
        screenOf('C', [navigateFooter('A')]),
        screenOf('D', [footer({ way: '${data.way}' })], {
          terminal: true,
          data: { way: { type: 'string', __example__: 'on' } },
        }),
      ]),
      ['advice loop screens[2].layout.children[0]'],
    ],
    [
      'a screen nothing leads to',
      flowOf([
        screenOf('A', [navigateFooter('B')]),
        target(),
        screenOf('ALONE', [navigateFooter('B')]),
      ]),
      ['problem unreachable-screen screens[2]'],
    ],
    [
      'a screen behind a Footer that never shows',
      flowOf([
        screenOf('A', [
          radio('way', ['x']),
          ifShown("${form.way} == 'y'", [navigateFooter('C')], [navigateFooter('B')]),
        ]),
        screenOf('B', [footer({ way: '${screen.A.form.way}' })], { terminal: true }),
        screenOf('C', [footer()], { terminal: true }),
      ]),
      [`problem unreachable-branch ${HOME}[1].then`, 'problem unreachable-screen screens[2]'],
    ],
    [
      'a case no option has',
      flowWith([
        radio('pick', ['one', 'two']),
        {
          type: 'Switch',
          value: '${form.pick}',
          cases: { one: [], gone: [{ type: 'TextBody', text: 'x' }], default: [] },
        },
      ]),
      [`problem unreachable-branch ${HOME}[1].cases.gone`],
    ],
    [
      'a field that no payload names',
      flowOf([screenOf('A', [input('city'), navigateFooter('B')]), target()]),
      [`problem field-never-sent ${HOME}[0]`],
    ],
    [
      'a field lost on the way',
      flowOf([
        screenOf('A', [input('city'), navigateFooter('B', { city: '${form.city}' })]),
        screenOf('B', [navigateFooter('C', {})], {
          data: { city: { type: 'string', __example__: 'x' } },
        }),
        screenOf('C', [footer({ city: '${data.city}' })], {
          terminal: true,
          data: { city: { type: 'string', __example__: 'x' } },
        }),
      ]),
      [
        `problem field-never-sent ${HOME}[0]`,
        'advice field-never-sent screens[2].layout.children[0].on-click-action.payload.city',
      ],
    ],
    [
      'a picture that is cut short',
      flowWith([
        { type: 'Image', src: PNG.slice(0, 60), 'alt-text': 'x' },
        { type: 'Image', src: PNG, 'alt-text': 'x' },
      ]),
      [`problem image-broken ${HOME}[0].src`],
    ],
    [
      'a picture within rich text',
      flowWith([{ type: 'RichText', text: ['![x](data:image/png;base64,iVBORw0KGgo=)'] }]),
      [`problem image-broken ${HOME}[0].text`],
    ],
    [
      'a screen that does not exist',
      flowOf([screenOf('A', [link('GONE'), navigateFooter('B')]), target()]),
      [`problem runtime-error ${HOME}[0]`],
    ],
    [
      'data of another shape than the next screen wants',
      flowOf([
        screenOf('A', [navigateFooter('B', { list: 'text' })]),
        target({ data: { list: { type: 'array', items: { type: 'string' }, __example__: [] } } }),
      ]),
      [
        'problem unreachable-screen screens[1]',
        'problem runtime-error screens[0].layout.children[0]',
        'problem dead-end screens[0]',
      ],
    ],
    [
      'a text that does not fit',
      flowWith([{ type: 'TextSubheading', text: 'Far too many words '.repeat(20) }]),
      [`advice text-cut-off ${HOME}[0].text`],
    ],
  ])('%s is found, and its steps lead there', (_, text, expected) => {
    const found = rehearsed(text)
    expect(kinds(found).sort()).toEqual([...expected].sort())
    for (const finding of found.findings) expectReplay(read(text), finding)
  })

  test('a fault in a real flow is found as well', () => {
    const [booking] = exampleFlows.filter(({ slug }) => slug === 'clinic-appointment')
    const text = booking?.text ?? ''
    const lost = text.replace('"birth_date": "${screen.PATIENT.form.birth_date}",', '')
    expect(kinds(rehearsed(lost))).toEqual([
      'problem field-never-sent screens[0].layout.children[3]',
    ])
    const unknown = text.replace("${form.dental_need} == 'pain'", "${form.dental_need} == 'ache'")
    expect(kinds(rehearsed(unknown))).toEqual([
      'problem unreachable-branch screens[1].layout.children[3].then[1].then',
    ])
    const dead = text.replace('"name": "CONSENT"', '"name": "PRIVACY"')
    expect(kinds(rehearsed(dead))).toContain('problem unreachable-screen screens[3]')
    expect(kinds(rehearsed(dead))).toContain('problem dead-end screens[4]')
  })
})

describe('ways', () => {
  test('options, opt-ins, rows, links and numbers lead where they lead', () => {
    const found = rehearsed(
      flowOf([
        screenOf('A', [
          input('age', { 'input-type': 'number' }),
          {
            type: 'OptIn',
            name: 'more',
            label: 'More',
            'on-click-action': {
              name: 'navigate',
              next: { type: 'screen', name: 'TERMS' },
              payload: {},
            },
          },
          link('ABOUT'),
          link('CONTACT'),
          ifShown(
            '${form.age} >= 18 && ${form.more}',
            [navigateFooter('LIST')],
            [navigateFooter('END', {})],
          ),
        ]),
        screenOf('TERMS', [{ type: 'TextBody', text: 'x' }]),
        screenOf('ABOUT', [{ type: 'TextBody', text: 'x' }]),
        screenOf('CONTACT', [{ type: 'TextBody', text: 'x' }]),
        screenOf('LIST', [
          {
            type: 'NavigationList',
            name: 'menu',
            'list-items': ['one', 'two'].map((id) => ({
              id,
              'main-content': { title: id },
              'on-click-action': {
                name: 'navigate',
                next: { type: 'screen', name: id === 'one' ? 'END' : 'OTHER' },
                payload: {},
              },
            })),
          },
        ]),
        screenOf('OTHER', [footer()], { terminal: true }),
        screenOf('END', [footer({ age: '${screen.A.form.age}', more: '${screen.A.form.more}' })], {
          terminal: true,
        }),
      ]),
    )
    expect(found.screens).toMatchObject({ total: 7, reached: 7 })
    expect(found.edges).toMatchObject({ total: 7, reached: 7, byExample: 0 })
    expect(found.branches).toMatchObject({ total: 2, reached: 2 })
    expect(found.findings).toEqual([])
  })

  test('data set by a choice opens what it opens', () => {
    const text = flowWith(
      [
        radio('pick', ['a', 'b'], {
          'on-select-action': { name: 'update_data', payload: { shown: '${form.pick}' } },
        }),
        ifShown("${data.shown} == 'b'", [{ type: 'TextBody', text: 'b' }]),
      ],
      { data: { shown: { type: 'string', __example__: 'a' } } },
    )
    expect(rehearsed(text)).toMatchObject({ branches: { total: 1, reached: 1 }, findings: [] })
  })

  test('every route of an endpoint is tried with the example data of its target', () => {
    const ask = {
      type: 'Footer',
      label: 'Ask',
      'on-click-action': { name: 'data_exchange', payload: { day: '${form.day}' } },
    }
    const data = { free: { type: 'boolean', __example__: true } }
    const text = flowOf(
      [
        screenOf('A', [{ type: 'DatePicker', name: 'day', label: 'Day' }, ask]),
        screenOf(
          'B',
          [
            ifShown(
              '${data.free}',
              [{ type: 'TextBody', text: 'x' }],
              [{ type: 'TextBody', text: 'y' }],
            ),
            footer(),
          ],
          { terminal: true, data, refresh_on_back: true },
        ),
        screenOf('C', [footer()], { terminal: true }),
      ],
      { data_api_version: '3.0', routing_model: { A: ['B', 'C'], B: [], C: [] } },
    )
    expect(rehearsed(text)).toMatchObject({
      screens: { total: 3, reached: 3 },
      edges: { total: 2, reached: 2, byExample: 2 },
      branches: { total: 2, reached: 2 },
      findings: [],
    })
  })

  test('what a message could hand to the first screen is tried as well, and said in the steps', () => {
    const text = flowOf([
      screenOf('A', [ifShown('${data.vip}', [navigateFooter('VIP')], [navigateFooter('B')])], {
        data: { vip: { type: 'boolean', __example__: false } },
      }),
      target(),
      screenOf('VIP', [{ type: 'TextBody', text: 'x' }]),
    ])
    const { branches, findings } = rehearsed(text)
    expect(branches).toMatchObject({ total: 2, reached: 2 })
    expect(findings).toMatchObject([
      { kind: 'dead-end', screen: 'VIP', steps: { start: { screen: 'A', data: { vip: true } } } },
    ])
    for (const finding of findings) expectReplay(read(text), finding)
  })
})

describe('rules', () => {
  const day = (rest: object) => ({ type: 'DatePicker', name: 'f', label: 'L', ...rest })
  const range = (rest: object) => ({
    type: 'CalendarPicker',
    mode: 'range',
    name: 'f',
    label: { 'start-date': 'From', 'end-date': 'To' },
    ...rest,
  })
  test.each<[component: Record<string, unknown>, count: number]>([
    [input('f', { required: true, 'min-chars': 3, 'max-chars': 9 }), 3],
    [input('f', { 'input-type': 'email' }), 2],
    [input('f', { 'input-type': 'phone', 'min-chars': 8 }), 3],
    [input('f', { 'input-type': 'passcode', 'min-chars': 4, 'max-chars': 4 }), 3],
    [input('f', { pattern: '^[A-Z]{2}\\d{6}$' }), 2],
    [input('f', { pattern: '^(?=.*\\d)(?=.*[a-z]).{8,}$', required: true }), 3],
    [{ type: 'TextArea', name: 'f', label: 'L', required: true, 'max-length': 20 }, 2],
    [radio('f', ['a', 'b'], { required: true }), 1],
    [
      {
        ...radio('f', ['a', 'b', 'c', 'd']),
        type: 'CheckboxGroup',
        required: true,
        'min-selected-items': 2,
        'max-selected-items': 3,
      },
      3,
    ],
    [{ type: 'OptIn', name: 'f', label: 'L', required: true }, 1],
    [
      day({
        required: true,
        'min-date': '2026-05-04',
        'max-date': '2026-05-20',
        'unavailable-dates': ['2026-05-04', '2026-05-05'],
      }),
      4,
    ],
    [
      {
        type: 'CalendarPicker',
        name: 'f',
        label: 'L',
        'include-days': ['Mon', 'Tue'],
        'min-date': '2026-05-06',
      },
      2,
    ],
    [
      range({ required: { 'start-date': true, 'end-date': true }, 'min-days': 3, 'max-days': 9 }),
      4,
    ],
    [
      range({
        'min-date': '2026-05-04',
        'max-date': '2026-06-04',
        'unavailable-dates': ['2026-05-10'],
        'include-days': ['Mon', 'Wed', 'Fri'],
      }),
      5,
    ],
    [
      {
        type: 'PhotoPicker',
        name: 'f',
        label: 'L',
        'min-uploaded-photos': 1,
        'max-uploaded-photos': 3,
        'max-file-size-kb': 100,
      },
      3,
    ],
    [
      { type: 'DocumentPicker', name: 'f', label: 'L', 'allowed-mime-types': ['application/pdf'] },
      1,
    ],
  ])('%j is tried at every bound', (component, count) => {
    const { rules, findings } = rehearsed(flowWith([component]))
    expect(rules).toEqual({ total: count, reached: count, unreached: [] })
    expect(findings).toEqual([])
  })
  test('a bound that no value meets is named', () => {
    const text = flowWith([input('f', { 'min-chars': 9, 'max-chars': 4 })])
    expect(rehearsed(text).rules.unreached).toEqual([
      `${HOME}[0].min-chars`,
      `${HOME}[0].max-chars`,
    ])
  })
})

describe('slices and budget', () => {
  const [, , clinic] = exampleFlows
  const flow = read(clinic?.text ?? '')
  test('progress only grows, and the result is the one of going through at once', () => {
    const running = rehearse(flow, { slice: 50 })
    let last = -1
    for (;;) {
      const { done, value } = running.next()
      if (done) {
        expect(value).toEqual(rehearseWhole(flow))
        break
      }
      expect(value.used).toBeGreaterThan(last)
      last = value.used
    }
    expect(last).toBeGreaterThan(100)
  })
  test('it can be left at any time', () => {
    const running = rehearse(flow, { slice: 1 })
    running.next()
    expect(running.return(rehearseWhole(flow)).done).toBe(true)
  })
  test('a budget that ran out is said, and nothing is called impossible for it', () => {
    const found = rehearseWhole(flow, { budget: 20 })
    expect(found.budget).toMatchObject({ events: 20, exhausted: true })
    expect(found.screens.reached).toBeLessThan(found.screens.total)
    expect(found.findings.filter(({ severity }) => severity === 'problem')).toEqual([])
  })
})

test.each([
  ['', 'not-json'],
  ['{', 'not-json'],
  ['{}', 'no-screens'],
  ['[]', 'no-screens'],
  ['{"screens": [', 'not-json'],
])('%j is refused in words', (text, kind) => {
  const refused = rehearseText(text)
  expect(refused).toMatchObject({
    ok: false,
    error: { kind, message: expect.stringMatching(/\w/) },
  })
})

/** One event that somebody who taps about at random may do. */
function eventAt(flow: Flow, state: RunState, choice: number, pick: number): RunEvent {
  if (state.status === 'waiting') {
    const here = state.history.at(-1) ?? ''
    const [to] = flow.routingModel?.[here] ?? []
    const screen = flow.screens.find(({ id }) => id === to)
    const data = Object.entries(screen?.data ?? {}).map(([name, { example }]) => [name, example])
    return { type: 'reply', screen: to ?? 'SUCCESS', data: Object.fromEntries(data) }
  }
  const { items, canGoBack } = view(flow, state)
  const fields = items.filter((item) => 'name' in item)
  const field = fields[pick % Math.max(1, fields.length)]
  if (choice === 0 && canGoBack) return { type: 'back' }
  if (choice < 8 && field && 'name' in field)
    return { type: 'input', name: field.name, value: choice === 1 ? '' : validValue(field, pick) }
  return { type: 'tap', target: 'footer' }
}

const walks = fc.array(fc.tuple(fc.nat(10), fc.nat(200)), { minLength: 60, maxLength: 160 })

/** Walks about at random, starting anew at each end, and holds what it saw against the rehearsal. */
function expectNoLess(flow: Flow, events: readonly [number, number][]) {
  const found = rehearseWhole(flow)
  const seen = new Covered(flow)
  const dead = found.findings.filter(
    ({ kind, severity, message }) =>
      kind === 'dead-end' && severity === 'problem' && !message.includes('before'),
  )
  let state = start(flow, entryOf(flow))
  for (const [choice, pick] of events) {
    seen.see(state, stageOf(flow, state))
    if (state.status === 'completed') {
      // Who came to a dead end has not gone on from there to the end.
      expect(dead.map(({ screen }) => screen)).not.toContain(state.history.at(-1))
    }
    if (state.status !== 'open' && state.status !== 'waiting') state = start(flow, entryOf(flow))
    state = step(flow, state, eventAt(flow, state, choice, pick)).state
  }
  const reachedByWalk = (all: readonly { path: string }[], unreached: readonly string[]) =>
    all.filter(({ path }) => unreached.includes(path))
  const screens = [...seen.screens.values()].filter(({ id }) => seen.reachedScreens.has(id))
  expect(reachedByWalk(screens, found.screens.unreached)).toEqual([])
  expect(reachedByWalk([...seen.reachedBranches], found.branches.unreached)).toEqual([])
  for (const finding of found.findings) expectReplay(flow, finding)
}

test('nothing that a long random walk reaches is called unreached, and every finding replays', () => {
  fc.assert(
    fc.property(randomFlow, walks, (json, events) =>
      expectNoLess(read(JSON.stringify(json)), events),
    ),
    { numRuns: 80, endOnFailure: true },
  )
}, 60_000)

/** Two or three screens that lead to one another by what was chosen on them or before them. */
const randomWays = fc.integer({ min: 2, max: 3 }).chain((count) => {
  const ids = ['A', 'B', 'C', 'D', 'E'].slice(0, count)
  const value = fc.constantFrom('one', 'two', 'three')
  const source = fc.oneof(
    fc.constant('${form.pick}'),
    fc.constant('${data.handed}'),
    fc.constant('${data.set}'),
    fc.constantFrom(...ids).map((id) => `\${screen.${id}.form.pick}`),
  )
  const button = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .constantFrom(...ids)
        .map((id) => navigateFooter(id, { handed: '${form.pick}' })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...ids)
        .map((id) => navigateFooter(id, { handed: '${data.handed}' })),
    },
    { weight: 2, arbitrary: fc.constant(footer({ pick: '${form.pick}' })) },
  )
  const condition = fc
    .tuple(source, value, source, value, fc.constantFrom('&&', '||'), fc.boolean())
    .map(([a, one, b, two, joined, isTwofold]) =>
      isTwofold ? `(${a} == '${one}') ${joined} (${b} != '${two}')` : `${a} == '${one}'`,
    )
  const screen = fc
    .tuple(fc.boolean(), condition, button, button, fc.option(condition), button)
    .map(([isRequired, first, one, other, second, third]) => [
      radio('pick', ['one', 'two', 'three'], {
        required: isRequired,
        'on-select-action': { name: 'update_data', payload: { set: '${form.pick}' } },
      }),
      ifShown(first, [one], second === null ? [other] : [ifShown(second, [other], [third])]),
    ])
  const data = Object.fromEntries(
    ['handed', 'set'].map((name) => [name, { type: 'string', __example__: 'one' }]),
  )
  return fc
    .tuple(...ids.map(() => screen))
    .map((all) =>
      flowOf(
        all.map((children, at) => screenOf(ids[at] ?? '', children, { data, terminal: true })),
      ),
    )
})

test('the same where ways cross, by choices, data handed on and data set', () => {
  fc.assert(
    fc.property(randomWays, walks, (text, events) => expectNoLess(read(text), events)),
    { numRuns: 15, endOnFailure: true },
  )
}, 60_000)
