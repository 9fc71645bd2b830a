/** Tests of the names of successors. */
import { expect, test } from 'vitest'
import { templateLimits } from './limits.ts'
import { successorName } from './successor-name.ts'

test.each([
  ['visit', [], 'visit_v2'],
  ['visit_v2', [], 'visit_v3'],
  ['visit', ['visit_v2', 'visit_v3'], 'visit_v4'],
  ['visit_2', [], 'visit_2_v2'],
  ['v2', [], 'v2_v2'],
  ['visit_v99999', [], 'visit_v99999_v2'],
])('%s, with %j taken, becomes %s', (name, taken: readonly string[], next) => {
  expect(successorName(name, (one) => taken.includes(one))).toBe(next)
})

test('a name at the limit is shortened, and still counted up', () => {
  const long = 'a'.repeat(templateLimits.name)
  const second = successorName(long, () => false)
  expect(second).toHaveLength(templateLimits.name)
  expect(second).toMatch(/a_v2$/)
  expect(successorName(second, () => false)).toMatch(/a_v3$/)
})
