/** `flowroom rehearse`: walks every way of a flow and says what is wrong with them, for people or as JSON lines. */
import type { Coverage, Finding, Rehearsal } from '../../shared/flow/rehearse/index.ts'
import { isPassed, rehearseText } from '../../shared/flow/rehearse/index.ts'
import { readArguments } from './arguments.ts'
import { readFlowFile } from './flow-file.ts'
import type { Io } from './io.ts'

export async function rehearse(args: readonly string[], io: Io): Promise<number> {
  const refuse = (words: string) => {
    io.complain(`flowroom rehearse: ${words}`)
    return 2
  }
  const read = readArguments(args, { json: { type: 'boolean' }, budget: { type: 'string' } })
  if (!read.ok) return refuse(read.error)
  const { files, flags } = read.value
  const budget = flags.budget === undefined ? undefined : Number(flags.budget)
  if (budget !== undefined && !(Number.isInteger(budget) && budget > 0))
    return refuse('--budget takes a whole number of events above 0')
  let worst = 0
  for (const file of files) {
    const rehearsed = await rehearseFile(file, budget, io)
    worst = Math.max(worst, rehearsed.code)
    if (flags.json) io.print(jsonLine(file, rehearsed))
    else printed(file, rehearsed, io)
  }
  return worst
}

type Rehearsed =
  | { readonly code: 0 | 1; readonly rehearsal: Rehearsal; readonly carriedIn: string | null }
  | { readonly code: 2; readonly error: string }

async function rehearseFile(file: string, budget: number | undefined, io: Io): Promise<Rehearsed> {
  const flow = await readFlowFile(file, io)
  if (!flow.ok) return { code: 2, error: flow.error }
  const { text, carriedIn } = flow.value
  const rehearsed = rehearseText(text, budget === undefined ? {} : { budget })
  if (!rehearsed.ok) {
    const { kind, line, column, message } = rehearsed.error
    const place = kind === 'not-json' ? `line ${line}, column ${column}: ` : ''
    return { code: 2, error: `${place}${message} See flowroom check.` }
  }
  const { value } = rehearsed
  return { code: isPassed(value) ? 0 : 1, rehearsal: value, carriedIn }
}

const jsonLine = (file: string, rehearsed: Rehearsed): string =>
  JSON.stringify(
    'error' in rehearsed ? { file, error: rehearsed.error } : { file, ...rehearsed.rehearsal },
  )

function printed(file: string, rehearsed: Rehearsed, io: Io) {
  if ('error' in rehearsed) return io.complain(`${file}: ${rehearsed.error}`)
  const { rehearsal, carriedIn } = rehearsed
  const inside = carriedIn === null ? '' : ` (inside ${carriedIn})`
  const { screens, edges, branches, rules, findings, budget } = rehearsal
  for (const { severity, kind, path, message, steps } of findings) {
    io.print(`${file}${inside} ${severity} ${kind} ${path}`)
    io.print(`  ${message}`)
    io.print(`  steps: ${JSON.stringify(steps)}`)
  }
  const parts = [
    counted(screens, 'screens'),
    counted(edges, 'edges') + (edges.byExample > 0 ? ` (${edges.byExample} by example)` : ''),
    counted(branches, 'branches'),
    counted(rules, 'rules'),
  ]
  io.print(`${file}${inside}: ${parts.join(', ')}`)
  for (const [what, { unreached }] of [
    ['edge', edges],
    ['rule', rules],
  ] as const)
    for (const path of unreached) io.print(`  not reached: ${what} ${path}`)
  if (budget.exhausted)
    io.print(`  The budget of ${budget.events} events ran out; ways were left untried.`)
  io.print(`${file}${inside}: ${summary(findings)}`)
}

const counted = ({ reached, total }: Coverage, what: string): string =>
  `${reached} of ${total} ${what}`

function summary(findings: readonly Finding[]): string {
  const problems = findings.filter(({ severity }) => severity === 'problem').length
  const advice = findings.length - problems
  const parts = [
    ...(problems === 0 ? [] : [`${problems} ${problems === 1 ? 'problem' : 'problems'}`]),
    ...(advice === 0 ? [] : [`${advice} ${advice === 1 ? 'piece' : 'pieces'} of advice`]),
  ]
  return parts.length === 0 ? 'no findings' : parts.join(', ')
}
