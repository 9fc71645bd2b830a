/** Reads an OpenAPI 3 description into what the API page shows: groups of operations, their addresses, curl. */
import {
  type Content,
  type OpenApi,
  type Parameter,
  type RawOperation,
  resolve,
  type Schema,
} from './openapi-document.ts'
import { exampleOf } from './openapi-schema.ts'

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

/** The headers that the operation's parameters name, as far as they were filled in. */
export const headersOf = (
  operation: Operation,
  values: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    operation.parameters
      .filter((one) => one.in === 'header' && values[one.name])
      .map((one) => [one.name, values[one.name]!]),
  )

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
  for (const [name, value] of Object.entries(headersOf(operation, values)))
    lines.push(`-H ${quoted(`${name}: ${value}`)}`)
  if (operation.body) {
    lines.push(`-H ${quoted(`Content-Type: ${operation.body.mediaType}`)}`)
    lines.push(`-d ${quoted(body)}`)
  }
  return lines.join(' \\\n  ')
}
