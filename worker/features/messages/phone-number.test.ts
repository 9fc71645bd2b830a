import { describe, expect, test } from 'vitest'
import { normalise } from './phone-number.ts'

const sandbox = { sandbox: true }
const real = { sandbox: false }

describe('a number is stored as + and digits', () => {
  test.each([
    ['+6581234567', '+6581234567'],
    ['  +65 8123-4567 ', '+6581234567'],
    ['00 65 8123 4567'.replace('00 ', '00'), '+6581234567'],
    ['+1 (415) 555.2671', '+14155552671'],
    ['+44 20 7946 0958', '+442079460958'],
  ])('%s', (raw, number) => {
    expect(normalise(raw, real)).toEqual({ ok: true, value: number })
  })
})

describe('what is no number is refused in words', () => {
  test.each([
    ['', 'not a phone number'],
    ['hello', 'not a phone number'],
    ['81234567', 'country code'],
    ['+65812', 'short'],
    ['+6581234567890123456', 'long'],
    ['+6501234567', 'no phone there'],
    ['6.58E+10', 'not a phone number'],
    ['+65 8123 4567 ext. 5', 'not a phone number'],
    ['=cmd|1', 'not a phone number'],
    ['+٦٥٨١٢٣٤٥٦٧', 'not a phone number'],
    [`+${'1'.repeat(500)}`, 'not a phone number'],
  ])('%s', (raw, words) => {
    const number = normalise(raw, sandbox)
    expect(number.ok).toBe(false)
    if (!number.ok) expect(number.error).toContain(words)
  })
})

describe('country Sandbox is +999 and seven to ten digits, on sandbox channels alone', () => {
  test.each([
    ['+9991234567', true],
    ['+999 0000 007', true],
    ['+9991234567890', true],
    ['+999123456', false],
    ['+99912345678901', false],
  ])('%s', (raw, isValid) => {
    expect(normalise(raw, sandbox).ok).toBe(isValid)
    expect(normalise(raw, real).ok).toBe(false)
  })
})
