/** The way to a place in words. */
import { expect, test } from 'vitest'
import { exampleFlows } from '../../../shared/flow/examples/index.ts'
import { readFlow } from '../../../shared/flow/read.ts'
import { crumbsOf } from './crumbs.ts'

const { flow } = readFlow(exampleFlows[0]!.text)
const words = (path: string) => crumbsOf(path, flow).map(({ words }) => words)

test('screens by their id, components by kind and field, the rest as it is written', () => {
  expect(words('screens[0].layout.children[1].label')).toEqual([
    'SERVICE',
    'Dropdown service',
    'label',
  ])
  expect(words('screens[0].layout.children[1].data-source[2].title')).toEqual([
    'SERVICE',
    'Dropdown service',
    'data-source 3',
    'title',
  ])
  expect(words('screens[0].layout.children[2].then[0].name')).toEqual([
    'SERVICE',
    'If',
    'then',
    'Radio buttons leak',
    'name',
  ])
  expect(words('version')).toEqual(['version'])
  expect(words('')).toEqual([])
  expect(crumbsOf('screens[0].layout.children[1].label', flow)[1]?.path).toBe(
    'screens[0].layout.children[1]',
  )
})
