/** The pages written from the code are the ones in the checkout. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../local/build.ts'
import { writtenPages } from './pages.ts'

test.each([...writtenPages()])('docs/%s is up to date (npm run docs)', (name, text) => {
  expect(readFileSync(join(root, 'docs', name), 'utf8')).toBe(text)
})
