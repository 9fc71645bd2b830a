/** Holds answers of the public API against /openapi.json: an undescribed status, field or shape is an error. */
import { z } from '../../shared/zod.ts'

type Json = Record<string, unknown>
type Content = Record<string, { schema?: Json }>
type Described = { $ref?: string; content?: Content }
export type Description = {
  paths: Record<string, Record<string, { responses: Record<string, Described> }>>
  components: { schemas: Json; responses: Record<string, Described> }
}

export type Answered = { method: string; path: string; reply: Response }

const isPublic = /^\/(api|config)(\/|$)/
const config = /^\/config\/v1\/channels\/whatsapp\//

/** A check of one answer, whose body it reads. It throws where the description says something else. */
export function describedBy(description: Description): (answered: Answered) => Promise<void> {
  const definitions = strict(description.components.schemas)
  const schemas = new Map<string, z.ZodType>()
  const schemaOf = (name: string, schema: Json): z.ZodType => {
    const known = schemas.get(name)
    if (known) return known
    const made = z.fromJSONSchema({ ...(strict(schema) as Json), $defs: definitions } as never)
    schemas.set(name, made)
    return made
  }
  const operations = Object.entries(description.paths)
    .map(([path, methods]) => ({
      pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      holes: path.split('{').length,
      path,
      methods,
    }))
    .sort((a, b) => a.holes - b.holes)

  return async function check({ method, path, reply }) {
    const asked = (path.split('?')[0] ?? '').replace(config, '/api/v1/accounts/-/channels/')
    if (!isPublic.test(asked)) return
    const verb = method.toLowerCase()
    const operation = operations.find(
      ({ pattern, methods }) => pattern.test(asked) && verb in methods,
    )
    const where = `${method} ${operation?.path ?? asked} answered ${reply.status}`
    if (!operation && reply.ok) throw new Error(`${where}, which /openapi.json does not describe`)
    const given = operation?.methods[verb]?.responses[reply.status]
    if (operation && !given) throw new Error(`${where}, a status that /openapi.json does not name`)
    const response = given ?? { $ref: '#/components/responses/Refused404' }
    const { content = {} } =
      description.components.responses[response.$ref?.split('/').at(-1) ?? ''] ?? response
    const type = reply.headers.get('content-type')?.split(';')[0] ?? ''
    const { schema } = content[type] ?? {}
    if (!schema) throw new Error(`${where} with ${type || 'no type'}, which is not described`)
    if (type !== 'application/json') return
    const body: unknown = await reply.json()
    const read = schemaOf(`${verb} ${operation?.path} ${reply.status}`, schema).safeParse(body)
    if (!read.success) {
      throw new Error(`${where}, not as described: ${read.error.message}\n${JSON.stringify(body)}`)
    }
  }
}

/** The same schema without fields that it does not name, its references leading into `$defs`. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict)
  if (typeof schema !== 'object' || schema === null) return schema
  const made = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? value.replace('#/components/schemas/', '#/$defs/')
        : strict(value),
    ]),
  )
  const isClosed =
    made.type === 'object' && 'properties' in made && !('additionalProperties' in made)
  return isClosed ? { ...made, additionalProperties: false } : made
}
