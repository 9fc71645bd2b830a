/** Rehearses a flow: slice by slice for those who show how far it is, or whole. */
import { err, ok, type Result } from '../../result.ts'
import type { Flow } from '../flow.ts'
import { isStrictJson } from '../parse.ts'
import { positionAt } from '../position.ts'
import { readFlow } from '../read.ts'
import { Exploration } from './explore.ts'
import { lostFieldFindings } from './lost-fields.ts'
import type { Finding, NotRehearsed, Progress, Rehearsal, RehearseOptions } from './rehearsal.ts'
import { stuckFindings } from './stuck.ts'
import { unreachedFindings } from './unreached.ts'

/** Events that a rehearsal plays at most: a few seconds' worth on a slow machine. */
export const REHEARSAL_BUDGET = 30_000

/** Events between two reports of progress: a few frames' worth. */
export const REHEARSAL_SLICE = 500

/**
 * Rehearses a flow. Each value it yields says how far it is, so that callers can show that, let others
 * work in between, or stop; the value it returns is the rehearsal. Takes no clock and no network:
 * the same flow and options give the same rehearsal.
 */
export function* rehearse(
  flow: Flow,
  options: RehearseOptions = {},
): Generator<Progress, Rehearsal, void> {
  const budget = options.budget ?? REHEARSAL_BUDGET
  const slice = options.slice ?? REHEARSAL_SLICE
  const exploration = new Exploration(flow, budget)
  let told = -1
  for (const _ of exploration.walk()) {
    if (told >= 0 && exploration.used - told < slice) continue
    told = exploration.used
    yield progressOf(exploration, budget)
  }
  return resultOf(exploration, budget)
}

/** `rehearse` in one go. */
export function rehearseWhole(flow: Flow, options: RehearseOptions = {}): Rehearsal {
  const running = rehearse(flow, options)
  for (;;) {
    const { done, value } = running.next()
    if (done) return value
  }
}

/** `rehearseWhole` of a text; refused in words when it is broken. */
export function rehearseText(
  text: string,
  options: RehearseOptions = {},
): Result<Rehearsal, NotRehearsed> {
  const flow = flowToRehearse(text)
  return flow.ok ? ok(rehearseWhole(flow.value, options)) : flow
}

/** The flow of a text, for those who rehearse it in slices; refused when it is no JSON or has no screens. */
export function flowToRehearse(text: string): Result<Flow, NotRehearsed> {
  const { flow, parsed } = readFlow(text)
  if (!isStrictJson(parsed)) {
    const [first] = parsed.errors
    const { line, column } = positionAt(text, first?.offset ?? 0)
    return err({ kind: 'not-json', message: first?.message ?? 'It is not JSON.', line, column })
  }
  return flow === null
    ? err({ kind: 'no-screens', message: 'No screen can be made out.', line: 1, column: 1 })
    : ok(flow)
}

/** Whether a rehearsal found nothing but advice. */
export const isPassed = ({ findings }: Rehearsal): boolean =>
  findings.every(({ severity }) => severity === 'advice')

function progressOf({ covered, used }: Exploration, budget: number): Progress {
  return {
    screens: { total: covered.screens.size, reached: covered.reachedScreens.size },
    branches: { total: covered.branches.length, reached: covered.reachedBranches.size },
    used,
    budget,
  }
}

function resultOf(exploration: Exploration, budget: number): Rehearsal {
  const { covered, notes, used, isExhausted } = exploration
  return {
    screens: covered.screenCoverage(),
    edges: covered.edgeCoverage(),
    branches: covered.branchCoverage(),
    rules: covered.ruleCoverage(),
    findings: inOrder([
      ...notes.findings,
      ...unreachedFindings(exploration),
      ...stuckFindings(exploration),
      ...lostFieldFindings(exploration),
    ]),
    budget: { events: budget, used, exhausted: isExhausted },
  }
}

/** Problems before advice, each in the order of the text. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ severity }: Finding) => (severity === 'problem' ? 0 : 1)
  return [...findings].sort(
    (a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path, 'en', { numeric: true }),
  )
}
