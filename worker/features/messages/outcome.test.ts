import { expect, test } from 'vitest'
import type { ProviderError } from '../../channels/channel.ts'
import { maxAttempts, outcomeOf } from './outcome.ts'

const error = (kind: ProviderError['kind'], more: Partial<ProviderError> = {}): ProviderError => ({
  kind,
  code: null,
  message: '',
  ...more,
})
const first = { attempt: 1, ageMs: 0, repeatsSafely: false, random: 0 }
const last = { ...first, attempt: maxAttempts }
const safe = { ...first, repeatsSafely: true }
const pacing = error('later', { code: 130429, retryAfterSeconds: 2 })

test.each([
  ['a refusal is final', error('refused'), safe, { state: 'failed' }],
  [
    'nothing left: again',
    error('unreachable'),
    first,
    { state: 'pending', delayMs: 1000, countsAsAttempt: true },
  ],
  [
    'passing trouble: again',
    error('later'),
    { ...first, attempt: 4 },
    { state: 'pending', delayMs: 8000, countsAsAttempt: true },
  ],
  [
    'the provider says when',
    error('later', { retryAfterSeconds: 60 }),
    first,
    { state: 'pending', delayMs: 60_000, countsAsAttempt: true },
  ],
  ['passing trouble that stays', error('later'), last, { state: 'failed' }],
  [
    'too fast: again, uncounted',
    pacing,
    { ...last, attempt: 50 },
    { state: 'pending', delayMs: 2000, countsAsAttempt: false },
  ],
  [
    'too fast, without a time: not at once',
    error('later', { tooFast: true }),
    { ...last, attempt: 50 },
    { state: 'pending', delayMs: 1000, countsAsAttempt: false },
  ],
  ['too fast for a day', pacing, { ...first, ageMs: 86_400_001 }, { state: 'failed' }],
  ['perhaps sent: a person decides', error('unknown'), first, { state: 'unknown' }],
  [
    'perhaps sent, safely repeated',
    error('unknown'),
    safe,
    { state: 'pending', delayMs: 1000, countsAsAttempt: true },
  ],
  [
    'perhaps sent, repeated too often',
    error('unknown'),
    { ...safe, attempt: maxAttempts },
    { state: 'unknown' },
  ],
] as const)('%s', (_, because, about, outcome) => {
  expect(outcomeOf(because, about)).toEqual(outcome)
})

test('delays spread, and stay within five minutes and a quarter', () => {
  const outcome = outcomeOf(error('later'), { ...first, attempt: 9, random: 0.999 })
  expect(outcome).toMatchObject({ delayMs: expect.any(Number) })
  if (outcome.state === 'pending') expect(outcome.delayMs).toBeLessThanOrEqual(375_000)
})
