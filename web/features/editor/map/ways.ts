/** The ways between screens in words: what leads there, and what is worth saying of a screen. */

import { kindTitle } from '../../../../shared/flow/catalogue/index.ts'
import type { GraphEdge, GraphScreen } from '../../../../shared/flow/graph.ts'

/** "Footer", "Link, Opt-in", "Endpoint decides". */
export function causeInWords(edges: readonly GraphEdge[]): string {
  const causes = edges.map(({ cause, component }) =>
    cause === 'route' ? 'Endpoint decides' : component === null ? 'Action' : kindTitle(component),
  )
  return [...new Set(causes)].join(', ')
}

export type Mark = { words: string; tone: 'plain' | 'bad' }

export function marksOf({ isEntry, isTerminal, isReachable, isDeadEnd }: GraphScreen): Mark[] {
  const marks: Mark[] = []
  if (isEntry && isReachable) marks.push({ words: 'start', tone: 'plain' })
  if (isTerminal) marks.push({ words: 'end', tone: 'plain' })
  if (!isReachable) marks.push({ words: 'nothing leads here', tone: 'bad' })
  if (isDeadEnd) marks.push({ words: 'dead end', tone: 'bad' })
  return marks
}
