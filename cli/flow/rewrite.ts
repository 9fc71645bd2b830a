/** `flowroom fmt` and `flowroom upgrade`: write a flow anew, in place or to standard output. */
import { formatFlow, upgradeFlow } from '../../shared/flow/edit/index.ts'
import { CURRENT_VERSION } from '../../shared/flow/version.ts'
import { applyEdits } from '../../shared/text-edit.ts'
import { readArguments } from './arguments.ts'
import { readFlowFile } from './flow-file.ts'
import type { Io } from './io.ts'

export async function fmt(args: readonly string[], io: Io): Promise<number> {
  const flags = { check: { type: 'boolean' }, stdout: { type: 'boolean' } } as const
  return rewriteAll('fmt', args, flags, io, (text) => {
    const formatted = formatFlow(text)
    if (formatted.ok) return { text: formatted.value, notes: [] }
    const { line, column, message } = formatted.error
    return { error: `line ${line}, column ${column}: ${message}` }
  })
}

export async function upgrade(args: readonly string[], io: Io): Promise<number> {
  const flags = { to: { type: 'string' }, stdout: { type: 'boolean' } } as const
  return rewriteAll('upgrade', args, flags, io, (text, given) => {
    const upgraded = upgradeFlow(text, typeof given.to === 'string' ? given.to : CURRENT_VERSION)
    if (!upgraded.ok) return { error: upgraded.error.message }
    return { text: applyEdits(text, upgraded.value.edits), notes: upgraded.value.notes }
  })
}

type Given = Readonly<Record<string, string | boolean | undefined>>
type Rewritten = { text: string; notes: readonly string[] } | { error: string }

async function rewriteAll(
  name: string,
  args: readonly string[],
  known: Parameters<typeof readArguments>[1],
  io: Io,
  rewrite: (text: string, flags: Given) => Rewritten,
): Promise<number> {
  const read = readArguments(args, known)
  if (!read.ok) {
    io.complain(`flowroom ${name}: ${read.error}`)
    return 2
  }
  const { files, flags } = read.value
  let worst = 0
  for (const file of files)
    worst = Math.max(worst, await rewriteFile(name, file, flags, io, rewrite))
  return worst
}

async function rewriteFile(
  name: string,
  file: string,
  flags: Given,
  io: Io,
  rewrite: (text: string, flags: Given) => Rewritten,
): Promise<number> {
  const refuse = (words: string) => {
    io.complain(`flowroom ${name}: ${file}: ${words}`)
    return 2
  }
  const flow = await readFlowFile(file, io)
  if (!flow.ok) return refuse(flow.error)
  const { text, carriedIn } = flow.value
  const toStdout = flags.stdout === true || file === '-'
  if (carriedIn !== null && !toStdout)
    return refuse(`the flow is carried in ${carriedIn}; use --stdout to take it out`)
  const rewritten = rewrite(text, flags)
  if ('error' in rewritten) return refuse(rewritten.error)
  if (flags.check === true) {
    if (rewritten.text === text) return 0
    io.print(`${file} would change`)
    return 1
  }
  if (toStdout) {
    io.print(rewritten.text.replace(/\n$/, ''))
    for (const note of rewritten.notes) io.complain(`${file}: ${note}`)
    return 0
  }
  if (rewritten.text === text) {
    io.print(`${file} stays as it is`)
    return 0
  }
  const written = await io.write(file, rewritten.text)
  if (!written.ok) return refuse(written.error)
  io.print(`${file} ${name === 'fmt' ? 'formatted' : 'upgraded'}`)
  for (const note of rewritten.notes) io.print(`  ${note}`)
  return 0
}
