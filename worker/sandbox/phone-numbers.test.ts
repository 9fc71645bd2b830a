import { expect, test } from 'vitest'
import { misbehaviourOf, parsePhoneNumber } from './phone-numbers.ts'

test.each([
  ['+65 8123-4567', '6581234567', 'SG'],
  ['6581234567', '6581234567', 'SG'],
  ['+1 (415) 555-2671', '14155552671', 'US'],
  ['+9991234567', '9991234567', 'ZZ'],
  ['+9991234567890', '9991234567890', 'ZZ'],
])('%s is a number', (input, digits, country) => {
  expect(parsePhoneNumber(input)).toEqual({ digits, country })
})

test.each([
  '',
  'hello',
  '+',
  '12',
  '+999123456',
  '+99912345678901',
  '+1234',
  '+65 8123 4567 x',
  '١٢٣٤٥٦٧٨',
])('%s is none', (input) => {
  expect(parsePhoneNumber(input)).toBeUndefined()
})

test('the last four digits of +999000nnnn choose the outcome, of no other number', () => {
  expect(misbehaviourOf('9990001026')).toEqual({ kind: 'fails', code: 131026 })
  expect(misbehaviourOf('9990005000')).toEqual({ kind: 'refused-once', code: 131000 })
  expect(misbehaviourOf('9990007002')).toEqual({ kind: 'loses-flow-token' })
  expect(misbehaviourOf('9990000000')).toBeUndefined()
  expect(misbehaviourOf('6581231026')).toBeUndefined()
  expect(misbehaviourOf('99900001026')).toBeUndefined()
})
