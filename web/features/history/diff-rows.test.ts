/** The rows of a change are the two texts, line by line, and nothing else. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textEdits } from '../../../shared/collab/diff.ts'
import { type DiffRow, diffRows } from './diff-rows.ts'

const rowsOf = (before: string, after: string) => diffRows(before, after, textEdits(before, after))
const shown = (row: DiffRow): string => {
  if (row.kind === 'skipped') return `… ${row.lines}`
  const text = row.kind === 'same' ? row.text : row.parts.map((part) => part.text).join('')
  return `${{ same: ' ', gone: '-', come: '+' }[row.kind]}${text}`
}

const ten = Array.from({ length: 10 }, (_, i) => `line ${i}`)

describe('rows', () => {
  test('a changed line stands between its neighbours, and the rest is counted', () => {
    const after = ten.with(5, 'line five')
    expect(rowsOf(ten.join('\n'), after.join('\n')).map(shown)).toEqual([
      '… 2',
      ' line 2',
      ' line 3',
      ' line 4',
      '-line 5',
      '+line five',
      ' line 6',
      ' line 7',
      ' line 8',
      '… 1',
    ])
  })
  test('whole lines that came or went touch no neighbour', () => {
    const less = ten.toSpliced(3, 2)
    expect(
      rowsOf(ten.join('\n'), less.join('\n'))
        .map(shown)
        .filter((row) => /^[-+]/.test(row)),
    ).toEqual(['-line 3', '-line 4'])
    expect(
      rowsOf(less.join('\n'), ten.join('\n'))
        .map(shown)
        .filter((row) => /^[-+]/.test(row)),
    ).toEqual(['+line 3', '+line 4'])
  })
  test('says who wrote which part of a line', () => {
    const [, row] = diffRows('"a"', '"about"', [
      {
        at: 2,
        remove: 0,
        insert: 'bout',
        by: [
          [1, 0],
          [3, 1],
        ],
      },
    ])
    expect(row).toEqual({
      kind: 'come',
      after: 0,
      parts: [
        { text: '"a', isChanged: false, by: null },
        { text: 'b', isChanged: true, by: 0 },
        { text: 'out', isChanged: true, by: 1 },
        { text: '"', isChanged: false, by: null },
      ],
    })
  })
  test('nothing changed, nothing shown', () => expect(rowsOf('a\nb', 'a\nb')).toEqual([]))
})

test('for any two texts: same and gone lines are the text before, same and come lines the text after', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '{', '  "x": 1,', '', 'é😀'), { maxLength: 14 })
  fc.assert(
    fc.property(text, text, (from, to) => {
      const before = from.join('\n')
      const after = to.join('\n')
      const rows = rowsOf(before, after)
      if (before === after) {
        expect(rows).toEqual([])
        return
      }
      const linesBefore = before.split('\n')
      const linesAfter = after.split('\n')
      let old = 0
      let now = 0
      for (const row of rows) {
        if (row.kind === 'skipped') {
          for (let i = 0; i < row.lines; i++) expect(linesBefore[old++]).toBe(linesAfter[now++])
          continue
        }
        const line = shown(row).slice(1)
        if (row.kind !== 'come') {
          expect(row.before).toBe(old)
          expect(linesBefore[old++]).toBe(line)
        }
        if (row.kind !== 'gone') {
          expect(row.after).toBe(now)
          expect(linesAfter[now++]).toBe(line)
        }
      }
      expect([old, now]).toEqual([linesBefore.length, linesAfter.length])
    }),
    { numRuns: 1000 },
  )
})
