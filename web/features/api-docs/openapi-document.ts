/** An OpenAPI 3 document as it is written, as far as the API page reads it, and its references followed. */

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

export type Content = Record<
  string,
  { schema?: Schema; example?: unknown; examples?: Record<string, { value?: unknown }> }
>
export type Parameter = {
  $ref?: string
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  description?: string
  schema?: Schema
  example?: unknown
}
export type RawOperation = {
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
