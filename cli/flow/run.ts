/** `flowroom run`: plays a flow from a list of steps and prints where it stands. */
import { play } from '../../shared/flow/interpret/play.ts'
import { readFlow } from '../../shared/flow/read.ts'
import { readArguments } from './arguments.ts'
import { decode, readFlowFile } from './flow-file.ts'
import type { Io } from './io.ts'

export async function run(args: readonly string[], io: Io): Promise<number> {
  const refuse = (words: string) => {
    io.complain(`flowroom run: ${words}`)
    return 2
  }
  const read = readArguments(args, { json: { type: 'boolean' }, steps: { type: 'string' } })
  if (!read.ok) return refuse(read.error)
  const { files, flags } = read.value
  const [file = '', another] = files
  if (another !== undefined) return refuse('it plays one file at a time')
  if (typeof flags.steps !== 'string') return refuse('name the steps with --steps STEPS.json')
  const flowFile = await readFlowFile(file, io)
  if (!flowFile.ok) return refuse(`${file}: ${flowFile.error}`)
  const { flow } = readFlow(flowFile.value.text)
  if (flow === null) return refuse(`${file}: no screen can be made out; see flowroom check`)
  const steps = await readJson(flags.steps, io)
  if ('error' in steps) return refuse(`${flags.steps}: ${steps.error}`)
  const played = play(flow, steps.value)
  if (!played.ok) {
    const { at, message } = played.error
    return refuse(`${flags.steps}${at === '' ? '' : ` ${at}`}: ${message}`)
  }
  io.print(JSON.stringify(played.value, null, flags.json ? undefined : 2))
  return 0
}

async function readJson(file: string, io: Io): Promise<{ value: unknown } | { error: string }> {
  const bytes = await io.read(file)
  if (!bytes.ok) return { error: bytes.error }
  const text = decode(bytes.value)
  if (!text.ok) return { error: text.error }
  try {
    return { value: JSON.parse(text.value) as unknown }
  } catch (fault) {
    return { error: fault instanceof Error ? fault.message : 'it is not JSON' }
  }
}
