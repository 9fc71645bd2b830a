/** Where threads stand in the text that shows: the component or screen by its path, and the stretch itself. */
import type * as Y from 'yjs'
import { offsetsOf, type Place } from '../../../shared/collab/anchors.ts'
import type { Was } from '../../../shared/collab/things.ts'
import { type Flow, walkComponents } from '../../../shared/flow/flow.ts'

export type Stand = {
  /** Path of the screen or component; for words, of what they stand in; null outside of all. */
  path: string | null
  /** What that is called now. */
  now: Pick<Was, 'kind' | 'name' | 'screen'> | null
  offset: number
  length: number
}

/** What a flow's text holds, innermost last, to find what stands where. */
type Spots = { path: string; offset: number; end: number; now: Stand['now'] }[]

function spotsOf(flow: Flow): Spots {
  return flow.screens.flatMap(({ id, path, range, children }) => [
    {
      path,
      offset: range.offset,
      end: range.offset + range.length,
      now: { kind: 'Screen', name: id, screen: id },
    },
    ...[...walkComponents(children)].map((one) => ({
      path: one.path,
      offset: one.range.offset,
      end: one.range.offset + one.range.length,
      now: { kind: one.kind, name: one.name ?? '', screen: id },
    })),
  ])
}

/** By thread; those whose place the text does not show just now are left out. `flow` is read from the text as it is. */
export function standsIn(
  text: Y.Text,
  flow: Flow | null,
  places: ReadonlyMap<string, Place>,
): Map<string, Stand> {
  const stands = new Map<string, Stand>()
  const standing = [...places].filter(([, { gone }]) => !gone)
  if (standing.length === 0 || !flow) return stands
  const spots = spotsOf(flow)
  const byOffset = new Map(spots.map((spot) => [spot.offset, spot]))
  const ends = offsetsOf(
    text,
    standing.flatMap(([, { start, end }]) => [start, end]),
  )
  standing.forEach(([thread, { target }], i) => {
    const from = ends[2 * i]
    const to = ends[2 * i + 1]
    if (from == null || to == null) return
    if (target === 'text') {
      const around = spots.findLast(({ offset, end }) => offset <= from && end > to)
      stands.set(thread, {
        path: around?.path ?? null,
        now: around?.now ?? null,
        offset: from,
        length: to - from + 1,
      })
    } else {
      const spot = byOffset.get(from)
      if (spot)
        stands.set(thread, {
          path: spot.path,
          now: spot.now,
          offset: from,
          length: spot.end - spot.offset,
        })
    }
  })
  return stands
}
