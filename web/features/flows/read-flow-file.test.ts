/** Tests of what counts as a flow when it is pasted or dropped. */
import { expect, test } from 'vitest'
import { exampleFlows } from '../../../shared/flow/examples/index.ts'
import { readFlowFile, readFlowText } from './read-flow-file.ts'

const example = exampleFlows[0]!.text

const accepted = (text: string) => {
  const read = readFlowText(text)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}
const refused = (text: string) => {
  const read = readFlowText(text)
  if (read.ok) throw new Error('accepted')
  return read.error.message
}

test('a flow is taken byte for byte and has no problems', () => {
  expect(accepted(example)).toMatchObject({ text: example, name: null, errors: [] })
})

test('text that is not JSON is refused with the place where it broke', () => {
  expect(refused('{\n  "version": "7.3",\n  "screens": [}\n')).toMatch(/line 3, column/)
  expect(refused('hello')).toMatch(/not JSON: line 1, column 1/)
  expect(refused('   ')).toMatch(/nothing/)
})

test('JSON that is no sound flow is taken, with its problems counted', () => {
  const { errors, screens } = accepted('{"version":"7.3","screens":[]}')
  expect(errors.length).toBeGreaterThan(0)
  expect(screens).toBe(0)
})

test('a flow inside a JSON string or an envelope is unwrapped, its name with it', () => {
  expect(accepted(JSON.stringify(example)).text).toBe(example)
  expect(accepted(JSON.stringify({ name: 'Booking', flowJson: example }))).toMatchObject({
    text: example,
    name: 'Booking',
  })
  expect(JSON.parse(accepted(JSON.stringify({ flow_json: JSON.parse(example) })).text)).toEqual(
    JSON.parse(example),
  )
  expect(refused(JSON.stringify({ flowJson: '{"version":' }))).toMatch(/inside is not JSON/)
})

test('a byte order mark is no part of the flow', () => {
  expect(accepted(`\ufeff${example}`).text).toBe(example)
})

test('more than 10 MB is refused before it is read', async () => {
  const file = new File([new Uint8Array(10 * 1024 * 1024 + 1)], 'big.json')
  const read = await readFlowFile(file)
  expect(read.ok).toBe(false)
  if (!read.ok) expect(read.error.message).toMatch(/at most 10 MB/)
})

test('a file that is no text is refused with its name', async () => {
  const read = await readFlowFile(new File([new Uint8Array([0xff, 0xd8, 0xff])], 'photo.json'))
  expect(read.ok).toBe(false)
  if (!read.ok) expect(read.error.message).toMatch(/photo\.json is not a JSON file/)
})
