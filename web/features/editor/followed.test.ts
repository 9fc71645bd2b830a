/** Places and values stay right while somebody else changes the text around them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFlow } from '../../../shared/flow/parse.ts'
import { bothChanges, followedPath } from './followed.ts'

const flow = (...texts: string[]) =>
  parseFlow(JSON.stringify({ screens: [{ id: 'A', children: texts.map((text) => ({ text })) }] }))

describe('paths', () => {
  const before = flow('one', 'two', 'three')

  test('what is inserted above or below moves the index along', () => {
    const above = flow('new', 'one', 'two', 'three')
    expect(followedPath('screens[0].children[1]', before, above)).toBe('screens[0].children[2]')
    const below = flow('one', 'two', 'three', 'new')
    expect(followedPath('screens[0].children[1]', before, below)).toBe('screens[0].children[1]')
    expect(followedPath('screens[0].children', before, above)).toBe('screens[0].children')
  })

  test('what is changed inside keeps its place, what is gone has none', () => {
    const changed = flow('one', 'twenty', 'three')
    expect(followedPath('screens[0].children[1]', before, changed)).toBe('screens[0].children[1]')
    const gone = flow('one', 'three')
    // Whether the second or the third is gone cannot be told from the texts: better ask than guess.
    expect(followedPath('screens[0].children[2]', before, gone)).toBeNull()
    expect(followedPath('screens[0].children[9]', before, gone)).toBeNull()
  })
})

describe('one value, two people', () => {
  test('letters typed at different places are all there', () => {
    expect(bothChanges('Your name', 'Your full name', 'Your name, please')).toBe(
      'Your full name, please',
    )
    expect(bothChanges('Your name', 'Your names', 'Dear, your name')).toBe('Dear, your names')
    expect(bothChanges('ab', 'b', 'abc')).toBe('bc')
  })

  test('alone, the value is what was typed; and nothing of the others is lost when nothing was typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (shown, other) => {
        expect(bothChanges(shown, other, shown)).toBe(other)
        expect(bothChanges(shown, shown, other)).toBe(other)
      }),
    )
  })

  test('two insertions into one text both survive', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('«mine»'),
        fc.constantFrom('‹theirs›'),
        (shown, a, b, mine, theirs) => {
          const at = a % (shown.length + 1)
          const other = b % (shown.length + 1)
          const result = bothChanges(
            shown,
            shown.slice(0, at) + mine + shown.slice(at),
            shown.slice(0, other) + theirs + shown.slice(other),
          )
          expect(result).toContain(mine)
          expect(result.length).toBe(shown.length + mine.length + theirs.length)
        },
      ),
    )
  })
})
