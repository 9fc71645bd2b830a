/** The graph that the screen map and the path explorer draw from. */
import { expect, test } from 'vitest'
import { flowGraph } from './graph.ts'
import { readFlow } from './read.ts'
import { flowOf, footer, navigateFooter, screenOf } from './testing.ts'

const graphOf = (text: string) => {
  const { flow } = readFlow(text)
  if (!flow) throw new Error('unreadable')
  return flowGraph(flow)
}
const link = (to: string) => ({
  type: 'EmbeddedLink',
  text: to,
  'on-click-action': { name: 'navigate', next: { type: 'screen', name: to } },
})

test('edges tell their cause and place; side pages are no dead ends', () => {
  const graph = graphOf(
    flowOf(
      [
        screenOf('A', [link('TERMS'), navigateFooter('B')]),
        screenOf('TERMS', [{ type: 'TextBody', text: 'x' }]),
        screenOf('B', [navigateFooter('STUCK')]),
        screenOf('STUCK', []),
        screenOf('END', [footer()], { terminal: true }),
        screenOf('ALONE', [navigateFooter('END')]),
      ],
      { routing_model: { A: ['B', 'END', 'NOWHERE'], B: [] } },
    ),
  )
  expect(graph.edges.map(({ from, to, cause, component }) => [from, to, cause, component])).toEqual(
    [
      ['A', 'TERMS', 'navigate', 'EmbeddedLink'],
      ['A', 'B', 'navigate', 'Footer'],
      ['B', 'STUCK', 'navigate', 'Footer'],
      ['ALONE', 'END', 'navigate', 'Footer'],
      ['A', 'END', 'route', null],
    ],
  )
  expect(graph.edges[4]?.path).toBe('routing_model.A[1]')
  expect(graph.entries).toEqual(['A', 'ALONE'])
  expect(graph.terminals).toEqual(['END'])
  expect(graph.unreachable).toEqual(['ALONE'])
  expect(graph.deadEnds).toEqual(['B', 'STUCK'])
})

test('a list whose rows come with the data may lead anywhere; an endpoint may end anywhere it is asked', () => {
  const list = { type: 'NavigationList', name: 'n', 'list-items': '${data.rows}' }
  const lists = graphOf(
    flowOf([screenOf('A', [list]), screenOf('B', [footer()], { terminal: true })]),
  )
  expect(lists.edges).toMatchObject([{ from: 'A', to: 'B', cause: 'list' }])
  const ask = { type: 'Footer', label: 'x', 'on-click-action': { name: 'data_exchange' } }
  const endpoint = graphOf(
    flowOf([screenOf('A', [ask]), screenOf('B', [footer()], { terminal: true })], {
      data_api_version: '3.0',
      routing_model: { A: [], B: [] },
    }),
  )
  expect(endpoint.deadEnds).toEqual([])
})
