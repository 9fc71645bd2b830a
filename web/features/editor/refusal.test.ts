/** Findings come out of a refusal whole, whoever found them. */
import { expect, test } from 'vitest'
import { ApiProblem } from '../../api/problem.ts'
import { findingsOf } from './refusal.ts'

const refused = (facts: unknown) =>
  new ApiProblem({ kind: 'has-errors', title: 'Errors', status: 422, facts })

test('our own findings keep their place', () => {
  const found = { code: 'X', severity: 'warning', message: 'Long', offset: 3, length: 2 }
  expect(findingsOf(refused({ diagnostics: [found] }))).toEqual([found])
})

test('findings of the provider without a place or severity are errors', () => {
  expect(findingsOf(refused({ diagnostics: [{ message: 'No' }, 'odd', { code: 1 }] }))).toEqual([
    { message: 'No', severity: 'error' },
  ])
})

test.each([null, undefined, {}, { diagnostics: 'x' }])('%j holds no findings', (facts) => {
  expect(findingsOf(refused(facts))).toEqual([])
})

test('other errors hold none', () => {
  expect(findingsOf(new Error('x'))).toEqual([])
})
