/** Reads what somebody pasted or dropped: a flow's JSON as it is, or wrapped as the platforms hand it out. */
import { flowTextMaxBytes } from '../../../shared/api/flows.ts'
import { checkFlow } from '../../../shared/flow/check/index.ts'
import { isStrictJson, parseFlow } from '../../../shared/flow/parse.ts'
import { positionAt, utf8Length } from '../../../shared/flow/position.ts'
import { err, ok, type Result } from '../../../shared/result.ts'

export type FlowFile = {
  /** The flow's own text, byte for byte where it was not wrapped. */
  text: string
  /** The name that came with it. */
  name: string | null
  /** Findings that keep it from being published; it can be a draft all the same. */
  errors: { message: string; line: number; column: number }[]
  screens: number | null
}

/** Why something is no flow, in words. */
export type Refused = { message: string }

const sizeWords = `A flow may be at most ${flowTextMaxBytes / 1024 / 1024} MB`

/** Megabytes for people: "12.3 MB". */
export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`

/**
 * The flow in a text. Besides the bare flow it takes the flow as one JSON string, and an object that carries it as
 * `flowJson` or `flow_json` (messaging-platforms.md §2 and Meta's create call), whose `name` comes along.
 */
export function readFlowText(text: string): Result<FlowFile, Refused> {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text
  if (!plain.trim()) return err({ message: 'There is nothing in it.' })
  const bytes = utf8Length(plain)
  if (bytes > flowTextMaxBytes)
    return err({ message: `${sizeWords}; this has ${megabytes(bytes)}.` })
  const parsed = parseFlow(plain)
  if (!isStrictJson(parsed)) return err({ message: brokenWords(plain, parsed.errors) })
  const unwrapped = unwrap(parsed.value)
  if (!unwrapped) return ok(describe(plain, null, parsed.value))
  const inside = parseFlow(unwrapped.text)
  if (!isStrictJson(inside)) {
    return err({
      message: `The flow inside is not JSON. ${brokenWords(unwrapped.text, inside.errors)}`,
    })
  }
  return ok(describe(unwrapped.text, unwrapped.name, inside.value))
}

/** The flow in a file. @throws nothing: what cannot be read is refused in words. */
export async function readFlowFile(file: File): Promise<Result<FlowFile, Refused>> {
  if (file.size > flowTextMaxBytes) {
    return err({ message: `${sizeWords}; ${file.name} has ${megabytes(file.size)}.` })
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    return err({ message: `${file.name} is not a JSON file: it holds no UTF-8 text.` })
  }
  const read = readFlowText(text)
  return read.ok ? read : err({ message: `${file.name} can't be used. ${read.error.message}` })
}

function brokenWords(text: string, errors: readonly { message: string; offset: number }[]): string {
  const first = errors[0]
  if (!first) return 'It is not JSON.'
  const { line, column } = positionAt(text, first.offset)
  return `It is not JSON: line ${line}, column ${column}. ${first.message}`
}

function unwrap(value: unknown): { text: string; name: string | null } | null {
  if (typeof value === 'string') return { text: value, name: null }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const { screens, flowJson, flow_json, name } = value as Record<string, unknown>
  const carried = flowJson ?? flow_json
  if (screens !== undefined || carried === undefined) return null
  const text = typeof carried === 'string' ? carried : JSON.stringify(carried, null, 2)
  return { text, name: typeof name === 'string' && name.trim() ? name.trim() : null }
}

function describe(text: string, name: string | null, value: unknown): FlowFile {
  const screens = (value as { screens?: unknown } | null)?.screens
  return {
    text,
    name,
    screens: Array.isArray(screens) ? screens.length : null,
    errors: checkFlow(text)
      .filter(({ severity }) => severity === 'error')
      .map(({ message, lineStart, columnStart }) => ({
        message,
        line: lineStart,
        column: columnStart,
      })),
  }
}
