/** Each component and action as a phone runs it; the ones not named here are in interpret.test.ts. */
import { describe, expect, test } from 'vitest'
import { componentSpecs } from '../catalogue/index.ts'
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

const two = (first: unknown[], second: unknown[], rest = {}, document = {}) =>
  flowOf([screenOf('A', first), screenOf('B', second, { terminal: true, ...rest })], document)
const endpoint = { data_api_version: '3.0', routing_model: { A: ['B'], B: [] } }
const exchange = (payload: object = {}) => ({
  type: 'Footer',
  label: 'Ask',
  'on-click-action': { name: 'data_exchange', payload },
})

describe('RichText', () => {
  test('comes as written, lines joined', () => {
    const phone = run(flowWith([{ type: 'RichText', text: ['# Terms', '**All** of them'] }]))
    expect(phone.item('RichText').text).toBe('# Terms\n**All** of them')
  })
})

describe('ChipsSelector', () => {
  const chips = (rest = {}) =>
    flowWith([{ ...radio('tags', ['a', 'b', 'c']), type: 'ChipsSelector', ...rest }])
  test('holds ids in the order of selection; the rest is greyed at the maximum', () => {
    const phone = run(chips({ 'max-selected-items': 2 }))
    phone.type('tags', ['c', 'a', 'x', 'c'])
    expect(phone.item('ChipsSelector')).toMatchObject({ value: ['c', 'a'], maxSelected: 2 })
    expect(phone.item('ChipsSelector').options.map(({ enabled }) => enabled)).toEqual([
      true,
      false,
      true,
    ])
  })
  test('counts its minimum even when not required, and not at all when disabled', () => {
    expect(run(chips({ 'min-selected-items': 1 })).view.footer?.enabled).toBe(false)
    expect(run(chips({ 'min-selected-items': 1, enabled: false })).view.footer?.enabled).toBe(true)
  })
})

describe('CalendarPicker', () => {
  const calendar = (rest = {}) =>
    run(flowWith([{ type: 'CalendarPicker', name: 'stay', label: 'Stay', ...rest }]))
  const label = { 'start-date': 'From', 'end-date': 'To' }
  test.each<[rest: object, day: string, fine: boolean]>([
    [{}, '2026-05-04', true],
    [{ required: true }, '', false],
    [{ 'include-days': ['Mon', 'Tue'] }, '2026-05-04', true],
    [{ 'include-days': ['Mon', 'Tue'] }, '2026-05-06', false],
    [{ 'unavailable-dates': ['2026-05-04'] }, '2026-05-04', false],
    [{ 'min-date': '2026-05-05' }, '2026-05-04', false],
    [{ 'max-date': '2026-05-03' }, '2026-05-04', false],
  ])('one day: %j takes %s: %s', (rest, day, fine) => {
    const phone = calendar(rest)
    phone.type('stay', day)
    phone.leave('stay')
    expect(phone.view.footer?.enabled).toBe(fine)
    const item = phone.item('CalendarPicker')
    expect('error' in item && item.error === null).toBe(fine)
  })
  test.each<[rest: object, start: string, end: string, which: 'start' | 'end' | null]>([
    [{}, '2026-05-04', '2026-05-06', null],
    [{}, '2026-05-06', '2026-05-04', 'end'],
    [{ 'min-days': 3 }, '2026-05-04', '2026-05-06', 'end'],
    [{ 'max-days': 1 }, '2026-05-04', '2026-05-06', 'end'],
    [{ required: { 'start-date': true, 'end-date': true } }, '2026-05-04', '', 'end'],
    [{ required: { 'start-date': true } }, '', '2026-05-04', 'start'],
    [{ 'include-days': ['Mon'] }, '2026-05-05', '2026-05-11', 'start'],
  ])('a range: %j with %s to %s', (rest, start, end, which) => {
    const phone = calendar({ mode: 'range', label, ...rest })
    phone.type('stay', { 'start-date': start, 'end-date': end })
    phone.leave('stay')
    const item = phone.item('CalendarPicker')
    if (item.mode !== 'range') throw new Error('not a range')
    expect([item.start.label, item.end.label]).toEqual(['From', 'To'])
    expect(item.start.error !== null).toBe(which === 'start')
    expect(item.end.error !== null).toBe(which === 'end')
    expect(phone.view.footer?.enabled).toBe(which === null)
  })
  test('a part not chosen yet is empty, both cleared are none', () => {
    const phone = calendar({ mode: 'range', label })
    phone.type('stay', { 'start-date': '2026-05-04' })
    expect(phone.state.forms.ONLY?.stay).toEqual({ 'start-date': '2026-05-04', 'end-date': '' })
    phone.type('stay', { 'start-date': '' })
    expect(phone.state.forms.ONLY?.stay).toBeNull()
  })
})

describe('ImageCarousel', () => {
  test('shows its pictures as safe addresses', () => {
    const phone = run(
      flowWith([
        {
          type: 'ImageCarousel',
          images: [
            { src: 'iVBORw0KGgo=', 'alt-text': 'One' },
            { src: 'javascript:alert(1)', 'alt-text': 'Two' },
          ],
          'aspect-ratio': '16:9',
        },
      ]),
    )
    expect(phone.item('ImageCarousel')).toMatchObject({
      images: [
        { src: 'data:image/png;base64,iVBORw0KGgo=', altText: 'One' },
        { src: null, altText: 'Two' },
      ],
      aspectRatio: '16:9',
      scaleType: 'contain',
    })
  })
})

describe('NavigationList', () => {
  const row = (id: string, rest = {}) => ({
    id,
    'main-content': { title: id.toUpperCase() },
    ...rest,
  })
  const toB = (payload = {}) => ({ name: 'navigate', next: { type: 'screen', name: 'B' }, payload })
  const list = (rest: object) => ({ type: 'NavigationList', name: 'menu', ...rest })
  const target = { data: { picked: { type: 'string', __example__: 'x' } } }

  test('a tap sets the row’s id and runs the list’s action, whatever the form says', () => {
    const phone = run(
      two(
        [
          list({
            'list-items': [row('one'), row('two')],
            'on-click-action': toB({ picked: '${form.menu}' }),
          }),
        ],
        [footer()],
        target,
      ),
    )
    phone.does({ type: 'tap-item', name: 'menu', id: 'two' })
    expect(phone.view.screenId).toBe('B')
    expect(phone.state.data.B).toEqual({ picked: 'two' })
  })
  test('rows have actions of their own; disabled rows none', () => {
    const phone = run(
      two(
        [
          list({
            'list-items': [
              row('one', { 'on-click-action': toB({ picked: '1' }) }),
              row('off', { enabled: false, 'on-click-action': toB({ picked: '2' }) }),
            ],
          }),
        ],
        [footer()],
        target,
      ),
    )
    phone.does({ type: 'tap-item', name: 'menu', id: 'off' })
    phone.does({ type: 'tap-item', name: 'menu', id: 'nobody' })
    expect(phone.view.screenId).toBe('A')
    phone.does({ type: 'tap-item', name: 'menu', id: 'one' })
    expect(phone.state.data.B).toEqual({ picked: '1' })
  })
  test('bound rows bring their texts and actions; over twenty none show', () => {
    const data = { rows: { type: 'array', items: { type: 'object' }, __example__: [] } }
    const rows = [
      row('x', { badge: 'New', tags: ['a'], end: { title: '5' }, 'on-click-action': toB() }),
    ]
    const text = flowOf([
      screenOf('A', [list({ 'list-items': '${data.rows}' })], { data }),
      screenOf('B', [footer()], { terminal: true }),
    ])
    const phone = run(text, { data: { rows } })
    expect(phone.item('NavigationList').items[0]).toMatchObject({
      id: 'x',
      title: 'X',
      badge: 'New',
      tags: ['a'],
      end: { title: '5' },
    })
    phone.does({ type: 'tap-item', name: 'menu', id: 'x' })
    expect(phone.view.screenId).toBe('B')
    const many = run(text, { data: { rows: Array.from({ length: 21 }, (_, at) => row(`r${at}`)) } })
    expect(many.item('NavigationList').items).toEqual([])
  })
})

describe.each([
  ['PhotoPicker', 'photos'],
  ['DocumentPicker', 'documents'],
])('%s', (type, what) => {
  const picker = (
    rest = {},
    payload: object = { files: '${form.files}' },
    last: object = footer(payload as never),
  ) => run(flowWith([{ type, name: 'files', label: 'Files', ...rest }, last as never]))
  const file = (rest = {}) => ({ file_name: 'a.png', mime_type: 'image/png', size: 1000, ...rest })

  test('fewest and most files, size and failed uploads hold the Footer back', () => {
    const phone = picker({
      [`min-uploaded-${what}`]: 1,
      [`max-uploaded-${what}`]: 2,
      'max-file-size-kb': 1,
    })
    const fine = (files: object[]) => {
      phone.type('files', files)
      return phone.view.footer?.enabled
    }
    expect(fine([])).toBe(false)
    expect(fine([file()])).toBe(true)
    expect(fine([file(), file(), file()])).toBe(false)
    expect(fine([file({ size: 1025 })])).toBe(false)
    expect(fine([file({ upload: 'failed' })])).toBe(false)
    expect(fine([file({ upload: 'running' })])).toBe(false)
  })
  test('an upload that runs blocks silently', () => {
    const phone = picker()
    phone.type('files', [file({ upload: 'running' })])
    phone.leave('files')
    expect(phone.view.items[0]).toMatchObject({ error: null })
  })
  test('the answer carries what answers carry of a file, and nothing of the upload', () => {
    const phone = picker()
    phone.type('files', [
      file({ media_id: 'm', sha256: 'h', id: 'i', cdn_url: 'u', upload: undefined }),
    ])
    phone.tap()
    expect(phone.view.payload).toEqual({
      files: [{ file_name: 'a.png', mime_type: 'image/png', sha256: 'h', id: 'i' }],
      flow_token: 'unused',
    })
  })
  test('the endpoint gets what endpoints get of a file', () => {
    const text = flowOf(
      [
        screenOf('A', [{ type, name: 'files', label: 'F' }, exchange({ files: '${form.files}' })]),
        screenOf('B', [footer()], { terminal: true }),
      ],
      endpoint,
    )
    const phone = run(text)
    phone.type('files', [file({ media_id: 'm', cdn_url: 'u', encryption_metadata: { iv: 'x' } })])
    phone.tap()
    expect(phone.effects.at(-1)).toMatchObject({
      data: {
        files: [
          { file_name: 'a.png', media_id: 'm', cdn_url: 'u', encryption_metadata: { iv: 'x' } },
        ],
      },
    })
  })
  test('messages by media id show at once', () => {
    const phone = picker({ 'error-message': { m: 'Too dark' } })
    expect(phone.view.items[0]).toMatchObject({ error: 'Too dark' })
  })
})

test('DocumentPicker refuses kinds of file that are not asked for', () => {
  const phone = run(
    flowWith([
      {
        type: 'DocumentPicker',
        name: 'files',
        label: 'F',
        'allowed-mime-types': ['application/pdf'],
      },
    ]),
  )
  phone.type('files', [{ file_name: 'a.png', mime_type: 'image/png' }])
  expect(phone.view.footer?.enabled).toBe(false)
  phone.type('files', [{ file_name: 'a.pdf', mime_type: 'application/pdf' }])
  expect(phone.view.footer?.enabled).toBe(true)
})

describe('opening by data_exchange', () => {
  test('INIT asks for the first screen', () => {
    const phone = run(two([exchange()], [footer()], {}, endpoint), {
      asksEndpoint: true,
      data: { a: 1 },
      flowToken: 't',
    })
    expect(phone.effects).toEqual([
      { type: 'request', action: 'INIT', screen: '', data: { a: 1 }, flowToken: 't' },
    ])
    expect(phone.view).toMatchObject({ status: 'waiting', screenId: '', items: [] })
    phone.reply('B')
    expect(phone.view).toMatchObject({ status: 'open', screenId: 'B', canGoBack: false })
  })
})

describe('data_exchange', () => {
  test('waits, takes the answer’s data, shows its error on the same screen', () => {
    const data = { hint: { type: 'string', __example__: 'x' } }
    const text = flowOf(
      [
        screenOf('A', [input('city'), exchange({ city: '${form.city}' })], { data }),
        screenOf('B', [footer()], { terminal: true }),
      ],
      endpoint,
    )
    const phone = run(text)
    phone.type('city', 'Lyon')
    phone.tap()
    expect(phone.view.status).toBe('waiting')
    phone.type('city', 'blocked')
    phone.reply('A', { hint: 'new', error_message: 'No such city' })
    expect(phone.view).toMatchObject({ status: 'open', screenId: 'A', snackbar: 'No such city' })
    expect(phone.state.forms.A).toEqual({ city: 'Lyon' })
    expect(phone.state.data.A).toMatchObject({ hint: 'new' })
  })
  test('a screen outside the routing model is a fault that back leads out of', () => {
    const text = flowOf(
      [
        screenOf('A', [exchange()]),
        screenOf('B', [exchange()]),
        screenOf('C', [footer()], { terminal: true }),
      ],
      { data_api_version: '3.0', routing_model: { A: ['B'], B: ['C'], C: [] } },
    )
    const phone = run(text)
    phone.tap()
    phone.reply('C')
    expect(phone.view).toMatchObject({
      screenId: 'A',
      error: { kind: 'invalid-screen-transition' },
    })
    phone.tap()
    expect(phone.view.status).toBe('open')
    phone.back()
    expect(phone.view).toMatchObject({ screenId: 'A', error: null })
  })
  test('data that violates the model is a fault', () => {
    const data = {
      list: { type: 'array', items: { type: 'object' }, __example__: [] },
      required: ['list'],
    }
    const text = two([exchange()], [footer()], { data }, endpoint)
    for (const answer of [{}, { list: 'no list' }]) {
      const phone = run(text)
      phone.tap()
      phone.reply('B', answer)
      expect(phone.view.error?.kind).toBe('payload-schema-error')
    }
  })
  test('SUCCESS ends with its params, their token first', () => {
    const params = (rest: object) => ({ extension_message_response: { params: rest } })
    const phone = run(two([exchange()], [footer()], {}, endpoint), { flowToken: 't' })
    phone.tap()
    phone.reply('SUCCESS', params({ flow_token: 'theirs', done: true }))
    expect(phone.view.payload).toEqual({ flow_token: 'theirs', done: true })
    const bare = run(two([exchange()], [footer()], {}, endpoint), { flowToken: 't' })
    bare.tap()
    bare.reply('SUCCESS', params({ done: true }))
    expect(bare.view.payload).toEqual({ flow_token: 't', done: true })
    const closing = run(two([exchange()], [footer()], {}, endpoint))
    closing.tap()
    closing.reply('SUCCESS')
    expect(closing.view).toMatchObject({ status: 'closed', payload: null })
  })
  test('refresh_on_back asks before it goes back', () => {
    const phone = run(two([exchange()], [footer()], { refresh_on_back: true }, endpoint))
    phone.tap()
    phone.reply('B')
    phone.back()
    expect(phone.effects.at(-1)).toMatchObject({ action: 'BACK', screen: 'B' })
    expect(phone.view.status).toBe('waiting')
    phone.reply('A')
    expect(phone.view).toMatchObject({ screenId: 'A', canGoBack: false })
  })
  test('6.x runs select actions when the first screen shows with a value', () => {
    const flow = (version: string) =>
      flowOf(
        [
          screenOf('A', [
            radio('size', ['s'], {
              'init-value': 's',
              'on-select-action': { name: 'data_exchange', payload: { size: '${form.size}' } },
            }),
            exchange(),
          ]),
          screenOf('B', [footer()], { terminal: true }),
        ],
        { ...endpoint, version },
      )
    expect(run(flow('6.3')).effects).toMatchObject([
      { action: 'data_exchange', data: { size: 's' } },
    ])
    expect(run(flow('7.0')).effects).toEqual([])
  })
})

describe('update_data', () => {
  const data = { price: { type: 'string', __example__: '1' } }
  const update = (price: string) => ({ name: 'update_data', payload: { price } })
  test('on the component and on single options, select and unselect', () => {
    const text = flowWith(
      [
        {
          ...radio('size', []),
          'data-source': [
            {
              id: 's',
              title: 'S',
              'on-select-action': update('5'),
              'on-unselect-action': update('none'),
            },
            { id: 'm', title: 'M', 'on-select-action': update('8') },
          ],
        },
        { type: 'TextBody', text: '${data.price}' },
      ],
      { data },
    )
    const phone = run(text)
    phone.type('size', 's')
    expect(phone.item('TextBody').text).toBe('5')
    phone.type('size', 'm')
    expect(phone.item('TextBody').text).toBe('8')
    phone.type('size', 's')
    phone.type('size', '')
    expect(phone.item('TextBody').text).toBe('none')
  })
  test('options that go away take the choice with them', () => {
    const list = (ids: string[]) => ids.map((id) => ({ id, title: id }))
    const text = flowWith(
      [
        {
          type: 'OptIn',
          name: 'more',
          label: 'More',
          'on-select-action': { name: 'update_data', payload: { list: list(['b']) } },
        },
        { ...radio('size', []), type: 'Dropdown', 'data-source': '${data.list}' },
      ],
      {
        data: {
          list: {
            type: 'array',
            items: {
              type: 'object',
              properties: { id: { type: 'string' }, title: { type: 'string' } },
            },
            __example__: list(['a', 'b']),
          },
        },
      },
    )
    const phone = run(text, { examples: true })
    phone.type('size', 'a')
    phone.type('more', true)
    expect(phone.state.forms.ONLY?.size).toBe('')
  })
})

describe('Switch', () => {
  const flow = flowWith([
    radio('size', ['s', 'm', 'l']),
    {
      type: 'Switch',
      value: '${form.size}',
      cases: {
        s: [{ type: 'TextBody', text: 'small' }],
        default: [{ type: 'TextBody', text: 'other' }],
        m: [],
      },
    },
  ])
  test.each([
    ['s', 'small'],
    ['l', 'other'],
    ['', 'other'],
    ['m', null],
  ])('value %s shows %s', (size, shown) => {
    const phone = run(flow)
    phone.type('size', size)
    expect(
      phone.view.items.flatMap((item) => (item.kind === 'TextBody' ? [item.text] : [])),
    ).toEqual(shown === null ? [] : [shown])
  })
})

describe('If', () => {
  test('a literal condition, a nested one, and values that stay while hidden', () => {
    const phone = run(
      flowWith([
        ifShown(true, [{ type: 'TextBody', text: 'always' }]),
        { type: 'OptIn', name: 'yes', label: 'Yes' },
        ifShown('${form.yes}', [ifShown('!${form.yes}', [], [input('why', { required: true })])]),
        footer({ why: '${form.why}' }),
      ]),
    )
    expect(phone.item('TextBody').text).toBe('always')
    expect(phone.view.footer?.enabled).toBe(true)
    phone.type('yes', true)
    expect(phone.view.footer?.enabled).toBe(false)
    phone.type('why', 'because')
    phone.type('yes', false)
    phone.tap()
    expect(phone.view.payload).toMatchObject({ why: 'because' })
  })
})

describe('lists with ids that are empty or repeated', () => {
  test('keep the screen from showing', () => {
    const phone = run(flowWith([radio('size', ['s', 's'])]))
    expect(phone.view.error).toMatchObject({ kind: 'broken-list' })
  })
})

describe('the chat summary', () => {
  test('shows titles, masks what is sensitive, leaves secrets and hidden files out', () => {
    const text = flowOf([
      screenOf(
        'A',
        [
          input('city', { label: 'City' }),
          input('card', { label: 'Card' }),
          input('word', { label: 'Word', 'input-type': 'password' }),
          radio('size', ['s', 'm'], { label: 'Size' }),
          { type: 'OptIn', name: 'yes', label: 'Agreed' },
          { type: 'DatePicker', name: 'day', label: 'Day' },
          { type: 'PhotoPicker', name: 'photo', label: 'Photo' },
          navigateFooter('B'),
        ],
        { sensitive: ['card', 'photo', 'yes'] },
      ),
      screenOf('B', [footer()], { terminal: true }),
    ])
    const phone = run(text)
    for (const [name, value] of Object.entries({
      city: 'Lyon',
      card: '1234',
      word: 'secret',
      size: 'm',
      yes: true,
      day: '2026-05-04',
      photo: [{ file_name: 'a.png' }],
    }))
      phone.type(name, value)
    phone.tap()
    phone.tap()
    expect(phone.summary).toEqual([
      {
        title: 'Screen A',
        rows: [
          { label: 'City', kind: 'text', value: 'Lyon' },
          { label: 'Card', kind: 'text', value: '••••••••••••' },
          { label: 'Size', kind: 'text', value: 'M' },
          { label: 'Agreed', kind: 'tick', value: '✓' },
          { label: 'Day', kind: 'date', value: '2026-05-04' },
        ],
      },
      { title: 'Screen B', rows: [] },
    ])
  })
})

test('every component kind can be shown without a fault', () => {
  for (const { kind } of componentSpecs) {
    const phone = run(flowWith([{ type: kind, name: 'x' }]))
    expect(phone.view.status).toBe('open')
    expect(phone.view.items.some((item) => item.kind === 'Placeholder')).toBe(false)
  }
})

test('a hostile pattern holds nothing up', () => {
  const phone = run(flowWith([input('a', { pattern: '(a+)+$', 'max-chars': 5000 })]))
  phone.type('a', `${'a'.repeat(4000)}!`)
  expect(phone.view.footer?.enabled).toBe(false)
})
