/** The `flowroom` command: which words were given, and what they ask for. */
import { type Io, standardIo } from './io.ts'
import { helpFor, OVERVIEW } from './words.ts'

type Command = (args: readonly string[], io: Io) => Promise<number>

/** Loaded when asked for, so that each command starts with what it needs alone. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.ts')).check,
  run: async () => (await import('./run.ts')).run,
  rehearse: async () => (await import('./rehearse.ts')).rehearse,
  fmt: async () => (await import('./rewrite.ts')).fmt,
  upgrade: async () => (await import('./rewrite.ts')).upgrade,
}

/**
 * Runs one command and gives its exit code: 0 fine, 1 the flow has errors (or `fmt --check` would
 * change it, or its rehearsal found problems), 2 it could not be done. Throws nothing.
 */
export async function main(argv: readonly string[], io: Io = standardIo()): Promise<number> {
  const [name = '', ...rest] = argv
  try {
    if (name === '' || name === '--help' || name === '-h' || (name === 'help' && !rest[0])) {
      io.print(OVERVIEW)
      return name === '' ? 2 : 0
    }
    if (name === '--version' || name === '-v') {
      io.print(await version())
      return 0
    }
    if (name === 'help') return help(rest[0] ?? '', io)
    if (rest.includes('--help') || rest.includes('-h')) return help(name, io)
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!load) return unknown(name, io)
    return await (await load())(rest, io)
  } catch (fault) {
    io.complain(`flowroom: ${fault instanceof Error ? fault.message : String(fault)}`)
    return 2
  }
}

function help(name: string, io: Io): number {
  const words = helpFor(name)
  if (words === null) return unknown(name, io)
  io.print(words)
  return 0
}

function unknown(name: string, io: Io): number {
  io.complain(
    `flowroom: there is no command "${name}". There are: ${Object.keys(commands).join(', ')}.`,
  )
  return 2
}

async function version(): Promise<string> {
  const { default: about } = await import('./package.json', { with: { type: 'json' } })
  return `flowroom ${about.version}`
}
