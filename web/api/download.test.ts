/** Tests of names for saved files. */
import { expect, test } from 'vitest'
import { fileName } from './download.ts'

test('what file systems refuse is left out, the rest stays', () => {
  expect(fileName('Home service: booking / v2', 'json')).toBe('Home service booking v2.json')
  expect(fileName('予約フォーム', 'json')).toBe('予約フォーム.json')
})

test('a name is never empty, hidden or endless', () => {
  expect(fileName('///', 'json')).toBe('flow.json')
  expect(fileName('..secret', 'json')).toBe('secret.json')
  expect(fileName('x'.repeat(500), 'csv')).toBe(`${'x'.repeat(120)}.csv`)
})
