/** A flow's screens as a graph: what leads where and why, where it begins, ends, or gets stuck. */
import { type ComponentNode, type Flow, type Screen, walkComponents } from './flow.ts'
import { isRecord } from './record.ts'

/**
 * Why one screen leads to another: a `navigate` action, an entry of the `routing_model` that no
 * action covers (the endpoint decides), or a NavigationList whose rows come with the data.
 */
export type EdgeCause = 'navigate' | 'route' | 'list'

export type GraphEdge = {
  readonly from: string
  readonly to: string
  readonly cause: EdgeCause
  /** The component whose action it is, or the entry of the routing model. */
  readonly path: string
  /** The component's kind; null for routes. */
  readonly component: string | null
}

export type GraphScreen = {
  readonly id: string
  readonly title: string
  readonly path: string
  /** Nothing leads to it, so a message can open the flow here. */
  readonly isEntry: boolean
  readonly isTerminal: boolean
  /** Something leads to it from the first entry screen. */
  readonly isReachable: boolean
  /** No way on from here ends the flow, and it is no page one only goes back from. */
  readonly isDeadEnd: boolean
}

export type FlowGraph = {
  /** In text order; of screens with one id, the first. */
  readonly screens: readonly GraphScreen[]
  /** Between screens that exist, in text order; several edges may join the same two. */
  readonly edges: readonly GraphEdge[]
  readonly entries: readonly string[]
  readonly terminals: readonly string[]
  readonly unreachable: readonly string[]
  readonly deadEnds: readonly string[]
}

/** The graph of a flow that was read; half-written parts are left out. */
export function flowGraph(flow: Flow): FlowGraph {
  const screens = new Map<string, Screen>()
  for (const screen of flow.screens)
    if (screen.id !== '' && !screens.has(screen.id)) screens.set(screen.id, screen)
  const edges: GraphEdge[] = []
  const asks = new Set<string>()
  for (const screen of screens.values()) collectEdges(screen, screens, edges, asks)
  const known = new Set(edges.map(({ from, to }) => `${from} ${to}`))
  for (const [from, targets] of Object.entries(flow.routingModel ?? {}))
    targets.forEach((to, at) => {
      if (!screens.has(from) || !screens.has(to) || from === to || known.has(`${from} ${to}`))
        return
      edges.push({
        from,
        to,
        cause: 'route',
        path: `routing_model.${from}[${at}]`,
        component: null,
      })
    })
  const isEndpoint = flow.dataApiVersion !== null
  const found = explore(
    [...screens.values()].map(({ id, terminal }) => ({
      id,
      canEnd: terminal || (isEndpoint && asks.has(id)),
    })),
    edges.map((edge) => ({ ...edge, isSide: opensSidePage(edge.component) })),
  )
  return {
    screens: [...screens.values()].map((screen) => ({
      id: screen.id,
      title: screen.title,
      path: screen.path,
      isEntry: found.entries.has(screen.id),
      isTerminal: screen.terminal,
      isReachable: found.reachable.has(screen.id),
      isDeadEnd: found.stuck.has(screen.id),
    })),
    edges,
    entries: [...found.entries],
    terminals: [...screens.values()].filter(({ terminal }) => terminal).map(({ id }) => id),
    unreachable: [...screens.keys()].filter((id) => !found.reachable.has(id)),
    deadEnds: [...found.stuck],
  }
}

function collectEdges(
  screen: Screen,
  screens: ReadonlyMap<string, Screen>,
  edges: GraphEdge[],
  asks: Set<string>,
) {
  for (const component of walkComponents(screen.children)) {
    const { kind, path } = component
    for (const action of actionsOf(component)) {
      if (action.name === 'data_exchange') asks.add(screen.id)
      const to = action.name === 'navigate' && isRecord(action.next) ? action.next.name : undefined
      if (typeof to === 'string' && to !== screen.id && screens.has(to))
        edges.push({ from: screen.id, to, cause: 'navigate', path, component: kind })
    }
    if (kind === 'NavigationList' && typeof component.props['list-items'] === 'string')
      for (const to of screens.keys())
        if (to !== screen.id)
          edges.push({ from: screen.id, to, cause: 'list', path, component: kind })
  }
}

/** The actions of a component, those of its options and rows included. */
export function* actionsOf({ props }: ComponentNode): Generator<Record<string, unknown>> {
  const own = (holder: Readonly<Record<string, unknown>>) =>
    ['on-click-action', 'on-select-action', 'on-unselect-action']
      .map((name) => holder[name])
      .filter(isRecord)
  yield* own(props)
  for (const name of ['data-source', 'list-items']) {
    const list = props[name]
    if (Array.isArray(list)) for (const item of list) if (isRecord(item)) yield* own(item)
  }
}

/** Kinds that open a page beside the way on: terms to read, a list to look at. */
export const opensSidePage = (kind: string | null): boolean =>
  kind === 'EmbeddedLink' || kind === 'OptIn'

type Link = {
  readonly from: string
  readonly to: string
  /** Whether the link is one beside the way on. */
  readonly isSide: boolean
}

export type Explored = {
  readonly entries: ReadonlySet<string>
  /** From the first entry, or the first screen where there is no entry. */
  readonly reachable: ReadonlySet<string>
  /** Screens from which the flow cannot end, side pages of others left out: those lead back. */
  readonly stuck: ReadonlySet<string>
}

/** Where a graph begins, what is reached from its first entry, and where it gets stuck. */
export function explore(
  screens: readonly { readonly id: string; readonly canEnd: boolean }[],
  links: readonly Link[],
): Explored {
  const onward = new Map<string, string[]>()
  const backward = new Map<string, string[]>()
  for (const { from, to } of links) {
    push(onward, from, to)
    push(backward, to, from)
  }
  const entries = new Set<string>()
  for (const { id } of screens) if (!backward.has(id)) entries.add(id)
  const [firstEntry = screens[0]?.id] = entries
  const ending = spread(
    screens.filter(({ canEnd }) => canEnd).map(({ id }) => id),
    backward,
  )
  const onTheWay = new Set<string>()
  const besideTheWay = new Set<string>()
  for (const { from, to, isSide } of links) {
    if (!isSide) onTheWay.add(to)
    else if (ending.has(from)) besideTheWay.add(to)
  }
  const isSidePage = (id: string) => besideTheWay.has(id) && !onTheWay.has(id)
  return {
    entries,
    reachable: spread(firstEntry === undefined ? [] : [firstEntry], onward),
    stuck: new Set(screens.map(({ id }) => id).filter((id) => !ending.has(id) && !isSidePage(id))),
  }
}

function push(lists: Map<string, string[]>, key: string, value: string) {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** Everything reached from the starts along the links. */
export function spread(
  starts: readonly string[],
  links: ReadonlyMap<string, Iterable<string>>,
): Set<string> {
  const reached = new Set(starts)
  const waiting = [...starts]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
    for (const next of links.get(id) ?? []) {
      if (reached.has(next)) continue
      reached.add(next)
      waiting.push(next)
    }
  return reached
}
