/** The routing model, written or generated from `navigate`, makes a flow people can walk (reference §1.4). */
import { explore, opensSidePage, spread } from '../graph.ts'
import { itemsOf, type JsonNode, type JsonObject, stringOf, valueUnder } from '../json-node.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { addItem, addMember, replaceValue } from './fixes.ts'
import type { CheckedFlow, CheckedScreen } from './model.ts'
import type { Report } from './report.ts'
import { isReservedKey } from './reserved-keys.ts'

export const MAX_BRANCHES = 10

type Edges = Map<string, Set<string>>

export function routing(flow: CheckedFlow, report: Report) {
  const before = report.errorCount
  const written = valueUnder(flow.root, 'routing_model')
  const lists = new Set(flow.screens.filter(listsNavigation).map(({ id }) => id))
  const drawn = drawnEdges(flow)
  if (written === null) {
    if (!flow.isEndpoint) {
      branches(flow, drawn, report)
      connected(flow, drawn, lists, null, report)
    }
  } else if (written.type !== 'object')
    report.at(written, 'wrong-type', 'routing_model is an object: screen id → list of screen ids.')
  else {
    const edges = explicit(written, flow, report)
    followed(written, flow, edges, lists, report)
    connected(
      flow,
      withDrawn(edges, drawn, flow),
      flow.isEndpoint ? NO_LISTS : lists,
      written,
      report,
    )
    for (const [from, targets] of edges) for (const to of targets) targetsOf(drawn, from).add(to)
  }
  // Where routes are broken, what they do not reach says nothing.
  if (report.errorCount === before) walkable(flow, drawn, lists, report)
}

const NO_LISTS: ReadonlySet<string> = new Set()

const listsNavigation = (screen: CheckedScreen): boolean => screen.counts.has('NavigationList')

function targetsOf(edges: Edges, from: string): Set<string> {
  const known = edges.get(from)
  if (known) return known
  const made = new Set<string>()
  edges.set(from, made)
  return made
}

/** Edges as `navigate` actions draw them between different screens that exist. */
function drawnEdges(flow: CheckedFlow): Edges {
  const edges: Edges = new Map()
  for (const screen of flow.screens)
    for (const { target } of navigateTargets(screen))
      if (target !== screen.id && flow.screensById.has(target))
        targetsOf(edges, screen.id).add(target)
  return edges
}

type Navigation = { target: string; kind: string; at: JsonNode }

function* navigateTargets(screen: CheckedScreen): Generator<Navigation> {
  for (const { actions, kind } of screen.components)
    for (const { node, name } of actions) {
      if (name !== 'navigate') continue
      const at = valueUnder(valueUnder(node, 'next'), 'name')
      if (at?.type === 'string' && at.value !== '' && !/^[`$]/.test(at.value))
        yield { target: at.value, kind, at }
    }
}

function branches(flow: CheckedFlow, drawn: Edges, report: Report) {
  for (const screen of flow.screens) {
    const count = drawn.get(screen.id)?.size ?? 0
    if (count > MAX_BRANCHES)
      report.about(
        screen.node,
        'route-branches',
        `A screen leads to at most ${MAX_BRANCHES} others; this one to ${count}.`,
      )
  }
}

function explicit(model: JsonObject, flow: CheckedFlow, report: Report): Edges {
  const edges: Edges = new Map()
  const unknown = (node: JsonNode, id: string) =>
    report.at(
      node,
      'route-screen',
      () => `There is no screen "${id.slice(0, 60)}".${didYouMean(id, flow.screensById.keys())}`,
      {
        fixes: [
          (source) => {
            const guess = nearest(id, flow.screensById.keys())
            return guess === null ? null : replaceValue(node, guess)(source)
          },
        ],
      },
    )
  for (const { key, value } of model.members) {
    const from = key.value
    if (isReservedKey(key, report)) continue
    if (!flow.screensById.has(from)) unknown(key, from)
    if (value && value.type !== 'array')
      report.at(value, 'wrong-type', 'Routes are a list of screen ids.')
    const targets = targetsOf(edges, from)
    for (const item of itemsOf(value)) {
      if (item.type !== 'string') {
        report.at(item, 'wrong-type', 'A route is a screen id.')
        continue
      }
      const to = item.value
      if (!flow.screensById.has(to)) unknown(item, to)
      if (to === from) report.at(item, 'route-itself', 'A screen cannot lead to itself.')
      else if (edges.get(to)?.has(from))
        report.at(item, 'route-back', `${to} leads to ${from} already; going back needs no route.`)
      targets.add(to)
    }
    if (targets.size > MAX_BRANCHES)
      report.at(key, 'route-branches', `A screen leads to at most ${MAX_BRANCHES} others.`)
  }
  mentioned(model, flow, edges, report)
  return edges
}

function mentioned(model: JsonObject, flow: CheckedFlow, edges: Edges, report: Report) {
  const destinations = new Set<string>()
  for (const targets of edges.values()) for (const id of targets) destinations.add(id)
  for (const screen of flow.screens) {
    const { id } = screen
    if (id === '' || screen.terminal || edges.has(id) || destinations.has(id)) continue
    report.about(
      screen.node,
      'route-mentions',
      `The routing_model does not mention screen ${id}.`,
      { fixes: [addMember(model, id, [], `Add ${id} to the routing_model`)] },
    )
  }
}

/** Every `navigate` follows an edge of the written model, in either direction. */
function followed(
  model: JsonObject,
  flow: CheckedFlow,
  edges: Edges,
  lists: ReadonlySet<string>,
  report: Report,
) {
  for (const screen of flow.screens) {
    if (flow.version >= 602 && lists.has(screen.id)) continue
    for (const { target, at } of navigateTargets(screen)) {
      if (target === screen.id || !flow.screensById.has(target)) continue
      if (edges.get(screen.id)?.has(target) || edges.get(target)?.has(screen.id)) continue
      report.at(
        at,
        'route-navigate',
        `The routing_model has no route between ${screen.id} and ${target}.`,
        { fixes: [addRoute(model, screen.id, target)] },
      )
    }
  }
}

function addRoute(model: JsonObject, from: string, to: string) {
  const routes = valueUnder(model, from)
  const title = `Add the route from ${from} to ${to}`
  return routes?.type === 'array' ? addItem(routes, to, title) : addMember(model, from, [to], title)
}

/** From 7.3 what `navigate` draws counts as inbound too; going back along a route is no way in. */
function withDrawn(edges: Edges, drawn: Edges, flow: CheckedFlow): Edges {
  if (flow.version < 703) return edges
  const all: Edges = new Map([...edges].map(([from, targets]) => [from, new Set(targets)]))
  for (const [from, targets] of drawn)
    for (const to of targets) if (!edges.get(to)?.has(from)) targetsOf(all, from).add(to)
  return all
}

/** There is a screen to begin with, and no screen stands apart. */
function connected(
  flow: CheckedFlow,
  edges: Edges,
  lists: ReadonlySet<string>,
  written: JsonNode | null,
  report: Report,
) {
  const [first] = flow.screens
  if (!first || flow.screens.length < 2) return
  const inbound = new Set<string>()
  for (const targets of edges.values()) for (const id of targets) inbound.add(id)
  const hasEntry = flow.screens.some(({ id }) => !inbound.has(id) && !reachedByList(id, lists))
  if (!hasEntry && !(lists.size > 0 && flow.version >= 602)) {
    const round = circle(first.id, edges)
    const message = `Every screen is reached from another one, so the flow has no first screen${round === null ? '' : `: ${round.join(' → ')}`}.`
    if (written) report.at(written, 'route-entry', message)
    else report.about(first.node, 'route-entry', message)
  }
  // A NavigationList is connected to every screen.
  if (lists.size > 0) return
  const links: Edges = new Map()
  for (const [from, targets] of edges)
    for (const to of targets) {
      targetsOf(links, from).add(to)
      targetsOf(links, to).add(from)
    }
  const reached = spread([first.id], links)
  for (const screen of flow.screens)
    if (screen.id !== '' && !reached.has(screen.id))
      report.about(
        screen.node,
        'route-connected',
        `Nothing leads to ${screen.id}, and it leads to none of the other screens.`,
      )
}

const reachedByList = (id: string, lists: ReadonlySet<string>): boolean =>
  lists.size > 1 || (lists.size === 1 && !lists.has(id))

/** The first way round that leads back to where it was, as ids; null when there is none nearby. */
function circle(start: string, edges: Edges): string[] | null {
  const path: string[] = []
  const at = new Map<string, number>()
  for (let id: string | undefined = start; id !== undefined; [id] = edges.get(id) ?? []) {
    const before = at.get(id)
    if (before !== undefined) return path.length - before > 12 ? null : [...path.slice(before), id]
    at.set(id, path.length)
    path.push(id)
  }
  return null
}

/** Every screen is reached from the first, and from each the flow can end. */
function walkable(flow: CheckedFlow, edges: Edges, lists: ReadonlySet<string>, report: Report) {
  if (flow.screens.length < 2) return
  const leadsAnywhere = new Set(flow.screens.filter(hasBoundRows).map(({ id }) => id))
  const onTheWay = new Set<string>()
  for (const screen of flow.screens)
    for (const { target, kind } of navigateTargets(screen))
      if (!opensSidePage(kind)) onTheWay.add(`${screen.id} ${target}`)
  const pairs: { from: string; to: string; isSide: boolean }[] = []
  for (const [from, targets] of edges)
    for (const to of targets) pairs.push({ from, to, isSide: !onTheWay.has(`${from} ${to}`) })
  const found = explore(
    flow.screens.map((screen) => ({
      id: screen.id,
      canEnd:
        screen.terminal ||
        leadsAnywhere.has(screen.id) ||
        (flow.isEndpoint && asksEndpoint(screen)),
    })),
    pairs,
  )
  const hasEnding = flow.screens.some(({ terminal }) => terminal)
  const linked = new Set(pairs.flatMap(({ from, to }) => [from, to]))
  for (const screen of flow.screens) {
    const { id, node } = screen
    if (id === '' || flow.screensById.get(id) !== screen) continue
    // A screen on its own is reported as not connected.
    if (!found.reachable.has(id) && leadsAnywhere.size === 0 && linked.has(id) && lists.size === 0)
      report.about(
        node,
        'unreachable',
        `Nothing leads to ${id} from the first screen, so only a message that opens the flow there shows it.`,
      )
    if (hasEnding && found.stuck.has(id) && linked.has(id))
      report.about(
        node,
        'dead-end',
        `From ${id} no way leads to the end of the flow, so people get stuck.`,
      )
  }
}

const hasBoundRows = ({ components, counts }: CheckedScreen): boolean =>
  counts.has('NavigationList') &&
  components.some(
    ({ kind, node }) => kind === 'NavigationList' && stringOf(node, 'list-items') !== null,
  )

const asksEndpoint = ({ components }: CheckedScreen): boolean =>
  components.some(({ actions }) => actions.some(({ name }) => name === 'data_exchange'))
