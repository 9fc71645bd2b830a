/** What an OpenAPI schema means: an example that fits it, and its fields as rows for reading. */
import { type OpenApi, resolve, type Schema } from './openapi-document.ts'

/** A value that fits the schema: its own example where it has one, else one made from the types. */
export function exampleOf(api: OpenApi, reference: Schema, depth = 0): unknown {
  const schema = resolve(api, reference)
  if (schema.example !== undefined) return schema.example
  if (schema.examples?.length) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined) return schema.default
  if (schema.enum?.length) return schema.enum[0]
  if (depth > 8) return null
  const branch = schema.oneOf?.[0] ?? schema.anyOf?.[0]
  if (branch) return exampleOf(api, branch, depth + 1)
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(api, part, depth + 1)))
  switch (typeOf(schema)) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {})
      return Object.fromEntries(
        fields.map(([name, field]) => [name, exampleOf(api, field, depth + 1)]),
      )
    }
    case 'array':
      return schema.items ? [exampleOf(api, schema.items, depth + 1)] : []
    case 'integer':
    case 'number':
      return schema.minimum ?? 0
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return schema.format === 'date-time' ? '2026-11-22T09:00:00Z' : 'text'
  }
}

const typeOf = (schema: Schema): string => {
  const type = Array.isArray(schema.type) ? schema.type.find((t) => t !== 'null') : schema.type
  return type ?? (schema.properties ? 'object' : schema.items ? 'array' : 'string')
}

export type FieldRow = {
  name: string
  type: string
  required: boolean
  words: string
  depth: number
}

/** The fields of a body, flattened for reading: nested ones follow their parent, one step further in. */
export function fieldRows(api: OpenApi, reference: Schema, depth = 0): FieldRow[] {
  const schema = merged(api, resolve(api, reference))
  if (depth > 6) return []
  if (typeOf(schema) === 'array' && schema.items) return fieldRows(api, schema.items, depth)
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const inner = merged(api, resolve(api, field))
    const row: FieldRow = {
      name,
      type: typeWords(api, inner),
      required: schema.required?.includes(name) ?? false,
      words: [inner.description, limits(inner)].filter(Boolean).join(' '),
      depth,
    }
    return [row, ...fieldRows(api, inner, depth + 1)]
  })
}

function merged(api: OpenApi, schema: Schema): Schema {
  if (!schema.allOf) return schema
  const parts = schema.allOf.map((part) => merged(api, resolve(api, part)))
  return {
    ...schema,
    properties: Object.assign({}, ...parts.map((part) => part.properties), schema.properties),
    required: [...parts.flatMap((part) => part.required ?? []), ...(schema.required ?? [])],
  }
}

function typeWords(api: OpenApi, schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => String(value)).join(' | ')
  if (schema.const !== undefined) return String(schema.const)
  const branches = schema.oneOf ?? schema.anyOf
  if (branches) {
    const words = [...new Set(branches.map((one) => typeWords(api, resolve(api, one))))]
    const others = words.filter((word) => word !== 'null')
    return (
      others.join(' | ') + (others.length < words.length && others.length ? ' or null' : '') ||
      'null'
    )
  }
  const type = typeOf(schema)
  const nullable = Array.isArray(schema.type) && schema.type.includes('null') ? ' or null' : ''
  if (type === 'array')
    return `list of ${schema.items ? typeWords(api, resolve(api, schema.items)) : 'anything'}${nullable}`
  return `${type === 'string' ? 'text' : type}${nullable}`
}

function limits(schema: Schema): string {
  const parts: string[] = []
  if (schema.maxLength !== undefined) parts.push(`At most ${schema.maxLength} characters.`)
  if (schema.maxItems !== undefined) parts.push(`At most ${schema.maxItems} entries.`)
  if (schema.minimum !== undefined && schema.maximum !== undefined)
    parts.push(`${schema.minimum} to ${schema.maximum}.`)
  if (schema.default !== undefined) parts.push(`Default ${JSON.stringify(schema.default)}.`)
  return parts.join(' ')
}
