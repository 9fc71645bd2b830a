/** Fields whose value reaches no answer and no request, followed through everything that hands values on. */
import type { Flow } from '../flow.ts'
import type { StepEvent, Steps } from '../interpret/index.ts'
import { stageOf } from '../interpret/stage.ts'
import { ownValue } from '../record.ts'
import { type Exploration, type Place, stepsTo } from './explore.ts'
import type { ShownField } from './notes.ts'
import type { Finding } from './rehearsal.ts'
import { examplesOf, fillIn, footerOf, played, type Standing, SUCCESS } from './run-through.ts'
import { takenValue } from './values.ts'
import { variableKey } from './variables.ts'

export function lostFieldFindings(exploration: Exploration): Finding[] {
  const sent = sentVariables(exploration)
  const findings: Finding[] = []
  const waysOn = new Map<Place, readonly StepEvent[]>()
  for (const field of exploration.notes.fields.values()) {
    const { leaf, screen } = field
    const { name, path } = leaf.component
    if (name === null || leaf.produces === null || leaf.produces === 'item') continue
    const key = variableKey({ source: 'form', screen: screen.id, name })
    if (sent.has(key)) continue
    const decides = exploration.deciders.literals.has(key) || exploration.deciders.actors.has(key)
    findings.push({
      kind: 'field-never-sent',
      severity: decides ? 'advice' : 'problem',
      path,
      message: decides
        ? `"${name}" decides the way, but its value reaches no answer.`
        : `"${name}" is asked for, but its value reaches no answer.`,
      screen: screen.id,
      steps: stepsWith(exploration, field, name, decides ? new Map() : waysOn),
    })
  }
  for (const { path, key, variable, steps } of exploration.notes.missingValues.values())
    findings.push({
      kind: 'field-never-sent',
      severity: 'advice',
      path,
      message: `On this way the answer has no "${key}": nothing hands "${variable.name}" to ${variable.screen}.`,
      screen: null,
      steps,
    })
  return findings
}

/** What reaches an answer or a request, found backwards from there. Actions that cannot run hand on nothing. */
function sentVariables({ transfers, covered, isComplete }: Exploration): Set<string> {
  const canRun = (path: string, screen: string) => {
    const branch = covered.branchOf.get(path)
    return (
      !isComplete ||
      (covered.reachedScreens.has(screen) && (!branch || covered.reachedBranches.has(branch)))
    )
  }
  const running = transfers.filter(({ component, screen }) => canRun(component.path, screen.id))
  const sources = new Map<string, string[]>()
  const sent = new Set<string>()
  const waiting: string[] = []
  const mark = (key: string) => {
    if (sent.has(key)) return
    sent.add(key)
    waiting.push(key)
  }
  for (const { to, reads } of running)
    for (const variable of reads.variables) {
      const from = variableKey(variable)
      if (to === null) mark(from)
      else {
        const key = variableKey(to)
        const before = sources.get(key)
        if (before) before.push(from)
        else sources.set(key, [from])
      }
    }
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop())
    for (const from of sources.get(key) ?? []) mark(from)
  return sent
}

/** Screens gone through at most to show what arrives. */
const MAX_SCREENS = 60

/**
 * Steps that fill the field in and go on to the end of the flow, where one is found. A field that
 * decides nothing does not change the way, so that fields of one place share theirs.
 */
function stepsWith(
  { flow }: Exploration,
  { leaf, at }: ShownField,
  name: string,
  waysOn: Map<Place, readonly StepEvent[]>,
): Steps {
  const stage = stageOf(flow, at.standing.state)
  const value = stage ? takenValue(leaf, stage.scope) : undefined
  const entered =
    value === undefined ? at.standing : played(flow, at.standing, { event: 'input', name, value })
  const known = waysOn.get(at.place)
  const on = known ?? wayOn(flow, { ...entered, events: [] })
  waysOn.set(at.place, on)
  return stepsTo(at.place, [...entered.events, ...on])
}

/** Events that lead on to the end of a flow; none where they lead nowhere. */
function wayOn(flow: Flow, from: Standing): readonly StepEvent[] {
  let standing = from
  for (let round = 0; round < MAX_SCREENS; round++) {
    const { state } = standing
    if (state.status === 'completed') return standing.events
    if (state.status === 'closed' || state.error !== null) break
    const next = state.status === 'waiting' ? answered(flow, standing) : pressed(flow, standing)
    if (next.state === state) break
    standing = next
  }
  return []
}

function answered(flow: Flow, before: Standing): Standing {
  const here = before.state.history.at(-1) ?? ''
  const [target] = ownValue(flow.routingModel ?? {}, here) ?? []
  const reply: StepEvent =
    target === undefined
      ? SUCCESS
      : { event: 'reply', screen: target, data: examplesOf(flow, target) }
  return played(flow, before, reply)
}

function pressed(flow: Flow, before: Standing): Standing {
  const { standing: filled } = fillIn(flow, before, () => undefined)
  const now = stageOf(flow, filled.state)
  return now === null || footerOf(now) === null
    ? filled
    : played(flow, filled, { event: 'tap', target: 'footer' })
}
