/** Reads what somebody pasted or dropped: a flow's JSON as it is, or wrapped as the platforms hand it out. */
import { flowTextMaxBytes } from '../../../shared/api/flows.ts'
import { checkParsed } from '../../../shared/flow/check/index.ts'
import { importFlow } from '../../../shared/flow/import.ts'
import { valueUnder } from '../../../shared/flow/json-node.ts'
import { parseFlow } from '../../../shared/flow/parse.ts'
import { utf8Length } from '../../../shared/flow/position.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { megabytes, refusalWords, sizeWords } from './flow-words.ts'

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

/** The flow in a text: bare, as one JSON string, or in an envelope whose `name` comes along. */
export function readFlowText(text: string): Result<FlowFile, Refused> {
  const bytes = utf8Length(text)
  if (bytes > flowTextMaxBytes)
    return err({ message: `${sizeWords}; this has ${megabytes(bytes)}.` })
  const imported = importFlow(text)
  return imported.ok
    ? ok(describe(imported.value.text, imported.value.name))
    : err({ message: refusalWords(imported.error) })
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

function describe(text: string, name: string | null): FlowFile {
  const parsed = parseFlow(text)
  const screens = valueUnder(parsed.root, 'screens')
  return {
    text,
    name,
    screens: screens?.type === 'array' ? screens.items.length : null,
    errors: checkParsed(parsed)
      .filter(({ severity }) => severity === 'error')
      .map(({ message, lineStart, columnStart }) => ({
        message,
        line: lineStart,
        column: columnStart,
      })),
  }
}
