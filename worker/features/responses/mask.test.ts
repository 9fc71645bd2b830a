import { expect, test } from 'vitest'
import { maskAnswers, maskDigits, maskPhone } from './mask.ts'

test.each([
  ['+6581234512', '+65 •••• ••12'],
  ['+14155552671', '+1 •••• •••• 71'],
  ['+9991234567', '+999 •••• •67'],
  ['+000000000099', '+•••• •••• ••99'],
  ['', '••••'],
])('%s shows as %s', (number, shown) => {
  expect(maskPhone(number)).toBe(shown)
})

test('answers keep their keys and nothing else', () => {
  const answers = JSON.parse('{"a":"secret","b":["x"],"c":null,"__proto__":1}')
  expect(JSON.stringify(maskAnswers(answers))).toBe(
    '{"a":"••••","b":"••••","c":"••••","__proto__":"••••"}',
  )
})

test('numbers in words are hidden', () => {
  expect(maskDigits('Recipient +65 8123-4512 is not on the list (code 7)')).toBe(
    'Recipient •••• is not on the list (code 7)',
  )
})
