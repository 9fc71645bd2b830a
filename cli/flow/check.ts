/** `flowroom check`: findings about flows, for people or as JSON lines. */
import { checkParsed, type Diagnostic } from '../../shared/flow/check/index.ts'
import { valueUnder } from '../../shared/flow/json-node.ts'
import { parseFlow } from '../../shared/flow/parse.ts'
import { readArguments } from './arguments.ts'
import { readFlowFile } from './flow-file.ts'
import type { Io } from './io.ts'

export async function check(args: readonly string[], io: Io): Promise<number> {
  const read = readArguments(args, { json: { type: 'boolean' } })
  if (!read.ok) {
    io.complain(`flowroom check: ${read.error}`)
    return 2
  }
  const { files, flags } = read.value
  let worst = 0
  for (const file of files) {
    const checked = await checkFile(file, io)
    worst = Math.max(worst, checked.code)
    if (flags.json) io.print(jsonLine(file, checked))
    else printed(file, checked, io)
  }
  return worst
}

type Checked = {
  readonly code: 0 | 1 | 2
  readonly version: string | null
  readonly diagnostics: readonly Diagnostic[]
  readonly text: string
  readonly carriedIn: string | null
  /** Why the file could not be read. */
  readonly error: string | null
}

async function checkFile(file: string, io: Io): Promise<Checked> {
  const flow = await readFlowFile(file, io)
  if (!flow.ok) {
    const nothing = { version: null, diagnostics: [], text: '', carriedIn: null }
    return { code: 2, ...nothing, error: flow.error }
  }
  const { text, carriedIn } = flow.value
  const parsed = parseFlow(text)
  const diagnostics = checkParsed(parsed)
  const version = valueUnder(parsed.root, 'version')
  return {
    code: diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0,
    version: version?.type === 'string' ? version.value : null,
    diagnostics,
    text,
    carriedIn,
    error: null,
  }
}

const jsonLine = (file: string, { version, diagnostics, error }: Checked): string =>
  JSON.stringify({
    file,
    version,
    diagnostics: diagnostics.map((found) => ({
      code: found.code,
      severity: found.severity,
      message: found.message,
      path: found.path,
      lineStart: found.lineStart,
      lineEnd: found.lineEnd,
      columnStart: found.columnStart,
      columnEnd: found.columnEnd,
    })),
    ...(error === null ? {} : { error }),
  })

const WORDS = { error: 'error', warning: 'warning', info: 'advice' } as const

function printed(file: string, { diagnostics, carriedIn, error, text }: Checked, io: Io) {
  if (error !== null) return io.complain(`${file}: ${error}`)
  const inside = carriedIn === null ? '' : ` (inside ${carriedIn})`
  const lines = text.split('\n', 1 + Math.max(0, ...diagnostics.map(({ lineStart }) => lineStart)))
  for (const found of diagnostics) {
    const { lineStart, columnStart, severity, code, message } = found
    io.print(`${file}${inside}:${lineStart}:${columnStart} ${WORDS[severity]} ${code}`)
    io.print(`  ${message}`)
    const excerpt = excerptOf(lines[lineStart - 1] ?? '', found)
    if (excerpt !== null) io.print(excerpt)
  }
  io.print(`${file}${inside}: ${summary(diagnostics)}`)
}

/** Lines longer than this say nothing at a glance. */
const MAX_EXCERPT = 120

/** The line and a mark below the place; null where the line is too long or empty. */
function excerptOf(line: string, { columnStart, columnEnd, lineStart, lineEnd }: Diagnostic) {
  const shown = line.replace(/\r$/, '')
  if (shown.trim() === '' || shown.length > MAX_EXCERPT) return null
  const until = lineStart === lineEnd ? columnEnd : shown.length + 1
  const marks = '^'.repeat(Math.max(1, Math.min(until - columnStart, shown.length)))
  const blanks = shown.slice(0, columnStart - 1).replace(/[^\t]/g, ' ')
  return `    ${shown}\n    ${blanks}${marks}`
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity'], one: string, many: string) => {
    const number = diagnostics.filter((found) => found.severity === severity).length
    return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`]
  }
  const parts = [
    ...count('error', 'error', 'errors'),
    ...count('warning', 'warning', 'warnings'),
    ...count('info', 'piece of advice', 'pieces of advice'),
  ]
  return parts.length === 0 ? 'no findings' : parts.join(', ')
}
