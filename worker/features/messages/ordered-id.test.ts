import { expect, test } from 'vitest'
import { isUuid } from '../../../shared/ids.ts'
import { orderedId } from './ordered-id.ts'

test('ids ascend within a millisecond, over it, and when the clock falls back', () => {
  const times = [...Array(9000).fill(5_000_000_000_000), 5_000_000_000_001, 4_999_999_999_999]
  const ids = times.map(orderedId)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every(isUuid)).toBe(true)
})
