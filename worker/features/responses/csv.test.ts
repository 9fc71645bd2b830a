import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellText, csvLine, inert } from './csv.ts'

/** A reader of RFC 4180, as strict as it says. */
function readCsv(text: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  for (let at = 0; at < text.length; ) {
    let cell = ''
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (text[at] !== '"') cell += text[at]
        else if (text[at + 1] === '"') cell += text[at++]
        else break
      }
      at++
    } else {
      while (at < text.length && !',\r\n'.includes(text[at] ?? '')) cell += text[at++]
    }
    line.push(cell)
    if (text[at] === ',') at++
    else {
      expect(text.slice(at, at + 2)).toBe('\r\n')
      at += 2
      lines.push(line)
      line = []
    }
  }
  return lines
}

const signs = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']
const nasty = fc.array(
  fc.constantFrom(...signs, '"', "'", ',', ';', ' ', '\ufeff', '\u200b', '\u00a0', 'a', '1', '|'),
  {
    maxLength: 8,
  },
)
const cell = fc.oneof(
  nasty.map((list) => list.join('')),
  fc.string({ unit: 'binary' }),
  fc.string(),
)

test('whatever stands in the cells, a reader finds the same cells, and none begins with a sign', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
      (rows) => {
        const read = readCsv(rows.map(csvLine).join(''))
        expect(read.length).toBe(rows.length)
        for (const [i, row] of rows.entries()) {
          expect(read[i]?.map((it, k) => (it === row[k] ? it : it.slice(1)))).toEqual(row)
          for (const it of read[i] ?? [])
            expect(signs.some((sign) => it.startsWith(sign))).toBe(false)
        }
      },
    ),
    { numRuns: 2000 },
  )
})

test.each([
  ['=1+1', "'=1+1"],
  [' \u00a0=1', "' \u00a0=1"],
  ['\ufeff@sum', "'\ufeff@sum"],
  ['＝cmd', "'＝cmd"],
  ['"=1', `'"=1`],
  ['+6581234567', "'+6581234567"],
  ['-5', "'-5"],
  ['\thello', "'\thello"],
  ['a=1', 'a=1'],
  ['2026-05-06', '2026-05-06'],
  ['', ''],
])('%j is written as %j', (text, safe) => {
  expect(inert(text)).toBe(safe)
})

describe('a cell says what the table says', () => {
  const options = [{ id: 'a', title: 'Morning' }]
  test.each([
    ['choice', 'a', 'Morning'],
    ['choice', 'gone', 'gone'],
    ['choices', ['a', 'b'], 'Morning, b'],
    ['boolean', true, 'Yes'],
    ['number', 5, '5'],
    ['text', null, ''],
    ['text', undefined, ''],
    ['file', [{ file_name: 'a.jpg' }], 'a.jpg'],
    ['text', { a: 1 }, '{"a":1}'],
  ] as const)('%s %j', (kind, value, text) => {
    expect(cellText({ kind, options: kind.startsWith('choice') ? options : null }, value)).toBe(
      text,
    )
  })
})
