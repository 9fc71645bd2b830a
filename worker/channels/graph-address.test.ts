import { expect, test } from 'vitest'
import type { Env } from '../env.ts'
import { graphAddress } from './graph-address.ts'

const deployed = {} as Env
const laptop = { LOCAL_SECRET: 'x' } as Env
const origin = 'https://flows.example.com'

test.each([
  ['https://graph.facebook.com', 'https://graph.facebook.com', false],
  ['https://graph.facebook.com/', 'https://graph.facebook.com', false],
  ['https://proxy.example.org/graph/', 'https://proxy.example.org/graph', false],
  ['https://flows.example.com/sandbox/graph/', 'https://flows.example.com/sandbox/graph', true],
])('%s is taken', (wanted, graphBaseUrl, sandbox) => {
  expect(graphAddress(deployed, origin, wanted)).toEqual({
    ok: true,
    value: { graphBaseUrl, sandbox },
  })
})

test.each([
  'http://graph.facebook.com',
  'http://127.0.0.1:8787/sandbox/graph',
  'https://127.0.0.1',
  'https://0x7f.1',
  'https://2130706433',
  'https://10.0.0.8/graph',
  'https://[::1]',
  'https://[::ffff:10.0.0.1]',
  'https://localhost',
  'https://localhost.',
  'https://metadata.google.internal',
  'https://printer.local',
  'https://intranet',
  'https://graph.facebook.com:8443',
  'https://user:secret@graph.facebook.com',
  'https://graph.facebook.com?to=x',
  'https://flows.example.com.evil.localhost/sandbox/graph',
])('%s is refused', (wanted) => {
  expect(graphAddress(deployed, origin, wanted).ok).toBe(false)
})

test('on a laptop its emulator has several names, and nothing else inside is reached', () => {
  const at = (wanted: string) => graphAddress(laptop, 'http://127.0.0.1:8787', wanted)
  expect(at('http://localhost:8787/sandbox/graph')).toEqual({
    ok: true,
    value: { graphBaseUrl: 'http://127.0.0.1:8787/sandbox/graph', sandbox: true },
  })
  expect(at('http://127.0.0.1:8788/sandbox/graph').ok).toBe(false)
  expect(at('http://127.0.0.1:8787/app').ok).toBe(false)
  expect(at('http://127.0.0.1:8787/sandbox/graph/../../app').ok).toBe(false)
})
