/** Patterns give the same answer as the engine's own, and never run away. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePattern } from './pattern.ts'

const piece: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    '0',
    '-',
    '.',
    '\\d',
    '\\w',
    '\\s',
    '\\W',
    '[ab]',
    '[^a0]',
    '[a-c0-9_-]',
    '^',
    '$',
    '\\b',
    '\\.',
    '\\u0041',
    '[\\d.]',
  ),
  fc
    .tuple(
      fc.constantFrom('a', '[ab]', '\\d', '.', '(?:ab)'),
      fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '*?'),
    )
    .map(([it, times]) => it + times),
)
const pattern = fc.oneof(
  fc.array(piece, { maxLength: 5 }).map((parts) => parts.join('')),
  fc
    .tuple(fc.array(piece, { maxLength: 3 }), fc.array(piece, { maxLength: 3 }))
    .map(([one, other]) => `(?:${one.join('')}|${other.join('')})`),
  fc
    .tuple(
      fc.array(piece, { maxLength: 3 }),
      fc.array(piece, { maxLength: 3 }),
      fc.constantFrom('=', '!'),
    )
    .map(([one, other, sign]) => `(?${sign}${one.join('')})${other.join('')}`),
)

test('the same verdict as the engine on patterns of every part', () => {
  fc.assert(
    fc.property(
      pattern,
      fc.string({
        unit: fc.constantFrom('a', 'b', 'A', '0', '1', '-', '.', ' ', '_'),
        maxLength: 12,
      }),
      (source, value) => {
        const compiled = compilePattern(source)
        expect(compiled).not.toBeNull()
        expect(compiled?.matches(value)).toBe(new RegExp(source).test(value))
      },
    ),
    { numRuns: 3000 },
  )
})

describe('hostile patterns end', () => {
  test.each([
    '(a+)+$',
    '(.*)*x',
    '(a|a)*b',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(x+x+)+y',
    'a{1,1000}b',
    '(?=(a+)+$)b',
  ])('%s', (source) => {
    const compiled = compilePattern(source)
    expect(compiled?.matches(`${'a'.repeat(900)}!`)).toBe(false)
  })
  test('what cannot be bounded is not matched at all', () => {
    for (const source of [
      '(a)\\1',
      '(?<=a)b',
      '(',
      '[',
      'a{2,1}',
      '*',
      'x'.repeat(20_000),
      '(a{1000}){1000}',
      '('.repeat(5000),
    ])
      expect(compilePattern(source)).toBeNull()
  })
  test('unicode properties look at one character', () => {
    expect(compilePattern('^\\p{L}+$')?.matches('Éric')).toBe(true)
    expect(compilePattern('^\\p{L}+$')?.matches('É1')).toBe(false)
  })
})
