/** Everything crosses everything: all see the same sound text in the end. `npm run faults -- crossing` runs more. */
import { expect, test } from 'vitest'
import { crossings } from './crossing.ts'

test('three people’s typing, building, rewiring and undoing cross, and one sound text comes of it', () => {
  const { acts, unequal, broken } = crossings(60, 1000)
  expect(acts).toBeGreaterThan(2000)
  expect({ unequal, broken }).toEqual({ unequal: [], broken: [] })
}, 120_000)
