/** The map's layout: every screen has a place of its own, arrows begin and end at their screens, and nothing jumps. */
import { describe, expect, test } from 'vitest'
import { exampleFlows } from '../../../../shared/flow/examples/index.ts'
import { flowGraph } from '../../../../shared/flow/graph.ts'
import { readFlow } from '../../../../shared/flow/read.ts'
import { layoutOf, nodeSize, pathOf } from './layout.ts'

describe.each(exampleFlows.map(({ slug, text }) => [slug, text] as const))('%s', (_slug, text) => {
  const graph = flowGraph(readFlow(text).flow!)
  const map = layoutOf(graph)

  test('no two screens overlap', () => {
    const boxes = [...map.boxes.values()]
    expect(boxes.length).toBe(graph.screens.length)
    for (const a of boxes)
      for (const b of boxes)
        if (a !== b)
          expect(
            Math.abs(a.x - b.x) >= nodeSize.width || Math.abs(a.y - b.y) >= nodeSize.height,
          ).toBe(true)
  })

  test('every way on is in one arrow, which touches both of its screens', () => {
    expect(map.arrows.flatMap(({ edges }) => edges).length).toBe(graph.edges.length)
    for (const { from, to, points } of map.arrows) {
      for (const [id, point] of [
        [from, points[0]!],
        [to, points.at(-1)!],
      ] as const) {
        const box = map.boxes.get(id)!
        expect(point.x).toBeGreaterThanOrEqual(box.x - 1)
        expect(point.x).toBeLessThanOrEqual(box.x + nodeSize.width + 1)
        expect(point.y).toBeGreaterThanOrEqual(box.y - 1)
        expect(point.y).toBeLessThanOrEqual(box.y + nodeSize.height + 1)
      }
      expect(pathOf(points)).toMatch(/^M[-\d. ]+( [QL][-\d. ]+)+$/)
    }
  })

  test('the same flow lies the same way, whatever is edited inside its screens', () => {
    const again = layoutOf(flowGraph(readFlow(text.replaceAll('"label": "', '"label": "x')).flow!))
    expect([...again.boxes]).toEqual([...map.boxes])
  })
})
