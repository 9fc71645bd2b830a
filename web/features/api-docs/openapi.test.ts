/** The API page reads any OpenAPI 3 description: groups, fields, examples and curl. */
import { expect, test } from 'vitest'
import { addressOf, curlOf, readOperations } from './openapi.ts'
import type { OpenApi } from './openapi-document.ts'
import { exampleOf, fieldRows } from './openapi-schema.ts'

const api: OpenApi = {
  info: { title: 'T', version: '1' },
  tags: [{ name: 'Messages', description: 'Sending.' }, { name: 'Flows' }],
  security: [{ bearer: [] }],
  paths: {
    '/flows/{flowId}': {
      parameters: [{ name: 'flowId', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'getFlow',
        summary: 'One flow',
        tags: ['Flows'],
        parameters: [{ $ref: '#/components/parameters/Limit' }],
        responses: {
          200: {
            description: 'It.',
            content: { json: { schema: { $ref: '#/components/schemas/Flow' } } },
          },
        },
      },
    },
    '/messages': {
      post: {
        tags: ['Messages'],
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Send' } } },
        },
        responses: { 200: { $ref: '#/components/responses/Done' } },
      },
    },
    '/health': { get: { security: [], responses: {} } },
  },
  components: {
    parameters: { Limit: { name: 'limit', in: 'query', schema: { type: 'integer' } } },
    responses: { Done: { description: 'Accepted.' } },
    schemas: {
      Flow: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string', description: 'Sixteen digits.' },
          status: { enum: ['DRAFT', 'PUBLISHED'] },
          next: { $ref: '#/components/schemas/Flow' },
        },
      },
      Send: {
        allOf: [
          {
            type: 'object',
            required: ['to'],
            properties: { to: { type: 'string', example: '+9990000001' } },
          },
          {
            type: 'object',
            properties: {
              tags: { type: 'array', items: { type: 'string', maxLength: 5 }, maxItems: 3 },
              limit: { type: 'integer', minimum: 1, maximum: 9, default: 4 },
            },
          },
        ],
      },
    },
  },
}
const groups = readOperations(api)
const [send] = groups[0]!.operations
const [get] = groups[1]!.operations

test('operations stand in groups in the order of the tags, untagged ones last', () => {
  expect(groups.map((group) => [group.name, group.operations.map((one) => one.id)])).toEqual([
    ['Messages', ['post-messages']],
    ['Flows', ['get-flow']],
    ['Other', ['get-health']],
  ])
})

test('references are followed: parameters, replies and bodies', () => {
  expect(get!.parameters.map((one) => one.name)).toEqual(['flowId', 'limit'])
  expect(send!.replies).toEqual([
    { status: '200', description: 'Accepted.', schema: null, example: '' },
  ])
  expect(send!.body!.example).toBe(
    JSON.stringify({ to: '+9990000001', tags: ['text'], limit: 4 }, null, 2),
  )
})

test('fields are flattened with their limits, and a schema that holds itself ends', () => {
  const rows = fieldRows(api, send!.body!.schema!)
  expect(rows.map((row) => [row.name, row.type, row.required])).toEqual([
    ['to', 'text', true],
    ['tags', 'list of text', false],
    ['limit', 'integer', false],
  ])
  expect(rows[2]!.words).toBe('1 to 9. Default 4.')
  expect(fieldRows(api, { $ref: '#/components/schemas/Flow' }).length).toBeLessThan(30)
  expect(exampleOf(api, { $ref: '#/components/schemas/Flow' })).toMatchObject({ status: 'DRAFT' })
})

test('an address shows what is missing and escapes what is given', () => {
  expect(addressOf(get!, {})).toBe('/flows/{flowId}')
  expect(addressOf(get!, { flowId: 'a/b', limit: '5' })).toBe('/flows/a%2Fb?limit=5')
})

test('a header that was filled in goes along', () => {
  const withHeader = {
    ...send!,
    parameters: [{ name: 'Idempotency-Key', in: 'header' as const, required: false }],
  }
  expect(curlOf(withHeader, 'http://x', {}, '{}')).not.toContain('Idempotency-Key')
  expect(curlOf(withHeader, 'http://x', { 'Idempotency-Key': "a'b" }, '{}')).toContain(
    `-H 'Idempotency-Key: a'\\''b'`,
  )
})

test('curl never carries the key, and quotes survive a shell', () => {
  const line = curlOf(send!, 'http://x', {}, `{"to":"it's"}`)
  expect(line).toContain('-X POST')
  expect(line).toContain('Bearer $FLOWROOM_KEY')
  expect(line).toContain(`-d '{"to":"it'\\''s"}'`)
  expect(curlOf(groups[2]!.operations[0]!, 'http://x', {}, '')).toBe(`curl 'http://x/health'`)
})
