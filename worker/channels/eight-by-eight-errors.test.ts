import { describe, expect, test } from 'vitest'
import { holdsChannel, isPacing } from './cloud-api-errors.ts'
import { errorOfAnswer as errorOfAnswerAt, errorOfStatus } from './eight-by-eight-errors.ts'

const errorOfAnswer = (status: number, text: string, retryAfter: string | null) =>
  errorOfAnswerAt(status, text, retryAfter, Date.UTC(2026, 0, 1))

const said = (code: number, message = 'In their words') =>
  JSON.stringify({ code, message, errorId: 'e1', timestamp: '2026-03-01T08:00:00.12Z' })

describe('what an answer of 8x8 that is no success means', () => {
  test.each([
    [400, said(1005), null, 'refused', 1005],
    [401, said(1200), null, 'refused', 1200],
    [401, 'no', null, 'refused', 1200],
    [403, '', null, 'refused', 1201],
    [404, said(1300), null, 'refused', 1300],
    [404, said(1001), null, 'refused', 1001],
    [409, said(3060), null, 'refused', 3060],
    [410, '', null, 'refused', null],
    [422, said(1005), null, 'refused', 1005],
    [426, said(1014), null, 'refused', 1014],
    [400, said(3038), null, 'refused', 3038],
    [400, said(1400), null, 'later', 1400],
    [429, said(1000), '9', 'later', 1000],
    [429, '', null, 'later', null],
    [500, said(2000), null, 'later', 2000],
    [503, said(2000), '30', 'later', 2000],
    [502, '<html>bad gateway</html>', null, 'unknown', null],
    [504, '', null, 'unknown', null],
    [408, '', null, 'unknown', null],
    [500, '{"code":"text"}', null, 'unknown', null],
    [400, 'null', null, 'refused', null],
  ] as const)('%i %s', (status, text, retryAfter, kind, code) => {
    const error = errorOfAnswer(status, text, retryAfter)
    expect(error).toMatchObject({ kind, code })
    expect(error.message).toMatch(/\S/)
  })

  test('8x8 says how long to wait; without it there is a wait all the same', () => {
    expect(errorOfAnswer(429, said(1000), '9').retryAfterSeconds).toBe(9)
    expect(errorOfAnswer(429, said(1000), 'soon').retryAfterSeconds).toBeGreaterThan(0)
    expect(errorOfAnswer(503, said(2000), '30').retryAfterSeconds).toBe(30)
    expect(errorOfAnswer(400, said(1400), null).retryAfterSeconds).toBe(60)
  })

  test('too many requests hold the channel and are no failed attempt; other passing trouble is one', () => {
    const fast = errorOfAnswer(429, '', null)
    expect([isPacing(fast), holdsChannel(fast)]).toEqual([true, true])
    const repeated = errorOfAnswer(400, said(1400), null)
    expect([isPacing(repeated), holdsChannel(repeated)]).toEqual([false, false])
    const trouble = errorOfAnswer(500, said(2000), null)
    expect([isPacing(trouble), holdsChannel(trouble)]).toEqual([false, false])
  })

  test('the meaning of a code stands before their words, which name the field', () => {
    expect(errorOfAnswer(400, said(1005, "'expiry' is wrong"), null).message).toBe(
      "8x8 does not accept a value in the request. ('expiry' is wrong)",
    )
    expect(errorOfAnswer(400, said(4711), null).message).toBe('In their words')
    expect(errorOfAnswer(400, said(4711, ''), null).message).toBe('8x8 gave no reason.')
    expect(errorOfAnswer(401, '', null).message).toMatch(/does not know the key/)
  })

  test.each([
    1000, 1001, 1002, 1005, 1006, 1011, 1014, 1100, 1200, 1201, 1300, 1400, 2000, 3001, 3002, 3003,
    3004, 3005, 3006, 3007, 3008, 3009, 3012, 3013, 3014, 3020, 3022, 3023, 3024, 3025, 3026, 3027,
    3031, 3032, 3033, 3034, 3035, 3036, 3037, 3038, 3039, 3040, 3041, 3042, 3043, 3045, 3046, 3049,
    3052, 3053, 3060,
  ])('code %i has a meaning of its own', (code) => {
    expect(errorOfAnswer(400, said(code, ''), null).message).not.toBe('8x8 gave no reason.')
  })

  test('a message turned away under a status of success is refused', () => {
    expect(
      errorOfStatus({ state: 'rejected', errorCode: 1002, errorMessage: 'Invalid MSISDN' }),
    ).toEqual({
      kind: 'refused',
      code: 1002,
      message: 'This is no phone number that 8x8 accepts. (Invalid MSISDN)',
    })
    expect(errorOfStatus({ state: 'failed' })).toMatchObject({ kind: 'refused', code: null })
  })
})
