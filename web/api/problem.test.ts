/** Tests of how answers that are not 2xx become problems. */
import { expect, test } from 'vitest'
import { problemFrom, wordsFor } from './problem.ts'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })

test('a problem document keeps its kind, words, field and facts', async () => {
  const problem = await problemFrom(
    answer(422, {
      kind: 'has-errors',
      title: 'The flow has errors.',
      detail: '2 errors.',
      field: 'text',
      facts: [1],
      requestId: 'r1',
    }),
  )
  expect(problem).toMatchObject({
    kind: 'has-errors',
    status: 422,
    detail: '2 errors.',
    field: 'text',
    facts: [1],
    requestId: 'r1',
  })
  expect(wordsFor(problem)).toBe('2 errors.')
})

test('an answer without a document takes its kind from the status', async () => {
  expect((await problemFrom(answer(401, ''))).kind).toBe('not-signed-in')
  expect((await problemFrom(answer(404, '<html>'))).kind).toBe('not-found')
  expect((await problemFrom(answer(500, ''))).kind).toBe('server-error')
  expect((await problemFrom(answer(503, '<html>'))).kind).toBe('server-down')
  expect((await problemFrom(answer(418, { kind: 'teapot', title: 'x' }))).kind).toBe('bad-request')
})

test('the wait that the server asks for is kept', async () => {
  const problem = await problemFrom(
    answer(429, { kind: 'too-many-requests', title: 'Wait.' }, { 'retry-after': '7' }),
  )
  expect(problem.retryAfterSeconds).toBe(7)
})

test('a fault of the page itself is not shown raw', () => {
  expect(wordsFor(new TypeError('x is undefined'))).not.toMatch(/undefined/)
})
