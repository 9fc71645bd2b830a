/** Text widths and line breaks, and which texts a phone cuts off. */
import { expect, test } from 'vitest'
import { start, view } from '../interpret/index.ts'
import { readFlow } from '../read.ts'
import { flowWith, input, radio } from '../testing.ts'
import { cutOffs } from './cut-off.ts'
import { lineCount, textWidth } from './glyph-widths.ts'

test('narrow and wide letters, other scripts, marks and emoji', () => {
  expect(textWidth('iiii', 10)).toBeLessThan(textWidth('WWWW', 10) / 3)
  expect(textWidth('漢字', 10)).toBe(20)
  expect(textWidth('é', 10)).toBeCloseTo(textWidth('e\u0301', 10), 0)
  expect(textWidth('🙂', 10)).toBeGreaterThan(10)
  expect(textWidth('\u200b\u202e', 10)).toBe(0)
  expect(textWidth('bold', 10, true)).toBeGreaterThan(textWidth('bold', 10))
})

test.each<[text: string, width: number, lines: number]>([
  ['one two', 1000, 1],
  ['one two', textWidth('one t', 10), 2],
  ['one\ntwo\n\nthree', 1000, 4],
  ['W'.repeat(30), textWidth('W', 10) * 10, 3],
  ['漢'.repeat(25), 100, 3],
  ['a '.repeat(8).trim(), textWidth('a a', 10), 4],
])('%j in %d takes %i lines', (text, width, lines) => {
  expect(lineCount(text, width, 10)).toBe(lines)
})

const found = (components: Record<string, unknown>[], rest = {}) => {
  const { flow } = readFlow(flowWith(components, rest))
  if (!flow) throw new Error('unreadable')
  return cutOffs(view(flow, start(flow, { examples: true }))).map(({ path, device }) => [
    path.replace('screens[0].layout.children', ''),
    device.system,
  ])
}

test('each component by its own clamp, on the phone where it is tightest', () => {
  const long = 'A label that is much too long for the one line it has'
  expect(found([input('a', { label: long, required: true })])).toEqual([['[0].label', 'android']])
  expect(found([input('a', { label: long, 'label-variant': 'large' })])).toEqual([])
  expect(found([{ type: 'TextHeading', text: 'One\nTwo\nThree\nFour\nFive' }])).toEqual([
    ['[0].text', 'ios'],
  ])
  expect(found([{ type: 'TextBody', text: 'Many words. '.repeat(200) }])).toEqual([])
  const titles = (type: string) => ({
    ...radio('r', []),
    type,
    'data-source': [{ id: 'a', title: `${long}, ${long}` }],
  })
  expect(found([titles('RadioButtonsGroup')])).toEqual([['[0].data-source[0].title', 'android']])
  expect(found([titles('Dropdown')])).toEqual([['[0].data-source[0].title', 'android']])
  expect(found([], { title: long })).toEqual([['screens[0].title', 'android']])
})
