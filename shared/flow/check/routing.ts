/** The routing model, written or generated from `navigate`, makes a flow people can walk (reference §1.4). */
import { itemsOf, type JsonNode, membersOf, stringOf, valueUnder } from '../json-node.ts'
import { type CheckedFlow, type CheckedScreen, didYouMean, headOf, type Rule } from './model.ts'
import type { Report } from './report.ts'

export const MAX_BRANCHES = 10
const CODE = 'INVALID_ROUTING_MODEL'

type Edges = Map<string, Set<string>>

export const routing: Rule = (flow, report) => {
  const written = valueUnder(flow.root, 'routing_model')
  const hasList = flow.screens.some(listsNavigation)
  if (written === null) {
    if (!flow.isEndpoint) connected(flow, generated(flow, report), hasList, null, report)
    return
  }
  if (written.type !== 'object') {
    report.at(
      written,
      'error',
      'INVALID_PROPERTY_TYPE',
      'routing_model is an object: screen id → list of screen ids.',
    )
    return
  }
  const edges = explicit(written, flow, report)
  followed(flow, edges, report)
  connected(flow, edges, hasList && !flow.isEndpoint, written, report)
}

const listsNavigation = (screen: CheckedScreen): boolean =>
  screen.components.some((component) => component.kind === 'NavigationList')

/** Edges as `navigate` actions draw them; a NavigationList leads to every other screen. */
function generated(flow: CheckedFlow, report: Report): Edges {
  const edges: Edges = new Map()
  for (const screen of flow.screens) {
    const targets = new Set<string>()
    for (const { target } of navigateTargets(screen)) if (target !== screen.id) targets.add(target)
    if (targets.size > MAX_BRANCHES)
      report.at(
        headOf(screen.node),
        'error',
        CODE,
        `A screen leads to at most ${MAX_BRANCHES} others; this one to ${targets.size}.`,
      )
    if (listsNavigation(screen))
      for (const id of flow.screensById.keys()) if (id !== screen.id) targets.add(id)
    edges.set(screen.id, targets)
  }
  return edges
}

function* navigateTargets(screen: CheckedScreen): Generator<{ target: string; at: JsonNode }> {
  for (const component of screen.components) {
    for (const { node, name } of component.actions) {
      const next = valueUnder(node, 'next')
      const target = stringOf(next, 'name')
      const at = valueUnder(next, 'name')
      if (name === 'navigate' && target && at && !/^[`$]/.test(target)) yield { target, at }
    }
  }
}

function explicit(model: JsonNode, flow: CheckedFlow, report: Report): Edges {
  const edges: Edges = new Map()
  const unknown = (node: JsonNode, id: string) =>
    report.at(
      node,
      'error',
      CODE,
      `There is no screen "${id.slice(0, 60)}".${didYouMean(id, flow.screensById.keys())}`,
    )
  for (const { key, value } of membersOf(model)) {
    const from = key.value
    if (!flow.screensById.has(from)) unknown(key, from)
    if (value && value.type !== 'array')
      report.at(value, 'error', 'INVALID_PROPERTY_TYPE', 'Routes are a list of screen ids.')
    const targets = new Set<string>()
    for (const item of itemsOf(value)) {
      if (item.type !== 'string') {
        report.at(item, 'error', 'INVALID_PROPERTY_TYPE', 'A route is a screen id.')
        continue
      }
      if (!flow.screensById.has(item.value)) unknown(item, item.value)
      if (item.value === from) report.at(item, 'error', CODE, 'A screen cannot lead to itself.')
      if (edges.get(item.value)?.has(from))
        report.at(
          item,
          'error',
          CODE,
          `${item.value} leads to ${from} already; going back needs no route.`,
        )
      targets.add(item.value)
    }
    if (targets.size > MAX_BRANCHES)
      report.at(key, 'error', CODE, `A screen leads to at most ${MAX_BRANCHES} others.`)
    edges.set(from, targets)
  }
  const destinations = new Set([...edges.values()].flatMap((targets) => [...targets]))
  for (const screen of flow.screens) {
    if (screen.id === '' || edges.has(screen.id) || destinations.has(screen.id)) continue
    if (!screen.terminal)
      report.at(
        headOf(screen.node),
        'error',
        CODE,
        `The routing_model does not mention screen ${screen.id}.`,
      )
  }
  return edges
}

/** Every `navigate` follows an edge of the written model, in either direction. */
function followed(flow: CheckedFlow, edges: Edges, report: Report) {
  for (const screen of flow.screens) {
    if (flow.version >= 602 && listsNavigation(screen)) continue
    for (const { target, at } of navigateTargets(screen)) {
      if (target === screen.id || !flow.screensById.has(target)) continue
      if (edges.get(screen.id)?.has(target) || edges.get(target)?.has(screen.id)) continue
      report.at(
        at,
        'error',
        CODE,
        `The routing_model has no route between ${screen.id} and ${target}.`,
      )
    }
  }
}

/** There is a screen to begin with, and no screen stands apart. */
function connected(
  flow: CheckedFlow,
  edges: Edges,
  skipsEntry: boolean,
  written: JsonNode | null,
  report: Report,
) {
  const [first] = flow.screens
  if (!first || flow.screens.length < 2) return
  const inbound = new Set([...edges.values()].flatMap((targets) => [...targets]))
  if (written && flow.version >= 703)
    // Going back along a route is no way in.
    for (const screen of flow.screens)
      for (const { target } of navigateTargets(screen))
        if (target !== screen.id && !edges.get(target)?.has(screen.id)) inbound.add(target)
  const hasEntry = flow.screens.some((screen) => !inbound.has(screen.id))
  if (!hasEntry && !(skipsEntry && flow.version >= 602))
    report.at(
      written ?? headOf(first.node),
      'error',
      CODE,
      'Every screen is reached from another one, so the flow has no first screen.',
    )
  const reached = reachable(first.id, edges)
  for (const screen of flow.screens)
    if (screen.id !== '' && !reached.has(screen.id))
      report.at(
        headOf(screen.node),
        'error',
        CODE,
        `Nothing leads to ${screen.id}, and it leads to none of the other screens.`,
      )
}

function reachable(start: string, edges: Edges): Set<string> {
  const neighbours = new Map<string, string[]>()
  const link = (a: string, b: string) => {
    const list = neighbours.get(a)
    if (list) list.push(b)
    else neighbours.set(a, [b])
  }
  for (const [from, targets] of edges) {
    for (const to of targets) {
      link(from, to)
      link(to, from)
    }
  }
  const reached = new Set([start])
  const waiting = [start]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const next of neighbours.get(id) ?? []) {
      if (reached.has(next)) continue
      reached.add(next)
      waiting.push(next)
    }
  }
  return reached
}
