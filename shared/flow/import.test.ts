/** Flows in every wrapping people have them in. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankFlowText } from './blank.ts'
import { importFlow } from './import.ts'

const value = JSON.parse(blankFlowText)
const taken = (input: unknown) => {
  const imported = importFlow(input)
  if (!imported.ok) throw new Error(imported.error.message)
  return imported.value
}

test('a bare text stays as it is, without its byte order mark', () => {
  expect(taken(blankFlowText)).toEqual({
    text: blankFlowText,
    name: null,
    categories: [],
    carriedIn: null,
  })
  expect(taken(`\ufeff${blankFlowText}`).text).toBe(blankFlowText)
})

test.each<[string, unknown, string]>([
  ['an object', value, ''],
  ['a JSON string', JSON.stringify(blankFlowText), 'string'],
  ['a JSON string twice', JSON.stringify(JSON.stringify(blankFlowText)), 'string'],
  [
    '8x8’s envelope',
    JSON.stringify({ name: 'Lead', categories: ['SURVEY', 'NONSENSE'], flowJson: blankFlowText }),
    'flowJson',
  ],
  ['8x8’s envelope with an object', { name: 'Lead', flowJson: value }, 'flowJson'],
  [
    'Meta’s create call',
    `\ufeff${JSON.stringify({ name: 'Lead', flow_json: blankFlowText })}`,
    'flow_json',
  ],
  ['a list of one around it', { data: [{ name: 'Lead', flow_json: blankFlowText }] }, 'flow_json'],
])('%s', (_, input, carriedIn) => {
  const { text, ...rest } = taken(input)
  expect(JSON.parse(text)).toEqual(value)
  expect(rest.carriedIn ?? '').toBe(carriedIn)
  if (/flow/.test(carriedIn)) expect(rest.name).toBe('Lead')
})

test('categories that exist come along', () => {
  expect(taken({ categories: ['SURVEY', 'NONSENSE'], flowJson: blankFlowText }).categories).toEqual(
    ['SURVEY'],
  )
})

describe('what is refused', () => {
  test.each([
    ['', 'empty'],
    [' \n\ufeff', 'empty'],
    ['{"version": }', 'not-json'],
    ['[]', 'no-flow'],
    ['3', 'no-flow'],
    [null, 'no-flow'],
    [undefined, 'no-flow'],
    [{ flowJson: '{' }, 'not-json'],
  ])('%j: %s', (input, kind) =>
    expect(importFlow(input)).toMatchObject({ ok: false, error: { kind } }),
  )
  test('the place of what is broken inside', () => {
    expect(importFlow({ flowJson: '{\n  "a": }' })).toMatchObject({
      error: { line: 2, column: 3, carriedIn: 'flowJson' },
    })
  })
  test('anything at all gives a result', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.json()), (input) => {
        expect(typeof importFlow(input).ok).toBe('boolean')
      }),
    )
    const round: Record<string, unknown> = { screens: [] }
    round.self = round
    expect(importFlow(round).ok).toBe(false)
    expect(importFlow('{"__proto__": {"polluted": 1}, "screens": []}').ok).toBe(true)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})
