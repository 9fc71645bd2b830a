/** Keys that programs which read the flow or its answers may trip over. */
import type { JsonString } from '../json-node.ts'
import type { Report } from './report.ts'

const RESERVED = new Set(['__proto__', 'constructor', 'prototype'])

/** Reports a reserved key of a map; true when it was one. */
export function isReservedKey(key: JsonString, report: Report): boolean {
  if (!RESERVED.has(key.value)) return false
  report.at(key, 'reserved-key', `"${key.value}" cannot be a key; choose another name.`)
  return true
}
