/** What a flow collects: the columns of its responses, and the fields it asks for but never sends. */
import { responseColumns } from '../../../shared/flow/columns.ts'
import { type Flow, walkComponents } from '../../../shared/flow/flow.ts'
import { isRecord } from '../../../shared/flow/record.ts'

/** `path` leads to the field, where it is one of the flow's own and not only a key of the payload. */
export type Collected = { key: string; label: string; sent: boolean; path: string | null }

/** Columns in the order they are asked for, then fields whose value goes nowhere. */
export function collectsOf(flow: Flow): Collected[] {
  const fields = new Map<string, string>()
  const used = new Set<string>()
  for (const screen of flow.screens) {
    for (const { kind, name, path, props } of walkComponents(screen.children)) {
      if (name !== null && kind !== 'Form' && !fields.has(name)) fields.set(name, path)
      collectNames(props, used)
    }
  }
  const columns = responseColumns(flow)
  const sent = columns.map(({ key, label }) => ({
    key,
    label,
    sent: true,
    path: fields.get(key) ?? null,
  }))
  const keys = new Set(columns.map((column) => column.key))
  const lost = [...fields]
    .filter(([name]) => !used.has(name) && !keys.has(name))
    .map(([name, path]) => ({ key: name, label: name, sent: false, path }))
  return [...sent, ...lost]
}

const REFERENCE = /\bform\.([A-Za-z0-9_-]+)/g

/** Names that any property refers to as `form.<name>`, on its own screen or another's. */
function collectNames(value: unknown, names: Set<string>): void {
  if (typeof value === 'string') {
    if (value.length > 4000) return
    for (const [, name] of value.matchAll(REFERENCE)) names.add(name!)
  } else if (Array.isArray(value)) for (const item of value) collectNames(item, names)
  else if (isRecord(value)) for (const item of Object.values(value)) collectNames(item, names)
}
