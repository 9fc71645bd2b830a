/** A broken text is placed and worded; a sound one is not. */
import { expect, test } from 'vitest'
import { brokenWords, readText } from './sound-flow.ts'

const sound = `{
  "version": "7.3",
  "screens": [
    { "id": "ASK", "layout": { "type": "SingleColumnLayout", "children": [] } }
  ]
}`

test('a sound text has a flow and nothing to say', () => {
  const reading = readText(sound)
  expect(reading.broken).toBeNull()
  expect(reading.flow?.screens.map((screen) => screen.id)).toEqual(['ASK'])
  expect(brokenWords(reading, reading, [])).toBeNull()
})

test('a missing comma is found on its line, and the flow can still be made out', () => {
  const reading = readText(sound.replace('"7.3",', '"7.3"'))
  expect(reading.broken?.line).toBe(3)
  expect(reading.flow?.screens.length).toBe(1)
})

test('while it is broken the words say what the phone shows', () => {
  const before = readText(sound)
  const now = readText(sound.replace('"7.3",', '"7.3"'))
  expect(brokenWords(now, before, [])).toMatch(/^Line 3: .* Showing the last version that works\.$/)
  expect(brokenWords(now, now, [])).toMatch(/Showing what can be made out\.$/)
  expect(brokenWords(now, null, [])).not.toMatch(/Showing/)
})

test.each([
  ['', 'There is no JSON'],
  ['  \n', 'There is no JSON'],
  ['{ "version": "7.3" }', 'There is no screen'],
  ['[]', 'There is no screen'],
])('%j is no flow yet, and says so', (text, words) => {
  const reading = readText(text)
  expect(reading.flow).toBeNull()
  expect(reading.broken?.message).toContain(words)
})

test('a key that stands twice does not break a text', () => {
  const twice = sound.replace('"version": "7.3",', '"version": "7.2", "version": "7.3",')
  expect(readText(twice).broken).toBeNull()
})
