/** The list's filters combine, count what they would show, and its orders hold. */
import { expect, test } from 'vitest'
import type { Template } from '../../../shared/api/templates.ts'
import { arranged, choicesOf, fits } from './template-filters.ts'

let made = 0
const template = (about: Partial<Template>): Template => ({
  id: String(++made),
  channelId: 'c',
  channelName: 'C',
  name: `n${made}`,
  language: 'en',
  category: 'UTILITY',
  status: 'APPROVED',
  reason: null,
  advice: null,
  quality: null,
  comingCategory: null,
  header: null,
  headerMedia: null,
  body: 'Hi',
  samples: [],
  footer: null,
  buttonLabel: 'Go',
  publicId: '1',
  buttons: [],
  flowAt: 0,
  flowName: 'F',
  flowClosed: false,
  createdAt: 1,
  updatedAt: made,
  ...about,
})
const a = template({ name: 'zoo', quality: 'RED' })
const b = template({ name: 'apple', category: 'MARKETING', status: 'PENDING' })
const c = template({ name: 'mid', language: 'fr', status: 'REJECTED', flowClosed: true })
const all = [a, b, c]

test.each([
  [{}, [c, b, a]],
  [{ category: 'UTILITY' }, [c, a]],
  [{ category: 'UTILITY', language: 'en' }, [a]],
  [{ quality: 'RED' }, [a]],
  [{ quality: 'UNKNOWN' }, [c, b]],
  [{ flow: 'closed' }, [c]],
  [{ flow: '1' }, [c, b, a]],
  [{ status: 'PENDING', language: 'fr' }, []],
])('%j', (filters, shown) => {
  expect(arranged(all, filters, 'updated').map(({ id }) => id)).toEqual(shown.map(({ id }) => id))
})

test('orders', () => {
  expect(arranged(all, {}, 'name')).toEqual([b, c, a])
  expect(arranged(all, {}, 'status')).toEqual([c, b, a])
})

test('a choice counts what it would show beside the other filters', () => {
  expect(choicesOf(all, { language: 'en', status: 'PENDING' }, 'status')).toEqual([
    { value: 'APPROVED', count: 1 },
    { value: 'PENDING', count: 1 },
    { value: 'REJECTED', count: 0 },
  ])
  expect(fits(c, { flow: 'closed' })).toBe(true)
})
