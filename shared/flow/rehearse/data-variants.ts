/** Data a screen could be opened with instead of its examples, where that decides what happens. */
import type { Screen } from '../flow.ts'
import { type JsonRecord, mergeRecords } from '../record.ts'
import type { Deciders } from './deciders.ts'
import { around } from './values.ts'
import { variableKey } from './variables.ts'

/** Rows and start values that are put together at most. */
const MAX_COMBINATIONS = 24

/** Example data with the fields that decide set to other values: one at a time, few all together. */
export function variantsOf(screen: Screen, examples: JsonRecord, deciders: Deciders): JsonRecord[] {
  const choices = deciders.variables
    .filter(({ source, screen: at }) => source === 'data' && at === screen.id)
    .map(({ name }) => ({ name, values: otherValues(screen, name, examples[name], deciders) }))
    .filter(({ values }) => values.length > 0)
  const all = choices.reduce((count, { values }) => count * (values.length + 1), 1)
  if (all > MAX_COMBINATIONS)
    return choices.flatMap(({ name, values }) =>
      values.map((value) => mergeRecords<unknown>(examples, { [name]: value })),
    )
  let variants: JsonRecord[] = [examples]
  for (const { name, values } of choices)
    variants = variants.flatMap((data) => [
      data,
      ...values.map((value) => mergeRecords<unknown>(data, { [name]: value })),
    ])
  return variants.slice(1)
}

/** What a data field could hold instead of its example, by its type and what it is held against. */
function otherValues(
  screen: Screen,
  name: string,
  example: unknown,
  deciders: Deciders,
): unknown[] {
  const type = screen.data[name]?.type
  const key = variableKey({ source: 'data', screen: screen.id, name })
  const literals = [...(deciders.literals.get(key) ?? [])]
  const values: unknown[] =
    type === 'boolean'
      ? [true, false]
      : type === 'number' || type === 'integer'
        ? literals.flatMap(around).map(Number)
        : type === 'string'
          ? [...literals.flatMap(around), 'something else']
          : []
  return [...new Set(values)].filter(
    (value) => value !== example && (typeof value !== 'number' || Number.isFinite(value)),
  )
}
