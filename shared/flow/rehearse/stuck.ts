/** Where the ways of a flow do not end: dead ends, circles without an exit, and ways that lead round. */
import { screenOf } from '../interpret/compiled.ts'
import type { StepEvent } from '../interpret/index.ts'
import { type Exploration, type Place, stepsTo } from './explore.ts'
import type { Finding } from './rehearsal.ts'

/** Dead ends and loops, from the places walked. */
export function stuckFindings(exploration: Exploration): Finding[] {
  const { places } = exploration
  const canEnd = endingPlaces(exploration)
  const stuck = new Map<string, Place>()
  const endsSomewhere = new Set<string>()
  for (const place of places) {
    const { screen } = place
    if (canEnd.has(place)) endsSomewhere.add(screen)
    else if (place.standing.state.error === null && screen !== '' && !stuck.has(screen))
      stuck.set(screen, place)
  }
  const onward = new Map<string, Set<string>>()
  for (const place of places) {
    if (!stuck.has(place.screen) || canEnd.has(place)) continue
    const targets = onward.get(place.screen) ?? new Set<string>()
    for (const { to } of place.onward)
      if (to.screen !== place.screen && stuck.has(to.screen)) targets.add(to.screen)
    onward.set(place.screen, targets)
  }
  return [
    ...lastOnes(stuck, onward).map((circle) =>
      stuckFinding(exploration, stuck, circle, endsSomewhere),
    ),
    ...waysRound(exploration, stuck),
  ]
}

const isEnd = ({ standing: { state } }: Place): boolean =>
  state.status === 'completed' || state.status === 'closed'

/**
 * Places from which the flow can end. Where the budget broke the walk off nothing is known, so it may
 * end there; where it was left because it mixes what was seen before, it goes as on its screen.
 */
function endingPlaces({ places, isExhausted }: Exploration): Set<Place> {
  const ends = new Set(places.filter((place) => isEnd(place) || (isExhausted && !place.isExpanded)))
  for (;;) {
    const canEnd = leadingTo(places, ends)
    const screens = new Set([...canEnd].map(({ screen }) => screen))
    const more = places.filter(
      (place) => !place.isExpanded && !canEnd.has(place) && screens.has(place.screen),
    )
    if (more.length === 0) return canEnd
    for (const place of more) ends.add(place)
  }
}

/** Every place from which one of some is reached by going onward. */
function leadingTo(places: readonly Place[], targets: Iterable<Place>): Set<Place> {
  const backward = new Map<Place, Place[]>()
  for (const place of places)
    for (const { to } of place.onward) {
      const before = backward.get(to)
      if (before) before.push(place)
      else backward.set(to, [place])
    }
  const found = new Set(targets)
  const waiting = [...found]
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop())
    for (const before of backward.get(place) ?? [])
      if (!found.has(before)) {
        found.add(before)
        waiting.push(before)
      }
  return found
}

/** Of screens that cannot end, those where it comes to rest: single ones, or circles of several. */
function lastOnes(
  stuck: ReadonlyMap<string, Place>,
  onward: ReadonlyMap<string, ReadonlySet<string>>,
): string[][] {
  const reach = new Map<string, Set<string>>()
  for (const screen of stuck.keys()) {
    const found = new Set<string>()
    const waiting = [screen]
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
      for (const next of onward.get(at) ?? [])
        if (!found.has(next)) {
          found.add(next)
          waiting.push(next)
        }
    reach.set(screen, found)
  }
  const circles: string[][] = []
  const seen = new Set<string>()
  for (const screen of stuck.keys()) {
    if (seen.has(screen)) continue
    const beyond = [...(reach.get(screen) ?? [])]
    // Somewhere further on it does not come back from: that place is the one to name.
    if (beyond.some((next) => next !== screen && !reach.get(next)?.has(screen))) continue
    const circle = [screen, ...beyond.filter((next) => next !== screen)]
    for (const one of circle) seen.add(one)
    circles.push(circle)
  }
  return circles
}

function stuckFinding(
  exploration: Exploration,
  stuck: ReadonlyMap<string, Place>,
  circle: readonly string[],
  endsSomewhere: ReadonlySet<string>,
): Finding {
  const [first = ''] = circle
  const place = stuck.get(first)
  const screen = screenOf(exploration.flow, first)
  const isCircle = circle.length > 1
  const base = {
    severity: exploration.isExhausted ? ('advice' as const) : ('problem' as const),
    path: screen?.path ?? '',
    screen: first,
  }
  const sometimes = endsSomewhere.has(first) ? ' with what was entered before' : ''
  if (isCircle)
    return {
      ...base,
      kind: 'loop',
      message: `${circle.join(' → ')} → ${first} goes round${sometimes}, and nothing leads out of it.`,
      steps: place ? stepsTo(place, roundFrom(place)) : [],
    }
  return {
    ...base,
    kind: 'dead-end',
    message: `From ${first} the flow cannot end${sometimes}: ${reason(exploration, first)}.`,
    steps: place ? stepsTo(place) : [],
  }
}

function reason({ blocked, flow }: Exploration, screen: string): string {
  const by = blocked.get(screen)
  if (by === undefined) return 'it has no button or link that leads on'
  const [path] = by
  if (path === undefined) return 'its Footer stays greyed or does nothing'
  const field = screenOf(flow, screen)
  return `its Footer stays greyed, because no value was found that the field at ${path.slice((field?.path.length ?? -1) + 1)} takes`
}

/** Events that lead from a place back to its screen, by other screens. */
function roundFrom(place: Place): StepEvent[] {
  type Way = { readonly at: Place; readonly events: readonly StepEvent[]; readonly left: boolean }
  const seen = new Set<Place>([place])
  const waiting: Way[] = [{ at: place, events: [], left: false }]
  for (const way of waiting)
    for (const { to, events: more } of way.at.onward) {
      const events = [...way.events, ...more]
      const left = way.left || to.screen !== place.screen
      if (left && to.screen === place.screen) return events
      if (seen.has(to)) continue
      seen.add(to)
      waiting.push({ at: to, events, left })
    }
  return []
}

/** Ways back to a screen seen before, where another way ends the flow. */
function waysRound(
  { waysRound: ways, flow }: Exploration,
  stuck: ReadonlyMap<string, Place>,
): Finding[] {
  return [...ways.values()]
    .filter(({ from, to }) => !stuck.has(from) || !stuck.has(to))
    .map(({ from, to, path, place, events }) => ({
      kind: 'loop' as const,
      severity: 'advice' as const,
      path,
      message: `${from} leads back to ${to}, which comes before it: customers who take this way go round. Back does the same.`,
      screen: screenOf(flow, from)?.id ?? null,
      steps: stepsTo(place, events),
    }))
}
