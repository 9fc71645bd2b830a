import { expect, test } from 'vitest'
import {
  faultOfVariables,
  fill,
  hasVariableAtEdge,
  isTooDense,
  variablesOf,
} from './template-text.ts'

test('variables are found in order, each once', () => {
  expect(variablesOf('a {{1}} b {{2}} c {{1}} { {3} }')).toEqual(['1', '2'])
})

test.each([
  ['a {{1}} b {{2}}', 'POSITIONAL', false],
  ['a {{2}} b {{1}}', 'POSITIONAL', true],
  ['a {{1}} b {{3}}', 'POSITIONAL', true],
  ['a {{#1}} b', 'POSITIONAL', true],
  ['a {{name}} b', 'POSITIONAL', true],
  ['a {{first_name}} b', 'NAMED', false],
  ['a {{Name}} b', 'NAMED', true],
  ['a {{1}} b', 'NAMED', true],
] as const)('%s as %s', (text, style, isFaulty) => {
  expect(faultOfVariables(text, style) !== undefined).toBe(isFaulty)
})

test('a text begins and ends with words of its own, and has enough of them', () => {
  expect(hasVariableAtEdge('{{1}} hello')).toBe(true)
  expect(hasVariableAtEdge('hello {{1}} ')).toBe(true)
  expect(hasVariableAtEdge('hello {{1}}.')).toBe(false)
  expect(isTooDense('hello {{1}} {{2}} there you are')).toBe(true)
  expect(isTooDense('a {{1}}, {{2}}.')).toBe(true)
  expect(isTooDense('Привет {{1}}, как дела?')).toBe(false)
})

test('values are put in once: braces in a value are no variables', () => {
  const values = new Map([
    ['1', '{{2}}'],
    ['2', '$&'],
  ])
  expect(fill('{{1}} and {{ 2 }} and {{3}}', values)).toBe('{{2}} and $& and {{3}}')
})
