/** Start values: what is refused, what survives in storage, and how they begin a run. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readFlow } from '../../../shared/flow/read.ts'
import { isUsual, openingOf, problemsOf, readStored, usualStart } from './start-values.ts'

const fixture = new URL('../../../shared/flow/fixtures/endpoint.json', import.meta.url)
const flow = readFlow(readFileSync(fixture, 'utf8')).flow!

test('the usual start takes example data and the preview’s token', () => {
  expect(openingOf(usualStart, flow)).toEqual({
    options: { examples: true, flowToken: 'preview' },
    about: {},
  })
  expect(problemsOf(usualStart, flow)).toEqual({})
})

test('each value reaches the run', () => {
  const values = {
    flowToken: 'order-7',
    screen: 'SLOT',
    data: '{"slots": []}',
    phoneNumber: '+999 0000001',
    asksEndpoint: true,
  }
  expect(problemsOf(values, flow)).toEqual({})
  const { options, about } = openingOf(values, flow)
  expect(options).toMatchObject({ flowToken: 'order-7', screen: 'SLOT', asksEndpoint: true })
  expect(options.data).toEqual({ slots: [] })
  expect(about).toEqual({ phone_number: '+999 0000001' })
})

test('what is wrong is named, with its line', () => {
  const problems = problemsOf(
    { ...usualStart, screen: 'GONE', data: '{\n"a": 1,\n}}', phoneNumber: 'me' },
    flow,
  )
  expect(problems.screen).toBe('The flow has no screen GONE.')
  expect(problems.data).toMatch(/^Line [23]: /)
  expect(problems.phoneNumber).toMatch(/country code/)
})

test('a screen that is gone gives way to the first, without its data', () => {
  const { options } = openingOf({ ...usualStart, screen: 'GONE', data: '{"a": 1}' }, flow)
  expect(options).toEqual({ examples: true, flowToken: 'preview' })
})

test.each([null, '', '{', '[]', '1', '{"screen": 5}'])(
  'storage holding %j is the usual start',
  (text) => {
    expect(isUsual(readStored(text))).toBe(true)
  },
)
