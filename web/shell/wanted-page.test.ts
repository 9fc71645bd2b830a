/** Tests of the way back after sign-in. */
import { expect, test } from 'vitest'
import { signInFor, wantedPage } from './wanted-page.ts'

const origin = 'https://flowroom.example'

test('leads back to the page that was wanted, its query and place included', () => {
  expect(wantedPage('/chat/flows?search=book#x', origin)).toBe('/chat/flows?search=book#x')
})

test.each([
  undefined,
  '',
  'https://evil.example/',
  '//evil.example/a',
  '/\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  '/sign-in?to=/sign-in',
  '/sign-up',
])('%s leads to the start page', (to) => {
  expect(wantedPage(to, origin)).toBe('/')
})

test('what signInFor writes, wantedPage reads', () => {
  const address = signInFor('/chat/flows?search=a&b=c')
  const to = new URL(address, origin).searchParams.get('to') ?? undefined
  expect(wantedPage(to, origin)).toBe('/chat/flows?search=a&b=c')
  expect(signInFor('/')).toBe('/sign-in')
})
