/** The tolerant model, and when a text is sound enough to show. */
import { expect, test } from 'vitest'
import { exampleFlows } from './examples/index.ts'
import { isSound, readFlow } from './read.ts'

const text = exampleFlows[0]?.text ?? ''

test('ranges and paths lead back to the text', () => {
  const { flow } = readFlow(text)
  const dropdown = flow?.screens[0]?.children[1]
  expect(dropdown).toMatchObject({
    kind: 'Dropdown',
    name: 'service',
    path: 'screens[0].layout.children[1]',
  })
  const { offset, length } = dropdown?.range ?? { offset: 0, length: 0 }
  expect(JSON.parse(text.slice(offset, offset + length))).toMatchObject({ type: 'Dropdown' })
})

test('If, Form and Switch keep their lists apart; unknown properties stay', () => {
  const children = [
    { type: 'Form', name: 'f', mine: 1, children: [{ type: 'A' }] },
    { type: 'Switch', value: '${form.x}', cases: { a: [{ type: 'B' }], b: [] } },
  ]
  const { flow } = readFlow(
    JSON.stringify({ version: '7.3', screens: [{ id: 'X', layout: { children } }] }),
  )
  const [form, choice] = flow?.screens[0]?.children ?? []
  expect(form?.props).toEqual({ name: 'f', mine: 1 })
  expect(form?.groups.map(({ key, children: inside }) => [key, inside.length])).toEqual([
    ['children', 1],
  ])
  expect(choice?.groups.map(({ caseKey, path }) => [caseKey, path])).toEqual([
    ['a', 'screens[0].layout.children[1].cases.a'],
    ['b', 'screens[0].layout.children[1].cases.b'],
  ])
})

test('broken text still gives the screens that can be made out', () => {
  const half = text.slice(0, text.indexOf('"ADDRESS"'))
  expect(readFlow(half).flow?.screens[0]?.id).toBe('SERVICE')
  expect(readFlow('{"screens": ').flow).toBeNull()
  expect(readFlow('').flow).toBeNull()
})

test('sound: strict JSON with a screen that has a list of children', () => {
  expect(isSound(text)).toBe(true)
  expect(isSound(text.slice(0, -3))).toBe(false)
  expect(isSound('{"screens": [{"id": "A"}]}')).toBe(false)
  expect(isSound('{"screens": [{"layout": {"children": []}}]}')).toBe(true)
})
