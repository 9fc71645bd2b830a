/** The short form of `npm run faults -- frames`. */
import { expect, test } from 'vitest'
import { hostileFrames } from './hostile-frames.ts'

test('thousands of hostile frames close their senders, and nobody else notices', async () => {
  const report = await hostileFrames({ frames: 6000, seed: 20261126 })
  expect(report).toMatchObject({
    frames: 6000,
    honestClosed: 0,
    lost: [],
    untouched: true,
    equal: true,
  })
  expect(report.closes[4400]).toBeGreaterThan(500)
  expect(
    Object.keys(report.closes).filter((code) => !['4400', '4403', '1013', '1005'].includes(code)),
  ).toEqual([])
}, 120_000)
