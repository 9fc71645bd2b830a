/** Finds the places of the text that intents name. */
import { err, ok, type Result } from '../../result.ts'
import {
  itemsOf,
  type JsonArray,
  type JsonNode,
  type JsonObject,
  nodeAt,
  stringOf,
  valueUnder,
} from '../json-node.ts'
import { formatPath, parsePath } from '../path.ts'
import type { Refusal } from './intent.ts'

export type Spot = { readonly text: string; readonly root: JsonNode | null }

const missing = (path: string): Result<never, Refusal> =>
  err({ kind: 'no-such-place', message: `There is nothing at ${path || 'the top'}.` })

export function objectAt({ root }: Spot, path: string): Result<JsonObject, Refusal> {
  const node = nodeAt(root, path)
  return node?.type === 'object' ? ok(node) : missing(path)
}

export function listAt({ root }: Spot, path: string): Result<JsonArray, Refusal> {
  const node = nodeAt(root, path)
  return node?.type === 'array' ? ok(node) : missing(path)
}

export type Entry = {
  readonly list: JsonArray
  readonly listPath: string
  readonly index: number
  readonly node: JsonNode
}

/** An entry of a list by its own path, such as `screens[0].layout.children[1]`. */
export function entryAt({ root }: Spot, path: string): Result<Entry, Refusal> {
  const segments = parsePath(path)
  const index = segments?.at(-1)
  if (!segments || typeof index !== 'number') return missing(path)
  const list = nodeAt(root, segments.slice(0, -1))
  const node = list?.type === 'array' ? list.items[index] : undefined
  return list?.type === 'array' && node
    ? ok({ list, listPath: formatPath(segments.slice(0, -1)), index, node })
    : missing(path)
}

export type ScreenSpot = {
  readonly list: JsonArray
  readonly index: number
  readonly node: JsonObject
}

/** The first screen of an id. */
export function screenCalled({ root }: Spot, id: string): Result<ScreenSpot, Refusal> {
  const list = valueUnder(root, 'screens')
  const index = itemsOf(list).findIndex((screen) => stringOf(screen, 'id') === id)
  const node = itemsOf(list)[index]
  return list?.type === 'array' && node?.type === 'object'
    ? ok({ list, index, node })
    : err({ kind: 'no-such-place', message: `There is no screen ${id}.` })
}

export const screenIds = ({ root }: Spot): Set<string> =>
  new Set(itemsOf(valueUnder(root, 'screens')).flatMap((screen) => stringOf(screen, 'id') ?? []))
