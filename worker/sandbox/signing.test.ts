import { expect, test } from 'vitest'
import { escapeNonAscii, signBody } from './signing.ts'

test('everything outside ASCII is written as \\uXXXX and reads back the same', () => {
  const json = JSON.stringify({ text: 'Grüße 👋 \n"' })
  expect(escapeNonAscii(json)).toBe('{"text":"Gr\\u00fc\\u00dfe \\ud83d\\udc4b \\n\\""}')
  expect(JSON.parse(escapeNonAscii(json))).toEqual(JSON.parse(json))
})

test('the signature is HMAC-SHA256 of the bytes, keyed with the app secret', async () => {
  const bytes = new TextEncoder().encode('The quick brown fox jumps over the lazy dog')
  expect(await signBody('key', bytes)).toBe(
    'sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
  )
})
