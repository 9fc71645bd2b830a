/** Where screens stand on the map and which way arrows go: left to right, the same for the same flow. */
import { graphlib, layout } from '@dagrejs/dagre'
import type { FlowGraph, GraphEdge } from '../../../../shared/flow/graph.ts'

export const nodeSize = { width: 132, height: 262 } as const

export type Box = { id: string; x: number; y: number }

/** All ways from one screen to another, drawn as one arrow. */
export type Arrow = {
  from: string
  to: string
  edges: readonly GraphEdge[]
  points: readonly { x: number; y: number }[]
}

export type MapLayout = {
  /** Left upper corners. */
  boxes: ReadonlyMap<string, Box>
  arrows: readonly Arrow[]
  width: number
  height: number
}

const MARGIN = 24

/** Lays a flow's graph out; screens without arrows stand in rows of their own. */
export function layoutOf(graph: FlowGraph): MapLayout {
  const made = new graphlib.Graph({ multigraph: false })
  made.setGraph({
    rankdir: 'LR',
    nodesep: 28,
    ranksep: 86,
    marginx: MARGIN,
    marginy: MARGIN,
  })
  made.setDefaultEdgeLabel(() => ({}))
  for (const { id } of graph.screens) made.setNode(id, { ...nodeSize })
  const pairs = Map.groupBy(graph.edges, ({ from, to }) => `${from} ${to}`)
  for (const edges of pairs.values()) made.setEdge(edges[0]!.from, edges[0]!.to, {})
  layout(made)
  const boxes = new Map<string, Box>()
  for (const { id } of graph.screens) {
    const { x, y } = made.node(id) as { x: number; y: number }
    boxes.set(id, { id, x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 })
  }
  const arrows = [...pairs.values()].map((edges): Arrow => {
    const { from, to } = edges[0]!
    const { points } = made.edge(from, to) as { points: { x: number; y: number }[] }
    return { from, to, edges, points }
  })
  const { width = 0, height = 0 } = made.graph() as { width?: number; height?: number }
  return { boxes, arrows, width: Math.max(width, 200), height: Math.max(height, 200) }
}

/** A smooth line through an arrow's points, as an SVG path. */
export function pathOf(points: Arrow['points']): string {
  const [first, ...rest] = points
  if (!first) return ''
  const parts = [`M${round(first.x)} ${round(first.y)}`]
  for (const [at, point] of rest.entries()) {
    const next = rest[at + 1]
    // Each point but the last bends the line towards the middle of the next stretch.
    parts.push(
      next
        ? `Q${round(point.x)} ${round(point.y)} ${round((point.x + next.x) / 2)} ${round((point.y + next.y) / 2)}`
        : `L${round(point.x)} ${round(point.y)}`,
    )
  }
  return parts.join(' ')
}

const round = (value: number): number => Math.round(value * 10) / 10
