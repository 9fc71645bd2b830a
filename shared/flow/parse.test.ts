/** The parser: reads what JSON.parse reads, survives everything else. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exampleFlows } from './examples/index.ts'
import { type JsonNode, nodeAt, pathAt, pathTo, toValue } from './json-node.ts'
import { isStrictJson, MAX_DEPTH, parseFlow } from './parse.ts'

const strictly = (text: string): unknown => {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

/** JSON.parse rounds nothing differently, so both sides can be compared as text. */
const sameAsJsonParse = (text: string) => {
  const parsed = parseFlow(text)
  const strict = strictly(text) as { value: unknown } | null
  expect(isStrictJson(parsed), text).toBe(strict !== null)
  if (strict) expect(JSON.stringify(parsed.value)).toBe(JSON.stringify(strict.value))
}

describe('agrees with JSON.parse', () => {
  test('on any JSON value, however it is spaced', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        sameAsJsonParse(JSON.stringify(value, null, indent))
      }),
    )
  })

  test('on JSON with a few characters changed, taken out or put in', () => {
    const pieces = fc.constantFrom(
      '"',
      '\\',
      ',',
      ':',
      '{',
      '}',
      '[',
      ']',
      ' ',
      '\n',
      '1',
      '-',
      '.',
      'e',
      't',
      '\u0000',
      'é',
      '/',
    )
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.array(fc.tuple(fc.nat(), fc.nat(2), pieces), { minLength: 1, maxLength: 4 }),
        (value, edits) => {
          let text = JSON.stringify(value)
          for (const [place, removed, piece] of edits) {
            const at = place % (text.length + 1)
            text = text.slice(0, at) + piece + text.slice(at + removed)
          }
          sameAsJsonParse(text)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test.each([
    '',
    ' ',
    '\uFEFF{}',
    '{}x',
    '{} {}',
    '01',
    '-',
    '1.',
    '.5',
    '1e',
    '1e400',
    '-0',
    '9007199254740993',
    '"\\u12"',
    '"\\ud800"',
    '"\\x"',
    '"a\tb"',
    '"a\\',
    'nul',
    'truefalse',
    '[1,]',
    '[,1]',
    '{,}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{"a" 1}',
    '{"a":1 "b":2}',
    '[1 2]',
    '[}',
    '{]',
    ']',
    '}',
    ',',
    ':',
    '/* c */1',
    '1 // c',
    "{'a':1}",
    '{a:1}',
    '{"a":1}}',
    '[[]',
    '"\u2028"',
    '"\n"',
    'NaN',
    '[1}',
  ])('on %j', (text) => sameAsJsonParse(text))
})

describe('keeps what it can of broken text', () => {
  const flow = exampleFlows[0]?.text ?? ''

  test('cut off anywhere: no throw, at least one problem, positions inside the text', () => {
    for (let length = 0; length < flow.trimEnd().length; length++) {
      const text = flow.slice(0, length)
      const { errors } = parseFlow(text)
      expect(errors.length, `cut at ${length}`).toBeGreaterThan(0)
      for (const problem of errors)
        expect(problem.offset + problem.length).toBeLessThanOrEqual(text.length + 1)
    }
  })

  test('random text never throws, and every node lies inside its parent', () => {
    const inside = (node: JsonNode, from: number, to: number) => {
      expect(node.offset).toBeGreaterThanOrEqual(from)
      expect(node.offset + node.length).toBeLessThanOrEqual(to)
      const end = node.offset + node.length
      if (node.type === 'array') for (const item of node.items) inside(item, node.offset, end)
      if (node.type === 'object')
        for (const { key, value } of node.members) {
          inside(key, node.offset, end)
          if (value) inside(value, node.offset, end)
        }
    }
    const text = fc.string({
      unit: fc.constantFrom(...'{}[]:,"\\ \n19-tfn/*aé\u0000'),
      maxLength: 60,
    })
    fc.assert(
      fc.property(text, (written) => {
        const { root } = parseFlow(written)
        if (root) inside(root, 0, written.length)
      }),
      { numRuns: 3000 },
    )
  })

  test.each([
    ['a value not typed yet', '{"a": , "b": 2}', { a: null, b: 2 }],
    ['a value not typed yet, next line', '{"a":\n"b": 2}', { a: null, b: 2 }],
    ['a text not closed ends with its line', '{"a": "x\n, "b": 2}', { a: 'x', b: 2 }],
    ['a comma forgotten', '{"a": 1 "b": [1 2]}', { a: 1, b: [1, 2] }],
    ['a comma too many', '{"a": [1,], }', { a: [1] }],
    ['a list not closed', '{"a": [1, 2}', { a: [1, 2] }],
    ['the end missing', '{"a": {"b": 1', { a: { b: 1 } }],
    ['comments', '{/* c */ "a": 1 // d\n}', { a: 1 }],
    ['a name without quotes', '{a: 1}', { a: 1 }],
  ])('%s', (_, text, value) => {
    const parsed = parseFlow(text)
    expect(parsed.errors.length).toBeGreaterThan(0)
    expect(JSON.parse(JSON.stringify(parsed.value))).toEqual(value)
  })
})

describe('bounds', () => {
  test('nesting is read down to the limit and refused beyond it', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(parseFlow(nested(MAX_DEPTH)).errors).toEqual([])
    expect(parseFlow(nested(MAX_DEPTH + 1)).errors).toMatchObject([
      { kind: 'too-deep', offset: MAX_DEPTH },
    ])
  })

  test('a million brackets exhaust neither stack nor patience', () => {
    for (const piece of ['[', '{"a":', '[{', ']', '"', ',', '{']) {
      const { errors } = parseFlow(piece.repeat(1_000_000 / piece.length))
      expect(errors.length).toBeGreaterThan(0)
    }
  })
})

describe('special keys', () => {
  test('duplicates are reported where they stand; the last one counts', () => {
    const parsed = parseFlow('{"a": 1, "b": 2, "a": 3}')
    expect(parsed.errors).toMatchObject([{ kind: 'duplicate-key', offset: 17, length: 3 }])
    expect(nodeAt(parsed.root, 'a')).toMatchObject({ value: 3 })
    expect(isStrictJson(parsed)).toBe(true)
  })

  test('__proto__ and constructor are keys like any other', () => {
    const value = parseFlow('{"__proto__": {"x": 1}, "constructor": 2}').value as Record<
      string,
      unknown
    >
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})

describe('paths', () => {
  const text = '{"screens": [{"id": "A", "cases": {"a.b": [true]}}]}'
  const { root } = parseFlow(text)

  test('lead to nodes and back', () => {
    for (const path of [
      '',
      'screens',
      'screens[0]',
      'screens[0].id',
      'screens[0].cases["a.b"][0]',
    ]) {
      const node = nodeAt(root, path)
      expect(node, path).not.toBeNull()
      if (node) expect(pathTo(root, node)).toBe(path)
    }
    expect(nodeAt(root, 'screens[1].id')).toBeNull()
    expect(nodeAt(root, 'screens[')).toBeNull()
  })

  test('name the deepest thing at a place', () => {
    expect(pathAt(root, text.indexOf('"A"') + 1)).toBe('screens[0].id')
    expect(pathAt(root, text.indexOf('"id"') + 1)).toBe('screens[0].id')
    expect(pathAt(root, text.indexOf('true'))).toBe('screens[0].cases["a.b"][0]')
    expect(pathAt(root, 0)).toBe('')
  })

  test('toValue gives what JSON.parse gives for every example', () => {
    for (const example of exampleFlows)
      expect(toValue(parseFlow(example.text).root)).toEqual(JSON.parse(example.text))
  })
})
