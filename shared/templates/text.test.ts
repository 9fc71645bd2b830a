/** Small edits of a template's texts: variables, marks, names. */
import { expect, test } from 'vitest'
import {
  addVariable,
  countedAlone,
  fillVariables,
  renumber,
  suggestedName,
  toggleMark,
} from './text.ts'

test.each([
  ['My Template', 'my_template'],
  ['  Réservation: été 2026! ', 'reservation_ete_2026'],
  ['already_fine', 'already_fine'],
])('"%s" suggests "%s"', (typed, name) => {
  expect(suggestedName(typed, 200)).toBe(name)
})

test('adding a variable gives the next number of header and body, and keeps words apart', () => {
  expect(addVariable({ body: 'Hello there' }, 5)).toEqual({ body: 'Hello {{1}} there', caret: 11 })
  expect(addVariable({ body: 'Hello {{1}} and' }, 15).body).toBe('Hello {{1}} and {{2}}')
  expect(addVariable({ header: 'At {{1}}', body: 'Hi' }, 2).body).toBe('Hi {{2}}')
})

test('renumbering closes the gap and moves the samples along', () => {
  expect(
    renumber({ header: '', body: 'Hi {{3}}, on {{1}} at {{3}}.', samples: ['Mon', 'gone', 'Ana'] }),
  ).toEqual({ header: '', body: 'Hi {{2}}, on {{1}} at {{2}}.', samples: ['Mon', 'Ana'] })
})

test('a part counted alone has the same words once it is filled in', () => {
  const values = ['a', 'b', 'c']
  const alone = countedAlone('x {{3}} y {{1}} z {{3}}', values)
  expect(alone).toEqual({ text: 'x {{1}} y {{2}} z {{1}}', values: ['c', 'a'] })
  expect(fillVariables(alone.text, alone.values)).toBe('x c y a z c')
})

test.each(['*', '```'])('the mark %s goes around the selection, and away again', (mark) => {
  const by = mark.length
  const marked = toggleMark('a word b', 2, 6, mark)
  expect(marked).toEqual({ text: `a ${mark}word${mark} b`, from: 2 + by, to: 6 + by })
  expect(toggleMark(marked.text, marked.from, marked.to, mark)).toEqual({
    text: 'a word b',
    from: 2,
    to: 6,
  })
})
