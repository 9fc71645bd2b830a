/** The public API as an OpenAPI 3.1 document, made from the schemas that check its requests. */
import { z } from '../../zod.ts'
import { type Access, type Route, routes } from '../routes.ts'
import { PublicError } from './error.ts'
import { type Operation, operations, type PublicRouteName } from './operations.ts'
import { platformCode } from './refusal.ts'

type Json = Record<string, unknown>

/** Outsiders' names for the parameters of our paths. */
const outside: Record<string, { name: string; description: string }> = {
  accountId: { name: 'accountId', description: 'The account: a workspace of yours.' },
  subAccountId: { name: 'subAccountId', description: 'A sending group inside the account.' },
  channelId: { name: 'channelId', description: 'One WhatsApp number at one provider.' },
  publicId: { name: 'flowId', description: 'A flow id: it names one version of a flow.' },
  messageId: { name: 'umid', description: 'The id of a message: what sending answered.' },
  batchId: { name: 'batchId', description: 'The id that sending the batch answered.' },
  templateName: { name: 'name', description: "The template's name." },
}

const refusals: Record<number, { words: string; code: number; message: string }> = {
  400: {
    words: 'Something in the request is not as it should be; the message names the field.',
    code: platformCode.invalidParameter,
    message: 'limit: must be from 1 to 1000',
  },
  401: {
    words: 'The API key is missing, wrong or disabled.',
    code: platformCode.notSignedIn,
    message: 'The API key is missing, wrong or disabled.',
  },
  403: {
    words: 'The key lacks the right.',
    code: platformCode.notAllowed,
    message: 'This needs the right to publish flows.',
  },
  404: {
    words: 'No such account, channel, flow, template or message.',
    code: platformCode.notFound,
    message: 'Flow not found',
  },
  409: {
    words: 'The state of things does not allow it.',
    code: platformCode.invalidParameter,
    message: 'Flow must be in DRAFT status',
  },
  413: {
    words: 'Too large; nothing was stored.',
    code: platformCode.tooLong,
    message: 'The flow is 10485761 bytes; at most 10485760 (10 MB) are allowed.',
  },
  415: {
    words: 'The body is not JSON.',
    code: platformCode.invalidParameter,
    message: 'Send the body as application/json.',
  },
  422: {
    words: 'This Idempotency-Key came with another request before.',
    code: platformCode.invalidParameter,
    message:
      'Idempotency-Key: this key came with another request within the last 24 hours. Use a new one for a new request.',
  },
  429: {
    words: 'Too many requests: wait for the seconds that Retry-After says.',
    code: platformCode.tooManyRequests,
    message: 'This key may make 600 requests a minute. Try again in 12 seconds.',
  },
  500: {
    words: 'A fault of ours: try again with growing delays.',
    code: platformCode.serverError,
    message: 'Something went wrong on our side. Nothing was lost.',
  },
  502: {
    words: 'The messaging platform did not answer.',
    code: platformCode.serverError,
    message: 'The provider did not answer.',
  },
  503: {
    words: 'The messaging platform asks to wait.',
    code: platformCode.serverError,
    message: 'The provider asks us to wait.',
  },
  504: {
    words: 'The messaging platform has not said whether it published: ask again, it goes on.',
    code: platformCode.invalidParameter,
    message: 'The provider has not said whether it published.',
  },
}
const everywhere = [400, 401, 403, 404, 429, 500]

const schemaRef = (name: string): string => `#/components/schemas/${name}`

/** The document; `origin` is where this API answers, without a trailing slash. */
export function openApi(origin: string): Json {
  const paths: Record<string, Json> = {}
  for (const [name, operation] of Object.entries(operations) as [PublicRouteName, Operation][]) {
    const route: Route = routes[name]
    const path = route.path.replace(
      /:(\w+)/g,
      (_, param: string) => `{${outside[param]?.name ?? param}}`,
    )
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describe(name, route, operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Flowroom',
      version: '1.0.0',
      description:
        'Flows, templates, messages and responses over HTTP, in the shapes of 8x8 Connect. ' +
        'A flow id names one version of a flow. Flows and responses answer at /config/v1/channels/whatsapp/{channelId}/flows… too, in the same way. ' +
        'A key may make 600 requests a minute unless set otherwise; every answer says how many are left in the headers ratelimit-limit, ratelimit-remaining and ratelimit-reset (seconds). Fields that are not described are ignored.\n' +
        'Operations that take an Idempotency-Key do a request that is sent again with the same key once and answer as they did the first time, for 24 hours.\n' +
        'Webhooks are not part of this API: ask for messages, templates and responses.',
    },
    servers: [{ url: origin }],
    security: [{ apiKey: [] }],
    tags: ['Flows', 'Responses', 'Templates', 'Messages'].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the account.' },
      },
      schemas: schemas(),
      responses: Object.fromEntries(
        Object.entries(refusals).map(([status, refusal]) => [`Refused${status}`, refused(refusal)]),
      ),
    },
  }
}

function describe(name: PublicRouteName, route: Route, operation: Operation): Json {
  const { tag, summary, description, query, body, reply, csv, once } = operation
  const pathNames = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]!)
  const parameters = [
    ...pathNames.map((param) => ({
      name: outside[param]?.name ?? param,
      in: 'path',
      required: true,
      description: outside[param]?.description ?? '',
      schema: { type: 'string' },
    })),
    ...(query ? queryParameters(query) : []),
    ...(once ? [idempotencyKey] : []),
  ]
  const right = rightOf(route.access)
  const statuses = [
    ...new Set([...everywhere, ...(once ? [409, 422] : []), ...(operation.refusals ?? [])]),
  ].sort((a, b) => a - b)
  return {
    operationId: name
      .slice('api.'.length)
      .replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase()),
    tags: [tag],
    summary,
    description: [description, right && `The key needs the right “${right}”.`]
      .filter(Boolean)
      .join(' '),
    parameters,
    ...(body && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { $ref: schemaRef(body.name) }, example: body.example },
        },
      },
    }),
    responses: {
      200: {
        description: 'Done.',
        content: {
          'application/json':
            reply === 'any'
              ? { schema: {} }
              : { schema: { $ref: schemaRef(reply.name) }, example: reply.example },
          ...(csv && { 'text/csv': { schema: { type: 'string', description: csv } } }),
        },
      },
      ...Object.fromEntries(
        statuses.map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]),
      ),
    },
  }
}

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Up to 255 visible characters of your own, new for each request. Sent again with the same body within 24 hours, the request is not done again and answers as before; with another body it is refused with 422. What was refused may be sent again.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

const rightOf = (access: Access): string | null =>
  typeof access === 'object' && 'key' in access ? access.key : null

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {}, required = [] } = toSchema(query) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name) && !('default' in schema),
    ...(description === undefined ? {} : { description }),
    schema,
  }))
}

const toSchema = (schema: z.ZodType): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', override: plainly })
  return rest
}

/** Whole numbers without bounds of their own need not name those of the machine. */
const plainly = ({ jsonSchema }: { jsonSchema: { minimum?: number; maximum?: number } }): void => {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
}

/** Every named schema, referring to the others by name. */
function schemas(): Json {
  const registry = z.registry<{ id: string }>()
  registry.add(PublicError, { id: 'Error' })
  for (const { body, reply } of Object.values(operations)) {
    for (const part of [body, reply === 'any' ? undefined : reply]) {
      if (part && !registry.has(part.schema)) registry.add(part.schema, { id: part.name })
    }
  }
  const made = z.toJSONSchema(registry, { io: 'input', uri: schemaRef, override: plainly })
  return Object.fromEntries(
    Object.entries(made.schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [
      name,
      schema,
    ]),
  )
}

const refused = ({ words, code, message }: (typeof refusals)[number]): Json => ({
  description: words,
  content: {
    'application/json': {
      schema: { $ref: schemaRef('Error') },
      example: {
        code,
        message,
        errorId: '3e1f6a52-90d4-4c1c-8f55-0b6d2f1c7a90',
        timestamp: '2026-03-01T08:00:00.120Z',
      },
    },
  },
})
