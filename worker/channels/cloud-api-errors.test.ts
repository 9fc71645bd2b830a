import { describe, expect, test } from 'vitest'
import { errorOfAnswer, holdsChannel, isPacing } from './cloud-api-errors.ts'
import { errorOfFailure } from './provider-fetch.ts'

const now = Date.UTC(2026, 0, 1)
const answered = (status: number, text: string, retryAfter: string | null) =>
  errorOfAnswer(status, text, retryAfter, now)

const graph = (code: number, more: object = {}) =>
  JSON.stringify({ error: { message: `(#${code}) Title`, code, ...more } })

describe('what an answer that is no success means', () => {
  test.each([
    [400, graph(100), null, 'refused', 100],
    [401, graph(190), null, 'refused', 190],
    [404, graph(132001), null, 'refused', 132001],
    [400, graph(132015), null, 'refused', 132015],
    [500, graph(131000), null, 'later', 131000],
    [429, graph(130429), null, 'later', 130429],
    [400, graph(131056), null, 'later', 131056],
    [400, graph(999999, { is_transient: true }), null, 'later', 999999],
    [503, graph(999999), null, 'refused', 999999],
    [429, '', '7', 'later', null],
    [404, 'not here', null, 'refused', null],
    [502, '<html>bad gateway</html>', null, 'unknown', null],
    [500, '{"error":"text"}', null, 'unknown', null],
  ] as const)('%i %s', (status, text, retryAfter, kind, code) => {
    expect(answered(status, text, retryAfter)).toMatchObject({ kind, code })
  })

  test('the provider says how long to wait, in the header before the table', () => {
    expect(answered(429, graph(130429), null).retryAfterSeconds).toBe(2)
    expect(answered(429, graph(130429), '11').retryAfterSeconds).toBe(11)
    expect(answered(429, graph(130429), 'soon').retryAfterSeconds).toBe(2)
  })

  test('it may say so as a date, and for anything that may pass', () => {
    const date = new Date(now + 90_000).toUTCString()
    expect(answered(429, '', date)).toMatchObject({ retryAfterSeconds: 90, namedDelay: true })
    expect(answered(429, '', new Date(now - 1000).toUTCString()).retryAfterSeconds).toBe(0)
    expect(answered(503, '', '30')).toMatchObject({ kind: 'unknown', retryAfterSeconds: 30 })
    expect(answered(503, graph(131016), '30')).toMatchObject({ kind: 'later', namedDelay: true })
    expect(answered(429, '', '999999999').retryAfterSeconds).toBe(86_400)
    expect(answered(400, graph(100), '30')).not.toHaveProperty('retryAfterSeconds')
    for (const odd of ['soon', '-1', '', '1.5', 'Someday'])
      expect(answered(429, '', odd)).not.toHaveProperty('retryAfterSeconds')
  })

  test('a delay that the provider names itself holds the channel, one of our table does not', () => {
    expect(holdsChannel(answered(500, graph(131016), '30'))).toBe(true)
    expect(holdsChannel(answered(500, graph(131052), null))).toBe(false)
    expect(holdsChannel(answered(429, '', null))).toBe(true)
    expect(holdsChannel(answered(400, graph(131056), '30'))).toBe(false)
  })

  test('the exact words win over the title', () => {
    const text = graph(132001, { error_data: { details: 'absent in en_GB' } })
    expect(answered(404, text, null).message).toBe('absent in en_GB')
    expect(answered(404, graph(132001), null).message).toBe('Title')
  })

  test('being too fast is no failed attempt, other passing trouble is', () => {
    expect(isPacing(answered(429, graph(130429), null))).toBe(true)
    expect(isPacing(answered(500, graph(131000), null))).toBe(false)
    expect(isPacing(answered(400, graph(100), null))).toBe(false)
    expect(isPacing(answered(400, graph(131056), null))).toBe(true)
    expect(holdsChannel(answered(400, graph(131056), null))).toBe(false)
    expect(holdsChannel(answered(429, graph(130429), null))).toBe(true)
    expect(holdsChannel(answered(500, graph(131000), null))).toBe(false)
  })
})

describe('what a thrown failure means', () => {
  test.each([
    [Object.assign(new Error('x'), { name: 'TimeoutError' }), 'unknown'],
    [new TypeError('connect(): Connection refused'), 'unreachable'],
    [new Error("Couldn't resolve host"), 'unreachable'],
    [new Error('Network connection lost.'), 'unknown'],
    ['thrown text', 'unknown'],
  ])('%s', (error, kind) => {
    expect(errorOfFailure(error).kind).toBe(kind)
  })
})
