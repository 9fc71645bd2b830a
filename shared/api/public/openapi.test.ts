import { expect, test } from 'vitest'
import { z } from '../../zod.ts'
import { routes } from '../routes.ts'
import { openApi } from './openapi.ts'
import { operations, takesIdempotencyKey } from './operations.ts'

const document = openApi('https://flowroom.example') as {
  servers: unknown
  paths: Record<
    string,
    Record<
      string,
      { operationId: string; responses: object; parameters: { name: string; in: string }[] }
    >
  >
  components: { schemas: Record<string, unknown>; responses: Record<string, unknown> }
}

const publicRoutes = Object.entries(routes).filter(([name]) => name.startsWith('api.'))

test.each(publicRoutes)('%s is described, with all its path parameters', (_, route) => {
  const path = Object.keys(document.paths).find(
    (path) => path.replace(/\{\w+\}/g, '{}') === route.path.replace(/:\w+/g, '{}'),
  )
  const described = document.paths[path ?? '']?.[route.method.toLowerCase()]
  expect(described?.responses).toHaveProperty('200')
  const inPath = [...(path ?? '').matchAll(/\{(\w+)\}/g)].map((match) => match[1])
  expect(described?.parameters.filter((p) => p.in === 'path').map((p) => p.name)).toEqual(inPath)
})

test('nothing else is described, and no two operations share a name', () => {
  const described = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  expect(described).toHaveLength(publicRoutes.length)
  expect(new Set(described.map((it) => it.operationId)).size).toBe(described.length)
})

test('every reference leads somewhere', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)]
  expect(refs.length).toBeGreaterThan(50)
  for (const [ref, kind, name] of refs) {
    expect(document.components[kind as 'schemas'], ref).toHaveProperty(name!)
  }
  expect(JSON.stringify(document).match(/\$ref/g)).toHaveLength(refs.length)
})

test.each(Object.entries(operations))(
  'the examples of %s are what its schemas say',
  (_, operation) => {
    const { body, reply } = operation
    if (body) expect(body.schema.safeParse(body.example).error).toBeUndefined()
    if (reply !== 'any') expect(reply.schema.safeParse(reply.example).error).toBeUndefined()
  },
)

test('the examples are what the document itself says, as a generated client reads it', () => {
  const inside = (schema: unknown) =>
    JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/'))
  const $defs = inside(document.components.schemas)
  type Media = { schema: object; example?: unknown }
  type Carrier = { content?: Record<string, Media> }
  const carriers = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).flatMap((it) => [
      (it as { requestBody?: Carrier }).requestBody,
      (it.responses as Record<string, Carrier>)['200'],
    ]),
  )
  const media = [...carriers, ...(Object.values(document.components.responses) as Carrier[])]
    .map((carrier) => carrier?.content?.['application/json'])
    .filter((it) => it?.example !== undefined)
  expect(media.length).toBeGreaterThan(25)
  for (const { schema, example } of media as Media[]) {
    const read = z.fromJSONSchema({ ...inside(schema), $defs }).safeParse(example)
    expect(read.error, JSON.stringify(schema)).toBeUndefined()
  }
})

test('a key for doing a request once is offered where it is taken, and nowhere else', () => {
  const offered = Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .filter(({ parameters }) => parameters.some(({ name }) => name === 'Idempotency-Key'))
  expect(offered.map(({ operationId }) => operationId)).toEqual([
    'flowsCreate',
    'flowsUpdate',
    'flowsPublish',
    'flowsDeprecate',
    'templatesCreate',
    'messagesSend',
    'messagesBatch',
  ])
  expect(takesIdempotencyKey('config.flows.create')).toBe(true)
  expect(takesIdempotencyKey('flows.create')).toBe(false)
})

test('it names where it answers', () => {
  expect(document.servers).toEqual([{ url: 'https://flowroom.example' }])
})
