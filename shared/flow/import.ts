/** Takes in what people really have: a bare flow, a JSON string of one, an envelope that carries one. */
import { err, ok, type Result } from '../result.ts'
import { type FlowCategory, isFlowCategory } from './categories.ts'
import { isStrictJson, parseFlow } from './parse.ts'
import { positionAt } from './position.ts'
import { isRecord } from './record.ts'

export type Imported = {
  /** The flow's own text; byte for byte as it came where it was not wrapped. */
  readonly text: string
  /** The name and categories that came along. */
  readonly name: string | null
  readonly categories: readonly FlowCategory[]
  /** The property that carried the flow, such as `flowJson`; `string` for a JSON string; null when bare. */
  readonly carriedIn: string | null
}

/** Why there is no flow to take in. Line and column count in the flow's own text, from 1. */
export type ImportRefusal =
  | { readonly kind: 'empty'; readonly message: string }
  | {
      readonly kind: 'not-json'
      readonly message: string
      readonly line: number
      readonly column: number
      /** The property the broken text was carried in; null when it is the text itself. */
      readonly carriedIn: string | null
    }
  | { readonly kind: 'no-flow'; readonly message: string }

/** Where 8x8's and Meta's calls and exports carry a flow (reference §10.1, §11.2). */
const CARRIERS = ['flowJson', 'flow_json'] as const
/** Envelopes around envelopes, and lists of one. */
const HOLDERS = ['data', 'flow', 'flows'] as const

/** Wrappings deeper than this are no mistake any more. */
const MAX_WRAPPINGS = 6

/** The flow in a text or in a value that was parsed already; with or without a byte order mark. */
export function importFlow(input: unknown): Result<Imported, ImportRefusal> {
  let current = input
  let carriedIn: string | null = null
  let about: Pick<Imported, 'name' | 'categories'> = { name: null, categories: [] }
  for (let depth = 0; depth <= MAX_WRAPPINGS; depth++) {
    if (typeof current === 'string') {
      const text = current.startsWith('\ufeff') ? current.slice(1) : current
      if (text.trim() === '') return err({ kind: 'empty', message: 'There is nothing in it.' })
      const parsed = parseFlow(text)
      if (!isStrictJson(parsed)) {
        const [first] = parsed.errors
        return err({
          kind: 'not-json',
          message: first?.message ?? 'It is not JSON.',
          ...positionAt(text, first?.offset ?? 0),
          carriedIn,
        })
      }
      const { value } = parsed
      const inside = unwrapped(value)
      if (inside === null) {
        if (!isRecord(value)) return noFlow
        return ok({ text, ...about, carriedIn })
      }
      about = { ...about, ...described(value) }
      current = inside.value
      carriedIn = inside.carriedIn
      continue
    }
    const inside = unwrapped(current)
    if (inside !== null) {
      about = { ...about, ...described(current) }
      current = inside.value
      carriedIn = inside.carriedIn
      continue
    }
    if (!isRecord(current)) return noFlow
    const text = writtenOut(current)
    return text === null ? noFlow : ok({ text, ...about, carriedIn })
  }
  return noFlow
}

const noFlow: Result<never, ImportRefusal> = err({
  kind: 'no-flow',
  message: 'There is no flow in it: a flow is an object with version and screens.',
})

/** A value as text; null for what cannot be written, such as something that holds itself. */
function writtenOut(value: unknown): string | null {
  try {
    return JSON.stringify(value, null, 2) ?? null
  } catch {
    return null
  }
}

type Inside = { value: unknown; carriedIn: string }

/** What a wrapping holds; null when the value is no wrapping. */
function unwrapped(value: unknown): Inside | null {
  if (typeof value === 'string') return { value, carriedIn: 'string' }
  if (Array.isArray(value)) return value.length === 1 ? { value: value[0], carriedIn: '[0]' } : null
  if (!isRecord(value) || Object.hasOwn(value, 'screens')) return null
  for (const key of CARRIERS) {
    const carried = Object.hasOwn(value, key) ? value[key] : undefined
    if (carried !== undefined && carried !== null) return { value: carried, carriedIn: key }
  }
  for (const key of HOLDERS) {
    const held = Object.hasOwn(value, key) ? value[key] : undefined
    if (isRecord(held) || (Array.isArray(held) && held.length === 1))
      return { value: held, carriedIn: key }
  }
  return null
}

function described(value: unknown): Partial<Pick<Imported, 'name' | 'categories'>> {
  if (!isRecord(value)) return {}
  const { name, categories } = value
  return {
    ...(typeof name === 'string' && name.trim() !== '' ? { name: name.trim() } : {}),
    ...(Array.isArray(categories) ? { categories: categories.filter(isFlowCategory) } : {}),
  }
}
