/** Reads data that somebody typed as JSON for a screen: what breaks it, and what the screen's data model thinks of it. */
import { err, ok, type Result } from '../../result.ts'
import type { Screen } from '../flow.ts'
import type { JsonNode } from '../json-node.ts'
import { breaksJson, parseFlow } from '../parse.ts'
import { lineStartsOf, positionAt, positionIn } from '../position.ts'
import { isRecord, type JsonRecord, ownValue } from '../record.ts'

/** Where and what; `line` is one-based. */
export type DataProblem = { readonly line: number; readonly message: string }

export type ReadData = {
  readonly value: JsonRecord
  /** What does not fit the screen's data model; a phone shows its error view for some of it. */
  readonly advice: readonly DataProblem[]
}

/** Keys that every answer may carry beside the screen's own (reference §8.3). */
const ALWAYS = new Set(['error_message', 'extension_message_response'])

/** An empty text is an empty object. Anything that is no JSON object is a problem. */
export function readData(text: string, screen: Screen | null): Result<ReadData, DataProblem> {
  if (text.trim() === '') return ok(judged({}, null, screen, text))
  const parsed = parseFlow(text)
  const broken = parsed.errors.find(breaksJson)
  if (broken) return err({ line: positionAt(text, broken.offset).line, message: broken.message })
  const { root } = parsed
  const wrongValue = parsed.errors.find(({ kind }) => kind === 'value')
  if (wrongValue)
    return err({ line: positionAt(text, wrongValue.offset).line, message: wrongValue.message })
  if (!isRecord(parsed.value))
    return err({
      line: positionAt(text, root?.offset ?? 0).line,
      message: 'Data is an object: it begins with { and ends with }.',
    })
  return ok(judged(parsed.value, root, screen, text))
}

/** `Line 3: …` */
export const problemText = ({ line, message }: DataProblem): string => `Line ${line}: ${message}`

function judged(
  value: JsonRecord,
  root: JsonNode | null,
  screen: Screen | null,
  text: string,
): ReadData {
  if (screen === null) return { value, advice: [] }
  const advice: DataProblem[] = []
  const starts = lineStartsOf(text)
  const lineAt = (offset: number) => positionIn(starts, offset).line
  for (const name of screen.requiredData)
    if (ownValue(value, name) === undefined)
      advice.push({ line: 1, message: `Screen ${screen.id} needs "${name}".` })
  for (const { key, value: node } of root?.type === 'object' ? root.members : []) {
    if (ALWAYS.has(key.value) || node === null) continue
    const field = ownValue(screen.data, key.value)
    if (field === undefined)
      advice.push({
        line: lineAt(key.offset),
        message: `Screen ${screen.id} does not declare "${key.value}", so nothing shows it.`,
      })
    else
      misfits(node, field.schema, key.value, (at, message) => {
        advice.push({ line: lineAt(at.offset), message })
      })
  }
  return { value, advice }
}

/** Goes through a value beside its schema: types, entries of lists, properties of objects. */
function misfits(
  node: JsonNode,
  schema: Readonly<JsonRecord>,
  name: string,
  complain: (at: JsonNode, message: string) => void,
): void {
  const { type, items, properties } = schema
  if (typeof type === 'string' && !isOfType(node, type)) {
    complain(node, `"${name}" is to be of type ${type}, not ${node.type}.`)
    return
  }
  if (node.type === 'array' && isRecord(items))
    for (const item of node.items) misfits(item, items, `items of ${name}`, complain)
  if (node.type !== 'object' || !isRecord(properties)) return
  for (const { key, value } of node.members) {
    const property = ownValue(properties, key.value)
    if (isRecord(property) && value) misfits(value, property, `${name}.${key.value}`, complain)
  }
}

function isOfType(node: JsonNode, type: string): boolean {
  if (type === 'integer') return node.type === 'number' && Number.isInteger(node.value)
  return node.type === type || !TYPES.has(type)
}

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array'])
