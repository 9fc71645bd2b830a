/** Recipients are read as people paste them: what can be sent is kept, the rest says why not. */
import { expect, test } from 'vitest'
import { defaultCampaignName } from './campaign-name.ts'
import { countryName, loadNumberReader } from './phone-number.ts'
import { cutLine, readRecipients } from './recipient-lines.ts'

const read = await loadNumberReader()
const recipients = (text: string, variables = 1, sandbox = true) =>
  readRecipients(text, { variables, sandbox, read })

test('tabs, semicolons and commas all cut a line', () => {
  expect(cutLine('+65 8123 4567, Ana, 4 May')).toEqual(['+65 8123 4567', 'Ana', '4 May'])
  expect(cutLine('+6581234567;Ana, the first;4 May')).toEqual([
    '+6581234567',
    'Ana, the first',
    '4 May',
  ])
  expect(cutLine('+6581234567\tAna\t4, May; noon')).toEqual(['+6581234567', 'Ana', '4, May; noon'])
})

test('quotes keep a separator, and a doubled quote is one', () => {
  expect(cutLine('+6581234567,"Tan, Ana ""A"""')).toEqual(['+6581234567', 'Tan, Ana "A"'])
})

test('a quote inside a word is a quote', () => {
  expect(cutLine('+6581234567,5" screen')).toEqual(['+6581234567', '5" screen'])
})

test('numbers come out as + and digits with their country', () => {
  const { ready } = recipients('+65 8123 4567, Ana\n0044 7400 123456, Ben\n+999 000 0001, Cy')
  expect(ready.map((line) => [line.number, line.country])).toEqual([
    ['+6581234567', 'SG'],
    ['+447400123456', 'GB'],
    ['+9990000001', 'Sandbox'],
  ])
  expect(countryName('SG')).toBe('Singapore')
  expect(countryName('Sandbox')).toBe('Sandbox')
})

test.each([
  ['81234567, Ana', 'country code'],
  ['hello, Ana', 'Not a phone number'],
  ['+65 123, Ana', 'No phone in that country'],
  ['+1, Ana', 'Too short'],
  ['+999123456, Ana', 'No country'],
  ['+99912345678901, Ana', 'No country'],
  ['+9990000001 call me, Ana', 'Not a phone number'],
  ['+6581234567', '{{1}} is missing'],
  ['+6581234567, Ana, Ben', 'takes 1 value'],
])('"%s" is not sent and says why', (text, why) => {
  const { lines, ready, problems } = recipients(text)
  expect(ready).toEqual([])
  expect(problems).toBe(1)
  expect(lines[0]?.why).toContain(why)
})

test('a sandbox number is one only on a sandbox channel', () => {
  expect(recipients('+9990000001', 0, true).ready).toHaveLength(1)
  expect(recipients('+9990000001', 0, false).ready).toHaveLength(0)
})

test('the same number twice gets one message', () => {
  const { ready, duplicates, lines } = recipients('+6581234567, Ana\n+65-8123-4567, Anna')
  expect(ready.map((line) => line.values)).toEqual([['Ana']])
  expect(duplicates).toBe(1)
  expect(lines[1]?.why).toContain('line 1')
})

test('a broken line does not make the sound one after it a duplicate', () => {
  const { ready } = recipients('+6581234567\n+6581234567, Ana')
  expect(ready.map((line) => line.line)).toEqual([2])
})

test('empty lines and a heading are left out, line numbers stay', () => {
  const { ready, heading } = recipients('Mobile,FirstName\r\n\r\n+6581234567,Ana\r\n')
  expect(heading).toBe(true)
  expect(ready.map((line) => line.line)).toEqual([3])
})

test('countries are counted, most first', () => {
  const { countries } = recipients('+6581234567\n+9990000001\n+9990000002', 0)
  expect(countries).toEqual([
    { country: 'Sandbox', count: 2 },
    { country: 'SG', count: 1 },
  ])
})

test('a campaign starts with the date and time as its name', () => {
  expect(defaultCampaignName(new Date(2026, 10, 22, 17, 9))).toBe('20261122-05:09PM-CAMPAIGN')
  expect(defaultCampaignName(new Date(2026, 0, 2, 0, 5))).toBe('20260102-12:05AM-CAMPAIGN')
})
