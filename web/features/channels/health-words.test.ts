import { expect, test } from 'vitest'
import { concernsOf, limitWords, nameStatusOf, qualityOf, throughputWords } from './health-words.ts'

test('the provider’s words become ours, and unknown ones stay readable', () => {
  expect(limitWords('TIER_250')).toBe('250 people a day')
  expect(limitWords('TIER_100K')).toBe('100,000 people a day')
  expect(limitWords('TIER_UNLIMITED')).toBe('No limit')
  expect(limitWords('TIER_NOT_SET')).toBe('Tier not set')
  expect(limitWords(null)).toBe('The provider does not say')
  expect(qualityOf('GREEN').words).toBe('High')
  expect(qualityOf('NA').words).toBe('Unknown')
  expect(nameStatusOf('AVAILABLE_WITHOUT_REVIEW').tone).toBe('good')
  expect(nameStatusOf('NEW_WORD')).toEqual({ words: 'New word', tone: 'neutral' })
  expect(throughputWords('HIGH')).toBe('1,000 messages a second')
})

test('what ought to be looked into is said, and nothing else', () => {
  const well = {
    at: 0,
    verifiedName: 'Clinic',
    quality: 'GREEN',
    messagingLimit: 'TIER_2K',
    nameStatus: 'APPROVED',
    throughput: 'STANDARD',
    status: 'CONNECTED',
    tokenEndsAt: null,
  }
  const day = 86_400_000
  expect(concernsOf(well, 0)).toEqual([])
  expect(concernsOf({ ...well, tokenEndsAt: 30 * day }, 0)).toEqual([])
  expect(concernsOf({ ...well, tokenEndsAt: 3 * day }, 0)[0]).toMatch('ends within a week')
  expect(concernsOf({ ...well, tokenEndsAt: 3 * day }, 4 * day)[0]).toMatch('has ended')
  expect(concernsOf({ ...well, quality: 'RED', status: 'BANNED' }, 0)).toHaveLength(2)
})
