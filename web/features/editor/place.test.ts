/** The place of the cursor: its screen and the innermost component around it. */
import { expect, test } from 'vitest'
import { pathAt, readFlow } from '../../../shared/flow/index.ts'
import { placeOf } from './place.ts'

test.each([
  ['', null, null],
  ['version', null, null],
  ['screens', null, null],
  ['screens[2]', 2, null],
  ['screens[2].data.city', 2, null],
  ['screens[0].layout.children[1]', 0, 'screens[0].layout.children[1]'],
  ['screens[0].layout.children[1].label', 0, 'screens[0].layout.children[1]'],
  ['screens[0].layout.children[1].data-source[3].title', 0, 'screens[0].layout.children[1]'],
  [
    'screens[0].layout.children[1].children[4].name',
    0,
    'screens[0].layout.children[1].children[4]',
  ],
  [
    'screens[1].layout.children[0].then[2].else[0].text',
    1,
    'screens[1].layout.children[0].then[2].else[0]',
  ],
  [
    'screens[1].layout.children[0].cases["a.b"][1].text',
    1,
    'screens[1].layout.children[0].cases["a.b"][1]',
  ],
])('%s', (path, screen, component) => {
  expect(placeOf(path)).toEqual({ screen, component })
})

test('the place follows the caret through the text, broken or not', () => {
  const text = '{"screens":[{"layout":{"children":[{"type":"TextInput","label":"Ci'
  const { parsed } = readFlow(text)
  expect(placeOf(pathAt(parsed.root, text.length))).toEqual({
    screen: 0,
    component: 'screens[0].layout.children[0]',
  })
})
