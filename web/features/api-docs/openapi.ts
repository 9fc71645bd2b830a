/** Reads an OpenAPI 3 description into what the API page shows: groups of operations, fields, examples, curl. */

export type Schema = {
  $ref?: string
  type?: string | string[]
  title?: string
  description?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  example?: unknown
  examples?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: boolean | Schema
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  pattern?: string
}

type Content = Record<
  string,
  { schema?: Schema; example?: unknown; examples?: Record<string, { value?: unknown }> }
>
type Parameter = {
  $ref?: string
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  description?: string
  schema?: Schema
  example?: unknown
}
type RawOperation = {
  operationId?: string
  summary?: string
  description?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: { $ref?: string; description?: string; content?: Content }
  responses?: Record<string, { $ref?: string; description?: string; content?: Content }>
  security?: unknown[]
}

export type OpenApi = {
  info: { title: string; version: string; description?: string }
  servers?: { url: string; description?: string }[]
  tags?: { name: string; description?: string }[]
  paths: Record<string, Record<string, unknown> & { parameters?: Parameter[] }>
  components?: Record<string, Record<string, unknown>>
  security?: unknown[]
}

export type Reply = { status: string; description: string; schema: Schema | null; example: string }

export type Operation = {
  /** Fit for an address: "create-flow". */
  id: string
  method: string
  path: string
  summary: string
  description: string
  group: string
  parameters: Parameter[]
  body: { schema: Schema | null; example: string; mediaType: string } | null
  replies: Reply[]
  needsKey: boolean
}

export type OperationGroup = { name: string; description: string; operations: Operation[] }

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

/** What a `$ref` names, or the value itself. Only references inside the document are followed. */
export function resolve<T extends { $ref?: string }>(api: OpenApi, value: T): T {
  let found: T = value
  for (let hops = 0; found.$ref && hops < 20; hops++) {
    const parts = found.$ref.replace(/^#\//, '').split('/')
    let at: unknown = api
    for (const part of parts)
      at = (at as Record<string, unknown> | undefined)?.[
        part.replace(/~1/g, '/').replace(/~0/g, '~')
      ]
    if (!at) return found
    found = at as T
  }
  return found
}

/** Every operation, grouped by its first tag, groups in the order of the document's tags. */
export function readOperations(api: OpenApi): OperationGroup[] {
  const groups = new Map<string, OperationGroup>(
    (api.tags ?? []).map((tag) => [
      tag.name,
      { name: tag.name, description: tag.description ?? '', operations: [] },
    ]),
  )
  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of methods) {
      const raw = item[method] as RawOperation | undefined
      if (!raw) continue
      const operation = readOperation(api, path, method, raw, item.parameters ?? [])
      const group = groups.get(operation.group) ?? {
        name: operation.group,
        description: '',
        operations: [],
      }
      group.operations.push(operation)
      groups.set(operation.group, group)
    }
  }
  return [...groups.values()].filter((group) => group.operations.length > 0)
}

function readOperation(
  api: OpenApi,
  path: string,
  method: string,
  raw: RawOperation,
  shared: Parameter[],
): Operation {
  const content = raw.requestBody ? resolve(api, raw.requestBody).content : undefined
  const [mediaType, media] = Object.entries(content ?? {})[0] ?? []
  return {
    id: (raw.operationId ?? `${method} ${path}`)
      .replace(/([a-z\d])([A-Z])/g, '$1-$2')
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .toLowerCase(),
    method: method.toUpperCase(),
    path,
    summary: raw.summary ?? `${method.toUpperCase()} ${path}`,
    description: raw.description ?? '',
    group: raw.tags?.[0] ?? 'Other',
    parameters: [...shared, ...(raw.parameters ?? [])].map((one) => resolve(api, one)),
    body:
      media && mediaType
        ? { schema: media.schema ?? null, example: exampleText(api, media), mediaType }
        : null,
    replies: Object.entries(raw.responses ?? {}).map(([status, reference]) => {
      const reply = resolve(api, reference)
      const body = Object.values(reply.content ?? {})[0]
      return {
        status,
        description: reply.description ?? '',
        schema: body?.schema ?? null,
        example: body ? exampleText(api, body) : '',
      }
    }),
    needsKey: (raw.security ?? api.security ?? []).length > 0,
  }
}

function exampleText(api: OpenApi, media: Content[string]): string {
  const given = media.example ?? Object.values(media.examples ?? {})[0]?.value
  const value = given ?? (media.schema ? exampleOf(api, media.schema) : undefined)
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}

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

/** The path with its parameters filled in and the query appended; a missing path parameter stays visible. */
export function addressOf(operation: Operation, values: Readonly<Record<string, string>>): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (whole, name: string) =>
    values[name] ? encodeURIComponent(values[name]) : whole,
  )
  const query = operation.parameters
    .filter((one) => one.in === 'query' && values[one.name])
    .map((one) => `${encodeURIComponent(one.name)}=${encodeURIComponent(values[one.name]!)}`)
  return query.length ? `${path}?${query.join('&')}` : path
}

/** The request as a line for a terminal; the key stays a variable, so that nobody pastes it into a ticket. */
export function curlOf(
  operation: Operation,
  origin: string,
  values: Readonly<Record<string, string>>,
  body: string,
): string {
  const quoted = (text: string) => `'${text.replace(/'/g, `'\\''`)}'`
  const lines = [
    `curl ${operation.method === 'GET' ? '' : `-X ${operation.method} `}${quoted(origin + addressOf(operation, values))}`,
  ]
  if (operation.needsKey) lines.push('-H "Authorization: Bearer $FLOWROOM_KEY"')
  if (operation.body) {
    lines.push(`-H ${quoted(`Content-Type: ${operation.body.mediaType}`)}`)
    lines.push(`-d ${quoted(body)}`)
  }
  return lines.join(' \\\n  ')
}
