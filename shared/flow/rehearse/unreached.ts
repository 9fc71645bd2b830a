/** What the walk could not reach, said of screens and of branches on screens that were reached. */
import { flowGraph } from '../graph.ts'
import type { Steps } from '../interpret/index.ts'
import type { Branch } from './coverage.ts'
import { type Exploration, stepsTo } from './explore.ts'
import type { Finding } from './rehearsal.ts'

export function unreachedFindings(exploration: Exploration): Finding[] {
  return [...screenFindings(exploration), ...branchFindings(exploration)]
}

function* screenFindings(exploration: Exploration): Generator<Finding> {
  const { covered, flow, isExhausted } = exploration
  const { entries, edges, unreachable } = flowGraph(flow)
  const isEndpoint = flow.dataApiVersion !== null
  for (const { id, path } of covered.screens.values()) {
    if (covered.reachedScreens.has(id)) continue
    const from = edges.filter(({ to, cause }) => to === id && cause !== 'list')
    const near = from.find((edge) => covered.reachedScreens.has(edge.from))
    const base = { kind: 'unreachable-screen' as const, path, screen: id }
    if (isExhausted && !unreachable.includes(id))
      yield {
        ...base,
        severity: 'advice',
        message: `${id} was not reached before the budget ran out.`,
        steps: near ? stepsToScreen(exploration, near.from) : [],
      }
    else if (near)
      yield {
        ...base,
        severity: 'problem',
        message: `${id} is never reached: what leads to it from ${near.from} cannot be used.`,
        steps: stepsToScreen(exploration, near.from),
      }
    else if (isEndpoint && entries.includes(id))
      yield {
        ...base,
        severity: 'advice',
        message: `${id} opens only when a message or the endpoint's first answer names it.`,
        steps: [],
      }
    else
      yield {
        ...base,
        severity: 'problem',
        message:
          from.length === 0
            ? `Nothing leads to ${id}.`
            : `${id} is led to only from screens that are never reached.`,
        steps: [],
      }
  }
}

function* branchFindings(exploration: Exploration): Generator<Finding> {
  const { covered, isExhausted, sawAllValues } = exploration
  for (const branch of covered.branches) {
    const { path, screen, inside } = branch
    if (covered.reachedBranches.has(branch) || !covered.reachedScreens.has(screen.id)) continue
    // A branch inside one that never shows is part of that.
    if (inside !== null && !covered.reachedBranches.has(inside)) continue
    const isUnknown = isExhausted && (!sawAllValues || exploration.seen.couldHold(branch, 'all'))
    yield {
      kind: 'unreachable-branch',
      severity: isUnknown ? 'advice' : 'problem',
      path,
      message: isUnknown
        ? `${nameOf(branch)} was not reached before the budget ran out.`
        : `${nameOf(branch)} never shows.`,
      screen: screen.id,
      steps: stepsToScreen(exploration, screen.id),
    }
  }
}

function nameOf({ component, path, screen }: Branch): string {
  const key = path.slice(path.lastIndexOf('.') + 1)
  const { condition, value } = component.props
  return component.kind === 'If'
    ? `The ${key} branch of “${String(condition)}” on ${screen.id}`
    : `The case ${path.slice(path.indexOf('cases') + 'cases'.length).replace(/^\./, '')} of “${String(value)}” on ${screen.id}`
}

function stepsToScreen({ places }: Exploration, screen: string): Steps {
  const place = places.find((one) => one.screen === screen)
  return place ? stepsTo(place) : []
}
