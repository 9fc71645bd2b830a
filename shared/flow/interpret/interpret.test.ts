/** The interpreter from outside: events in, views and effects out. */
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
import { run } from './testing.ts'

const twoScreens = (first: unknown[], second: unknown[], rest = {}) =>
  flowOf([screenOf('A', first), screenOf('B', second, { terminal: true, ...rest })])

describe('validity', () => {
  test.each<[rest: Record<string, unknown>, good: string[], bad: string[]]>([
    [{ required: true }, ['x'], ['', '   ']],
    [{ 'min-chars': 3 }, ['', 'abc', ' abc '], ['ab', ' ab  ']],
    [{ 'max-chars': 3 }, ['abc'], ['abcd']],
    [{}, ['x'.repeat(80)], ['x'.repeat(81)]],
    [
      { 'input-type': 'email' },
      ['a@b.co', 'a.b+c@d-e.org'],
      ['a@b', '@b.co', 'a b@c.de', 'a@@b.co', 'a@b..co'],
    ],
    [{ 'input-type': 'passcode' }, ['1234'], ['12a4', '1 2']],
    [
      { 'input-type': 'phone' },
      ['+49 30 901820', '(030) 90-18.20', '0301234'],
      ['call me', '+', '12+3'],
    ],
    [
      { 'input-type': 'number' },
      ['1', '-2.5', '1,234.5', '1e3', '+7'],
      ['x', '1,23', '1.2.3', '-'],
    ],
    [{ pattern: '^[A-Z]{2}$' }, ['AB', ''], ['ab', 'ABC']],
    [{ pattern: '(' }, ['anything'], []],
  ])('TextInput %j', (rest, good, bad) => {
    const phone = run(flowWith([input('a', rest)]))
    for (const [values, enabled] of [
      [good, true],
      [bad, false],
    ] as const)
      for (const value of values) {
        phone.type('a', value)
        phone.leave('a')
        expect(phone.view.footer?.enabled, JSON.stringify(value)).toBe(enabled)
        expect(phone.item('TextInput').error === null, JSON.stringify(value)).toBe(enabled)
      }
  })

  test('required choices, ticks and dates hold the footer back', () => {
    const phone = run(
      flowWith([
        radio('r', ['x', 'y'], { required: true }),
        {
          ...radio('c', ['x', 'y', 'z'], {
            required: true,
            'min-selected-items': 2,
            'max-selected-items': 2,
          }),
          type: 'CheckboxGroup',
        },
        { type: 'OptIn', name: 'o', label: 'O', required: true },
        {
          type: 'DatePicker',
          name: 'd',
          label: 'D',
          required: true,
          'min-date': '2026-05-01',
          'unavailable-dates': ['2026-05-03'],
        },
      ]),
    )
    const good: [string, unknown][] = [
      ['r', 'x'],
      ['c', ['x', 'y']],
      ['o', true],
      ['d', '2026-05-02'],
    ]
    for (const [name, value] of good) {
      expect(phone.view.footer?.enabled).toBe(false)
      phone.type(name, value)
    }
    expect(phone.view.footer?.enabled).toBe(true)
    const bad: [string, unknown][] = [
      ['r', ''],
      ['c', ['x']],
      ['c', ['x', 'y', 'z']],
      ['o', false],
      ['d', '2026-05-03'],
      ['d', '2026-04-30'],
      ['d', ''],
    ]
    for (const [name, value] of bad) {
      phone.type(name, value)
      expect(phone.view.footer?.enabled, `${name}=${value}`).toBe(false)
      phone.type(name, good.find(([it]) => it === name)?.[1])
    }
    expect(phone.view.footer?.enabled).toBe(true)
  })

  test('hidden fields and inactive branches never hold it back; disabled checkboxes neither', () => {
    const phone = run(
      flowWith([
        input('a', { required: true, visible: false }),
        radio('r', ['x', 'y']),
        ifShown("${form.r} == 'x'", [input('b', { required: true })]),
        { ...radio('c', ['x'], { required: true, enabled: false }), type: 'CheckboxGroup' },
      ]),
    )
    expect(phone.view.footer?.enabled).toBe(true)
    phone.type('r', 'x')
    expect(phone.view.footer?.enabled).toBe(false)
    phone.type('r', 'y')
    expect(phone.view.footer?.enabled).toBe(true)
  })

  test('a checkbox group at its maximum disables the options left over', () => {
    const phone = run(
      flowWith([
        { ...radio('c', ['x', 'y', 'z'], { 'max-selected-items': 2 }), type: 'CheckboxGroup' },
      ]),
    )
    phone.type('c', ['x', 'z'])
    expect(phone.item('CheckboxGroup').options.map((option) => option.enabled)).toEqual([
      true,
      false,
      true,
    ])
  })
})

describe('when error texts show', () => {
  test('after the field was changed and left, not while it is edited, not before', () => {
    const phone = run(flowWith([input('a', { required: true, 'min-chars': 3 })]))
    phone.leave('a')
    expect(phone.item('TextInput').error).toBeNull()
    phone.type('a', 'x')
    expect(phone.item('TextInput').error).toBeNull()
    phone.leave('a')
    expect(phone.item('TextInput').error).not.toBeNull()
    phone.type('a', 'xy')
    expect(phone.item('TextInput').error).toBeNull()
  })

  test('a bad initial value shows at once', () => {
    const phone = run(flowWith([input('a', { 'init-value': 'x', 'min-chars': 3 })]))
    expect(phone.item('TextInput')).toMatchObject({ value: 'x', error: expect.any(String) })
  })

  test("an error from outside shows at once, blocks, and goes with the field's first edit", () => {
    const phone = run(
      flowWith([
        {
          type: 'Form',
          name: 'f',
          'error-messages': { a: 'Taken' },
          children: [input('a'), footer()],
        },
      ]),
    )
    expect(phone.item('TextInput').error).toBe('Taken')
    expect(phone.view.footer?.enabled).toBe(false)
    phone.type('a', 'y')
    expect(phone.item('TextInput').error).toBeNull()
    expect(phone.view.footer?.enabled).toBe(true)
  })
})

describe('navigation', () => {
  const text = twoScreens(
    [input('city'), navigateFooter('B', { city: '${form.city}' })],
    [
      { type: 'TextHeading', text: "`'Off to ' ${data.city}`" },
      input('street', { 'init-value': '${data.city}' }),
      footer({ city: '${data.city}', street: '${form.street}', first: '${screen.A.form.city}' }),
    ],
    { data: { city: { type: 'string', __example__: 'Lyon' } } },
  )

  test('data goes along, values are kept both ways, the payload is exact', () => {
    const phone = run(text, { flowToken: 'tok' })
    expect(phone.view).toMatchObject({
      screenId: 'A',
      canGoBack: false,
      terminal: false,
      status: 'open',
    })
    phone.type('city', 'Rome')
    phone.tap()
    expect(phone.view).toMatchObject({ screenId: 'B', canGoBack: true, terminal: true })
    expect(phone.item('TextHeading').text).toBe('Off to Rome')
    expect(phone.item('TextInput').value).toBe('Rome')
    phone.type('street', 'Via Appia')
    phone.back()
    expect(phone.item('TextInput').value).toBe('Rome')
    phone.tap()
    phone.type('street', 'Via Appia')
    phone.tap()
    expect(phone.view).toMatchObject({
      status: 'completed',
      payload: { city: 'Rome', street: 'Via Appia', first: 'Rome', flow_token: 'tok' },
    })
    expect(phone.effects).toMatchObject([{ type: 'complete', payload: { flow_token: 'tok' } }])
    const done = phone.state
    phone.back()
    phone.type('street', 'x')
    expect(phone.state).toBe(done)
  })

  test('without a token the payload says so in the platform’s word', () => {
    const phone = run(flowWith([footer({ a: 1 })]))
    phone.tap()
    expect(phone.view.payload).toEqual({ a: 1, flow_token: 'unused' })
  })

  test('navigating to the screen before is going back', () => {
    const phone = run(twoScreens([navigateFooter('B')], [navigateFooter('A')]))
    phone.tap()
    phone.tap()
    expect(phone.view).toMatchObject({ screenId: 'A', canGoBack: false })
  })

  test('back on the first screen closes', () => {
    const phone = run(text)
    phone.back()
    expect(phone.effects).toEqual([{ type: 'close' }])
    expect(phone.view.status).toBe('closed')
  })

  test('examples fill what nobody supplied', () => {
    expect(run(text, { screen: 'B', examples: true }).item('TextHeading').text).toBe('Off to Lyon')
    expect(
      run(text, { screen: 'B', data: { city: 'Bern' }, examples: true }).item('TextHeading').text,
    ).toBe('Off to Bern')
    expect(run(text, { screen: 'B' }).item('TextHeading').text).toBe('Off to ')
  })

  test('a screen that does not exist leaves us where we are and says so', () => {
    const phone = run(twoScreens([navigateFooter('C')], [footer()]))
    phone.tap()
    expect(phone.view).toMatchObject({
      screenId: 'A',
      status: 'open',
      snackbar: expect.stringContaining('C'),
    })
  })

  test('fields never filled send their empty value, hidden ones what they hold', () => {
    const phone = run(
      flowWith([
        radio('r', ['x', 'y']),
        { ...radio('c', ['x']), type: 'CheckboxGroup' },
        { type: 'OptIn', name: 'o', label: 'O' },
        ifShown("${form.r} == 'x'", [input('b')]),
        footer({
          r: '${form.r}',
          c: '${form.c}',
          o: '${form.o}',
          b: '${form.b}',
          gone: '${form.gone}',
        }),
      ]),
    )
    phone.type('r', 'x')
    phone.type('b', 'kept')
    phone.type('r', '')
    phone.tap()
    expect(phone.view.payload).toEqual({
      r: '',
      c: [],
      o: false,
      b: 'kept',
      flow_token: 'unused',
    })
  })
})

describe('links', () => {
  const link = (url: string) =>
    flowWith([{ type: 'EmbeddedLink', text: 'x', 'on-click-action': { name: 'open_url', url } }])

  test('https opens; scripts and plain http never do', () => {
    for (const [url, effects] of [
      ['https://example.com/a', [{ type: 'open-url', url: 'https://example.com/a' }]],
      ['javascript:alert(1)', []],
      ['http://example.com', []],
      ['data:text/html,x', []],
    ] as const) {
      const phone = run(link(url))
      phone.does({ type: 'tap-link', path: phone.item('EmbeddedLink').path })
      expect(phone.effects).toEqual(effects)
    }
  })

  test('they work while fields are invalid', () => {
    const phone = run(
      twoScreens(
        [
          input('a', { required: true }),
          {
            type: 'OptIn',
            name: 'o',
            label: 'O',
            'on-click-action': { name: 'navigate', next: { type: 'screen', name: 'B' } },
          },
          navigateFooter('B'),
        ],
        [footer()],
      ),
    )
    phone.tap()
    expect(phone.view.screenId).toBe('A')
    expect(phone.item('OptIn').hasLink).toBe(true)
    phone.does({ type: 'tap-optin', name: 'o' })
    expect(phone.view.screenId).toBe('B')
  })
})

describe('select actions', () => {
  const update = (n: number) => ({ name: 'update_data', payload: { n } })
  const data = { n: { type: 'number', __example__: 0 } }
  const shown = { type: 'TextBody', text: "`'n is ' ${data.n}`" }

  test('update_data changes what shows at once; unselect has its own or shares', () => {
    const phone = run(
      flowWith(
        [
          radio('r', ['x', 'y'], {
            'on-select-action': update(1),
            'on-unselect-action': update(2),
          }),
          shown,
        ],
        { data },
      ),
    )
    phone.type('r', 'x')
    expect(phone.item('TextBody').text).toBe('n is 1')
    phone.type('r', '')
    expect(phone.item('TextBody').text).toBe('n is 2')
    const sharing = run(
      flowWith([radio('r', ['x'], { 'on-select-action': update(3) }), shown], { data }),
    )
    sharing.type('r', 'x')
    sharing.type('r', '')
    expect(sharing.item('TextBody').text).toBe('n is 3')
  })

  test("an option's own action runs for that option", () => {
    const options = [
      { id: 'x', title: 'X', 'on-select-action': update(5) },
      { id: 'y', title: 'Y', 'on-select-action': update(6) },
    ]
    const phone = run(flowWith([radio('r', [], { 'data-source': options }), shown], { data }))
    phone.type('r', 'x')
    phone.type('r', 'y')
    expect(phone.item('TextBody').text).toBe('n is 6')
  })

  test('a choice whose option has gone is taken back', () => {
    const list = (ids: string[]) => ids.map((id) => ({ id, title: id }))
    const phone = run(
      flowWith(
        [
          radio('kind', ['pets', 'cars'], {
            'on-select-action': { name: 'update_data', payload: { list: list(['bmw']) } },
          }),
          radio('which', [], { 'data-source': '${data.list}' }),
        ],
        {
          data: {
            list: { type: 'array', items: { type: 'object' }, __example__: list(['cat', 'dog']) },
          },
        },
      ),
      { examples: true },
    )
    phone.type('which', 'cat')
    expect(phone.item('RadioButtonsGroup', 'which').value).toBe('cat')
    phone.type('kind', 'cars')
    expect(phone.item('RadioButtonsGroup', 'which')).toMatchObject({
      value: '',
      options: [{ id: 'bmw' }],
    })
  })

  test('version 6 runs them when a screen shows with a value, 7 does not', () => {
    const at = (version: string) =>
      run(
        flowWith(
          [radio('r', ['x'], { 'init-value': 'x', 'on-select-action': update(9) }), shown],
          { data },
          { version },
        ),
      ).item('TextBody').text
    expect(at('6.3')).toBe('n is 9')
    expect(at('7.3')).toBe('n is ')
  })
})

describe('endpoints', () => {
  const text = flowOf(
    [
      screenOf('A', [
        input('city'),
        {
          type: 'Footer',
          label: 'Search',
          'on-click-action': { name: 'data_exchange', payload: { city: '${form.city}' } },
        },
      ]),
      screenOf('B', [footer({})], { terminal: true, refresh_on_back: true }),
    ],
    { data_api_version: '3.0', routing_model: { A: ['B'] } },
  )

  test('a request waits, the answer moves on, going back asks again', () => {
    const phone = run(text, { flowToken: 't' })
    phone.type('city', 'Rome')
    phone.tap()
    expect(phone.effects).toEqual([
      {
        type: 'request',
        action: 'data_exchange',
        screen: 'A',
        data: { city: 'Rome' },
        flowToken: 't',
      },
    ])
    expect(phone.view.status).toBe('waiting')
    phone.type('city', 'Oslo')
    expect(phone.item('TextInput').value).toBe('Rome')
    phone.does({ type: 'reply', screen: 'B', data: { error_message: 'Nearly full' } })
    expect(phone.view).toMatchObject({ screenId: 'B', status: 'open', snackbar: 'Nearly full' })
    phone.back()
    expect(phone.effects[1]).toMatchObject({ type: 'request', action: 'BACK', screen: 'B' })
    phone.does({ type: 'reply', screen: 'A', data: {} })
    expect(phone.view).toMatchObject({ screenId: 'A', canGoBack: false })
  })

  test('a failure says so and leaves the screen usable; SUCCESS ends with its params', () => {
    const phone = run(text)
    phone.tap()
    phone.does({ type: 'request-failed', message: 'No answer' })
    expect(phone.view).toMatchObject({ status: 'open', snackbar: 'No answer' })
    phone.tap()
    phone.does({
      type: 'reply',
      screen: 'SUCCESS',
      data: { extension_message_response: { params: { flow_token: 'x', ref: 1 } } },
    })
    expect(phone.view).toMatchObject({ status: 'completed', payload: { flow_token: 'x', ref: 1 } })
  })

  test('answers nobody asked for change nothing', () => {
    const phone = run(text)
    phone.does({ type: 'reply', screen: 'B', data: {} })
    expect(phone.view.screenId).toBe('A')
  })
})

describe('adopting an edited flow', () => {
  const make = (label: string, init: string, id = 'B') =>
    flowOf([
      screenOf('A', [input('a'), navigateFooter(id)]),
      screenOf(
        id,
        [input('b', { label, 'init-value': init }), input('c', { 'init-value': init }), footer()],
        { terminal: true },
      ),
    ])

  test('screen and typed values stay, untouched fields follow the text', () => {
    const phone = run(make('Old', 'one'))
    phone.type('a', 'kept')
    phone.tap()
    phone.type('c', 'typed')
    phone.edit(make('New', 'two'))
    expect(phone.view.screenId).toBe('B')
    expect(phone.item('TextInput', 'b')).toMatchObject({ label: 'New', value: 'two' })
    expect(phone.item('TextInput', 'c').value).toBe('typed')
    phone.back()
    expect(phone.item('TextInput', 'a').value).toBe('kept')
  })

  test('without its screen it starts anew', () => {
    const phone = run(make('Old', 'one'))
    phone.tap()
    phone.edit(make('Old', 'one', 'C'))
    expect(phone.view).toMatchObject({ screenId: 'A', canGoBack: false })
  })
})

describe('what a renderer gets', () => {
  test('Switch shows the case of its value, else default', () => {
    const text = flowWith([
      radio('r', ['x', 'y']),
      {
        type: 'Switch',
        value: '${form.r}',
        cases: {
          x: [{ type: 'TextBody', text: 'is x' }],
          default: [{ type: 'TextBody', text: 'is other' }],
        },
      },
    ])
    const phone = run(text)
    expect(phone.item('TextBody').text).toBe('is other')
    phone.type('r', 'x')
    expect(phone.item('TextBody').text).toBe('is x')
  })

  test('a kind the language does not have is a placeholder with its name', () => {
    const phone = run(flowWith([{ type: 'StarRating', name: 'c', label: 'How good' }]))
    expect(phone.item('Placeholder')).toMatchObject({ component: 'StarRating', label: 'How good' })
  })

  test('images become safe addresses, or none', () => {
    const src = (value: string) => run(flowWith([{ type: 'Image', src: value }])).item('Image').src
    expect(src('iVBORw0KGgo=')).toBe('data:image/png;base64,iVBORw0KGgo=')
    expect(src('data:image/jpeg;base64,/9j/4AAQ')).toBe('data:image/jpeg;base64,/9j/4AAQ')
    expect(src('https://example.com/a.png')).toBe('https://example.com/a.png')
    for (const bad of [
      'data:image/svg+xml;base64,PHN2Zz4=',
      'PHN2Zz4=',
      'javascript:alert(1)',
      'http://a/b.png',
      '',
    ])
      expect(src(bad)).toBeNull()
  })

  test('a text area stops at its length, and values of the wrong type become empty', () => {
    const phone = run(
      flowWith([{ type: 'TextArea', name: 't', label: 'T', 'max-length': 3 }, radio('r', ['x'])]),
    )
    phone.type('t', 'abcdef')
    expect(phone.item('TextArea').value).toBe('abc')
    phone.type('t', { toString: 'x' })
    expect(phone.item('TextArea').value).toBe('')
    phone.type('r', 'unknown')
    expect(phone.item('RadioButtonsGroup').value).toBe('')
  })

  test('names such as __proto__ are names like any other', () => {
    const text = flowWith([input('__proto__'), input('constructor')])
    const phone = run(text.replace('"payload": {', '"payload": {"__proto__": "${form.__proto__}",'))
    phone.type('__proto__', 'x')
    expect(phone.item('TextInput', 'constructor').value).toBe('')
    phone.tap()
    expect(Object.entries(phone.view.payload ?? {})).toContainEqual(['__proto__', 'x'])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})
