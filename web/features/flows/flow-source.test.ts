/** Tests of what a new flow still misses, and of what is sent once it misses nothing. */
import { expect, test } from 'vitest'
import { type Draft, type Given, missingIn, nameFromFile, requestFor } from './flow-source.ts'

const draft = (over: Partial<Draft> = {}): Draft => ({
  channelId: 'c1',
  name: 'Booking',
  start: 'blank',
  example: null,
  pasted: { state: 'none' },
  file: { state: 'none' },
  ...over,
})
const ready = (text: string): Given => ({
  state: 'ready',
  label: 'x',
  file: { text, name: null, errors: [], screens: 1 },
})

test('channel and name are required, the name up to 200 characters', () => {
  expect(missingIn(draft())).toEqual({ channel: null, name: null, source: null })
  expect(missingIn(draft({ channelId: null, name: '  ' }))).toMatchObject({
    channel: expect.any(String),
    name: expect.any(String),
  })
  expect(missingIn(draft({ name: 'x'.repeat(200) })).name).toBeNull()
  expect(missingIn(draft({ name: 'x'.repeat(201) })).name).toMatch(/200/)
})

test('a start that needs something says what; what was refused keeps its reason', () => {
  expect(missingIn(draft({ start: 'example' })).source).toMatch(/example/)
  expect(missingIn(draft({ start: 'paste' })).source).toMatch(/[Pp]aste/)
  expect(
    missingIn(draft({ start: 'file', file: { state: 'refused', message: 'Line 2.' } })).source,
  ).toBe('Line 2.')
  expect(missingIn(draft({ start: 'file', file: ready('{}') })).source).toBeNull()
})

test('only the chosen start is sent', () => {
  const all = { example: 'loan-enquiry', pasted: ready('{"a":1}'), file: ready('{"b":2}') }
  expect(requestFor(draft({ ...all, name: ' Booking ' }))).toEqual({
    channelId: 'c1',
    name: 'Booking',
  })
  expect(requestFor(draft({ ...all, start: 'example' }))).toEqual({
    channelId: 'c1',
    name: 'Booking',
    example: 'loan-enquiry',
  })
  expect(requestFor(draft({ ...all, start: 'paste' })).text).toBe('{"a":1}')
  expect(requestFor(draft({ ...all, start: 'file' })).text).toBe('{"b":2}')
})

test('a file name suggests the name of the flow', () => {
  expect(nameFromFile('Home booking.JSON')).toBe('Home booking')
  expect(nameFromFile(`${'x'.repeat(300)}.json`)).toHaveLength(200)
})
