/** Intents from outside: text in, text out, with everything else left as it was. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../text-edit.ts'
import { exampleFlows } from '../examples/index.ts'
import { isStrictJson, parseFlow } from '../parse.ts'
import { flowOf, footer, ifShown, input, navigateFooter, radio, screenOf } from '../testing.ts'
import { applyIntent, formatFlow, type Intent, minifyFlow, referencesTo } from './index.ts'
import { placesOf, randomIntent } from './random-intents.ts'

const run = (text: string, intent: Intent): string => {
  const applied = applyIntent(text, intent)
  if (!applied.ok) throw new Error(applied.error.message)
  return applyEdits(text, applied.value.edits)
}
const refusal = (text: string, intent: Intent) => {
  const applied = applyIntent(text, intent)
  return applied.ok ? null : applied.error.kind
}

const SMALL = `{
  "version": "7.3",
  "screens": [
    {
      "id": "A",
      "title": "First",   "extra": [1,2],
      "terminal": true,
      "layout": {
        "type": "SingleColumnLayout",
        "children": [
          { "type": "TextInput", "name": "city", "label": "City" },
          {
            "type": "Footer",
            "label": "Send",
            "on-click-action": {"name": "complete", "payload": {"city": "\${form.city}"}}
          }
        ]
      }
    }
  ]
}
`
const HOME = 'screens[0].layout.children'

describe('properties', () => {
  test('set writes a new one last, in the style around it', () => {
    expect(
      run(SMALL, { kind: 'set-property', path: `${HOME}[0]`, property: 'required', value: true }),
    ).toBe(SMALL.replace('"label": "City" }', '"label": "City", "required": true }'))
    expect(
      run(SMALL, { kind: 'set-property', path: `${HOME}[1]`, property: 'enabled', value: false }),
    ).toBe(SMALL.replace('}}\n          }', '}},\n            "enabled": false\n          }'))
  })
  test('set replaces a value and nothing else', () => {
    expect(
      run(SMALL, { kind: 'set-property', path: 'screens[0]', property: 'title', value: 'Second' }),
    ).toBe(SMALL.replace('"First"', '"Second"'))
  })
  test('set writes objects over several lines where lines are broken', () => {
    expect(
      run(SMALL, {
        kind: 'set-property',
        path: 'screens[0]',
        property: 'data',
        value: { a: { type: 'string' } },
      }),
    ).toBe(
      SMALL.replace(
        '        ]\n      }\n    }',
        '        ]\n      },\n      "data": {\n        "a": {\n          "type": "string"\n        }\n      }\n    }',
      ),
    )
  })
  test('unset takes the comma along: first, middle, last', () => {
    const at = (property: string) =>
      run(SMALL, { kind: 'unset-property', path: `${HOME}[0]`, property })
    expect(at('type')).toBe(SMALL.replace('"type": "TextInput", ', ''))
    expect(at('name')).toBe(SMALL.replace(', "name": "city"', ''))
    expect(at('label')).toBe(SMALL.replace(', "label": "City"', ''))
  })
  test('the text of one line stays on one line', () => {
    const compact = JSON.stringify(JSON.parse(SMALL))
    expect(
      run(compact, { kind: 'set-property', path: `${HOME}[0]`, property: 'required', value: true }),
    ).toBe(compact.replace('"label":"City"}', '"label":"City","required":true}'))
  })
  test('tabs, four blanks and \\r\\n are kept', () => {
    for (const [indent, eol] of [
      ['\t', '\n'],
      ['    ', '\n'],
      ['  ', '\r\n'],
    ] as const) {
      const text = JSON.stringify(JSON.parse(SMALL), null, indent).replaceAll('\n', eol)
      const after = run(text, {
        kind: 'add-item',
        list: 'screens',
        value: screenOf('B', [footer()]),
      })
      expect(after).toBe(
        JSON.stringify(
          {
            ...JSON.parse(SMALL),
            screens: [...JSON.parse(SMALL).screens, screenOf('B', [footer()])],
          },
          null,
          indent,
        ).replaceAll('\n', eol),
      )
    }
  })
})

describe('components', () => {
  test('add, with a name of its own', () => {
    const after = run(SMALL, {
      kind: 'add-component',
      list: HOME,
      index: 1,
      component: { type: 'TextInput', name: 'city', label: 'Other' },
    })
    expect(JSON.parse(after).screens[0].layout.children[1].name).toBe('city_2')
  })
  test('move keeps the bytes', () => {
    const after = run(SMALL, { kind: 'move-component', path: `${HOME}[1]`, list: HOME, index: 0 })
    expect(
      JSON.parse(after).screens[0].layout.children.map((it: { type: string }) => it.type),
    ).toEqual(['Footer', 'TextInput'])
    expect(after).toContain('{"name": "complete", "payload": {"city": "${form.city}"}}')
    expect(after).toContain('{ "type": "TextInput", "name": "city", "label": "City" }')
  })
  test('nothing moves into itself', () => {
    const wrapped = run(SMALL, {
      kind: 'wrap-in-if',
      list: HOME,
      from: 0,
      until: 0,
      condition: 'x',
    })
    expect(
      refusal(wrapped, {
        kind: 'move-component',
        path: `${HOME}[0]`,
        list: `${HOME}[0].then`,
        index: 0,
      }),
    ).toBe('bad-place')
  })
  test('duplicate gives fields names of their own, and bindings inside follow', () => {
    const text = flowOf([
      screenOf(
        'A',
        [
          {
            type: 'Form',
            name: 'form',
            children: [
              input('city'),
              footer({ city: '${form.city}', where: "`'In ' ${form.city}`" }),
            ],
          },
        ],
        { terminal: true },
      ),
    ])
    const copy = JSON.parse(run(text, { kind: 'duplicate-component', path: `${HOME}[0]` }))
      .screens[0].layout.children[1]
    expect(copy.children[0].name).toBe('city_2')
    expect(copy.children[1]['on-click-action'].payload).toEqual({
      city: '${form.city_2}',
      where: "`'In ' ${form.city_2}`",
    })
  })
  test('wrap in If and unwrap give the same text again', () => {
    const condition = "${form.city} == 'x'"
    const wrapped = run(SMALL, { kind: 'wrap-in-if', list: HOME, from: 0, until: 1, condition })
    expect(JSON.parse(wrapped).screens[0].layout.children).toEqual([
      ifShown(condition, JSON.parse(SMALL).screens[0].layout.children),
    ])
    expect(run(wrapped, { kind: 'unwrap-if', path: `${HOME}[0]` })).toBe(SMALL)
  })
})

describe('screens', () => {
  const flow = flowOf(
    [
      screenOf('ASK', [input('city'), navigateFooter('DONE', { city: '${form.city}' })]),
      screenOf(
        'DONE',
        [
          { type: 'TextBody', text: "`'From ' ${screen.ASK.form.city} ' ASK'`" },
          footer({ city: '${data.city}', other: '${screen.ASK.form.city}' }),
        ],
        { terminal: true, data: { city: { type: 'string', __example__: 'Lyon' } } },
      ),
    ],
    { routing_model: { ASK: ['DONE'], DONE: [] } },
  )
  test('rename reaches ids, routes, actions and bindings, and no plain words', () => {
    const after = run(flow, { kind: 'rename-screen', id: 'ASK', to: 'QUESTION' })
    expect(after).toContain('"id": "QUESTION"')
    expect(after).toContain('"QUESTION": [')
    expect(after).toContain("`'From ' ${screen.QUESTION.form.city} ' ASK'`")
    expect(after).toContain('Screen ASK')
    expect(run(after, { kind: 'rename-screen', id: 'QUESTION', to: 'ASK' })).toBe(flow)
    expect(refusal(flow, { kind: 'rename-screen', id: 'ASK', to: 'DONE' })).toBe('name-taken')
    expect(refusal(flow, { kind: 'rename-screen', id: 'ASK', to: 'A 1' })).toBe('bad-name')
    expect(refusal(flow, { kind: 'rename-screen', id: 'NOBODY', to: 'X' })).toBe('no-such-place')
  })
  test('rename of a field leaves payload keys, the columns of answers, alone', () => {
    const after = JSON.parse(
      run(flow, { kind: 'rename-field', screen: 'ASK', name: 'city', to: 'town' }),
    )
    expect(after.screens[0].layout.children[0].name).toBe('town')
    expect(after.screens[0].layout.children[1]['on-click-action'].payload).toEqual({
      city: '${form.town}',
    })
    expect(after.screens[1].layout.children[1]['on-click-action'].payload.other).toBe(
      '${screen.ASK.form.town}',
    )
  })
  test('rename of a data field reaches the payloads that fill it', () => {
    const after = JSON.parse(
      run(flow, { kind: 'rename-data-field', screen: 'DONE', name: 'city', to: 'town' }),
    )
    expect(Object.keys(after.screens[1].data)).toEqual(['town'])
    expect(after.screens[0].layout.children[1]['on-click-action'].payload).toEqual({
      town: '${form.city}',
    })
    expect(after.screens[1].layout.children[1]['on-click-action'].payload.city).toBe('${data.town}')
  })
  test('references tell definition and uses', () => {
    const parsed = parseFlow(flow)
    const found = referencesTo(
      { text: flow, root: parsed.root },
      { kind: 'field', screen: 'ASK', name: 'city' },
    )
    expect(
      found.map(({ isDefinition, at, length }) => [isDefinition, flow.slice(at, at + length)]),
    ).toEqual([
      [true, 'city'],
      [false, 'city'],
      [false, 'city'],
      [false, 'city'],
    ])
  })
  test('a name inside an escaped text is found at its source', () => {
    const escaped = flow.replace("'From '", '\'\\u0041 \\"q\\" \'')
    const after = run(escaped, { kind: 'rename-screen', id: 'ASK', to: 'QUESTION' })
    expect(after).toContain('\'\\u0041 \\"q\\" \' ${screen.QUESTION.form.city}')
  })
  test('duplicate, delete, move, connect', () => {
    const doubled = JSON.parse(run(flow, { kind: 'duplicate-screen', id: 'ASK' }))
    expect(doubled.screens.map((it: { id: string }) => it.id)).toEqual(['ASK', 'ASK_B', 'DONE'])
    expect(doubled.routing_model).toEqual({ ASK: ['DONE'], DONE: [], ASK_B: [] })
    const less = JSON.parse(run(flow, { kind: 'delete-screen', id: 'DONE' }))
    expect(less.routing_model).toEqual({ ASK: [] })
    const swapped = JSON.parse(run(flow, { kind: 'move-screen', id: 'DONE', index: 0 }))
    expect(swapped.screens.map((it: { id: string }) => it.id)).toEqual(['DONE', 'ASK'])
    const added = run(flow, { kind: 'add-screen' })
    const joined = JSON.parse(run(added, { kind: 'connect-screens', from: 'SCREEN', to: 'DONE' }))
    expect(joined.routing_model.SCREEN).toEqual(['DONE'])
    expect(joined.screens[2].layout.children[0]['on-click-action']).toEqual({
      name: 'navigate',
      next: { type: 'screen', name: 'DONE' },
      payload: { city: '' },
    })
  })
})

describe('lists', () => {
  const text = flowOf([
    screenOf('A', [radio('size', ['s', 'm', 'l']), footer()], { terminal: true }),
  ])
  const options = `${HOME}[0].data-source`
  const ids = (after: string) =>
    JSON.parse(after).screens[0].layout.children[0]['data-source'].map(
      (it: { id: string }) => it.id,
    )
  test.each([
    [0, 2, ['m', 'l', 's']],
    [2, 0, ['l', 's', 'm']],
    [0, 1, ['m', 's', 'l']],
    [1, 1, ['s', 'm', 'l']],
  ])('move %i to %i', (from, to, expected) => {
    expect(ids(run(text, { kind: 'move-item', list: options, from, to }))).toEqual(expected)
  })
  test('add and remove', () => {
    expect(
      ids(run(text, { kind: 'add-item', list: options, index: 1, value: { id: 'x', title: 'X' } })),
    ).toEqual(['s', 'x', 'm', 'l'])
    expect(ids(run(text, { kind: 'remove-item', list: options, index: 0 }))).toEqual(['m', 'l'])
  })
})

describe('upgrade', () => {
  test('brings an old file to 7.3', () => {
    const old = JSON.stringify(
      {
        version: 2.1,
        data_channel_uri: 'https://example.com',
        screens: [
          screenOf('ASK_1', [
            {
              type: 'RadioButtonsGroup',
              name: 'your_size',
              'data-source': [{ id: 'a', title: 'A' }],
            },
            {
              type: 'DatePicker',
              name: 'day',
              label: 'Day',
              'min-date': '1735689600000',
              'helper-text': ' ',
            },
            { ...navigateFooter('DONE'), 'left-caption': '', 'right-caption': '' },
          ]),
          screenOf('DONE', [{ type: 'TextBody', text: '${screen.ASK_1.form.day}' }, footer()], {
            terminal: true,
          }),
        ],
      },
      null,
      2,
    )
    const applied = applyIntent(old, { kind: 'upgrade-version', to: '7.3' })
    if (!applied.ok) throw new Error(applied.error.message)
    const after = JSON.parse(applyEdits(old, applied.value.edits))
    expect(after.version).toBe('7.3')
    expect(after).not.toHaveProperty('data_channel_uri')
    expect(after.screens[0].id).toBe('ASK_ONE')
    expect(after.screens[0].layout.children[0].label).toBe('Your size')
    expect(after.screens[0].layout.children[1]).toEqual({
      type: 'DatePicker',
      name: 'day',
      label: 'Day',
      'min-date': '2025-01-01',
    })
    expect(Object.keys(after.screens[0].layout.children[2])).toEqual([
      'type',
      'label',
      'on-click-action',
    ])
    expect(after.screens[1].layout.children[0].text).toBe('${screen.ASK_ONE.form.day}')
    expect(applied.value.notes.length).toBeGreaterThan(4)
  })
  test('refuses to go back, and versions that cannot be published', () => {
    expect(refusal(SMALL, { kind: 'upgrade-version', to: '7.2' })).toBe('bad-version')
    expect(refusal(SMALL, { kind: 'upgrade-version', to: '4.0' })).toBe('bad-version')
    expect(refusal('{', { kind: 'upgrade-version', to: '7.3' })).toBe('broken-text')
  })
})

describe('format', () => {
  test('keeps spellings, and minify undoes it', () => {
    const odd = '{"a":1.50e2,"b":"\\u0041","a":[],"c":{},"d":[{"x":null},2]}'
    const formatted = formatFlow(odd)
    expect(formatted.ok && formatted.value).toBe(
      '{\n  "a": 1.50e2,\n  "b": "\\u0041",\n  "a": [],\n  "c": {},\n  "d": [\n    {\n      "x": null\n    },\n    2\n  ]\n}\n',
    )
    const minified = formatted.ok ? minifyFlow(formatted.value) : formatted
    expect(minified.ok && minified.value).toBe(odd)
  })
  test('is its own fixed point on the examples', () => {
    for (const { text } of exampleFlows) {
      const once = formatFlow(text)
      if (!once.ok) throw new Error(once.error.message)
      expect(formatFlow(once.value)).toEqual(once)
      expect(JSON.parse(once.value)).toEqual(JSON.parse(text))
    }
  })
  test('refuses broken text with its place', () => {
    expect(formatFlow('{\n  "a": }')).toMatchObject({ ok: false, error: { line: 2 } })
  })
})

const styles = fc.constantFrom<[string | number, string]>(
  [2, '\n'],
  [4, '\n'],
  ['\t', '\n'],
  [0, ''],
  [2, '\r\n'],
)

describe('any intent anywhere', () => {
  const flows = fc
    .tuple(fc.constantFrom(...exampleFlows), styles)
    .map(([{ text }, [indent, eol]]) =>
      JSON.stringify(JSON.parse(text), null, indent).replaceAll('\n', eol || '\n'),
    )

  test('the text parses again, edits are in order, and the rest is untouched', () => {
    fc.assert(
      fc.property(
        flows.chain((text) => randomIntent(text).map((intent) => ({ text, intent }))),
        ({ text, intent }) => {
          const applied = applyIntent(text, intent)
          if (!applied.ok) return
          const { edits } = applied.value
          let end = 0
          for (const { at, remove } of edits) {
            expect(at).toBeGreaterThanOrEqual(end)
            end = at + remove
          }
          expect(end).toBeLessThanOrEqual(text.length)
          const after = applyEdits(text, edits)
          expect(isStrictJson(parseFlow(after))).toBe(true)
          // What lies outside the edits is there still, in order.
          let from = 0
          let done = 0
          for (const { at, remove, insert } of edits) {
            const kept = text.slice(done, at)
            expect(after.startsWith(kept, from)).toBe(true)
            from += kept.length + insert.length
            done = at + remove
          }
          expect(after.slice(from)).toBe(text.slice(done))
        },
      ),
      { numRuns: 1500 },
    )
  })

  test('set and unset change just that property', () => {
    fc.assert(
      fc.property(
        flows.chain((text) =>
          fc.record({
            text: fc.constant(text),
            path: fc.constantFrom(...placesOf(text).objects),
            value: fc.jsonValue({ maxDepth: 2 }),
          }),
        ),
        ({ text, path, value }) => {
          const set = run(text, { kind: 'set-property', path, property: 'a-new-one', value })
          const at = (document: unknown): Record<string, unknown> =>
            path === ''
              ? (document as Record<string, unknown>)
              : (path
                  .split(/[.[\]]+/)
                  .filter(Boolean)
                  .reduce<unknown>(
                    (node, step) => (node as Record<string, unknown>)[step],
                    document,
                  ) as Record<string, unknown>)
          const wanted = JSON.parse(text)
          at(wanted)['a-new-one'] = JSON.parse(JSON.stringify(value))
          expect(JSON.parse(set)).toEqual(wanted)
          const unset = run(set, { kind: 'unset-property', path, property: 'a-new-one' })
          expect(JSON.parse(unset)).toEqual(JSON.parse(text))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('a text cut anywhere is left alone', () => {
    const text = exampleFlows[0]?.text ?? ''
    for (let length = 0; length < text.length - 2; length += 211)
      expect(refusal(text.slice(0, length), { kind: 'add-screen' })).toBe('broken-text')
  })
})
