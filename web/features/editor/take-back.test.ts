/** Taking a change back restores what was there, keeps what others typed elsewhere, and declines where they met. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyEdits } from '../../../shared/text-edit.ts'
import { applyTo, editsBack } from './take-back.ts'

const before = 'a\nb\nc\nd\ne\nf\n'
const after = 'a\nB\nc\nd\nE\nf\n'

test('with nothing typed since, the earlier text comes back', () => {
  const text = fc.array(fc.constantFrom('{', '}', '"a": 1,', '"b": "é😀",', ''), { maxLength: 30 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [one, other] = [a.join('\n'), b.join('\n')]
      expect(applyEdits(other, editsBack(one, other, other)!)).toBe(one)
    }),
  )
})

test('what others typed elsewhere stays', () => {
  const now = `new\n${after.replace('c\n', 'c and more\n')}last\n`
  expect(applyEdits(now, editsBack(before, after, now)!)).toBe(
    'new\na\nb\nc and more\nd\ne\nf\nlast\n',
  )
})

test('where somebody edited the same place, nothing is taken back', () => {
  expect(editsBack(before, after, after.replace('B', 'Bee'))).toBeNull()
  expect(editsBack(before, after, after.replace('E\n', ''))).toBeNull()
})

test('it is one change of the shared text', () => {
  const doc = new Y.Doc()
  const text = doc.getText('json')
  text.insert(0, after)
  let changes = 0
  doc.on('update', () => changes++)
  applyTo(text, editsBack(before, after, after)!)
  expect(text.toString()).toBe(before)
  expect(changes).toBe(1)
})
