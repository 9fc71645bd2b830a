/** The test of Cloud API settings against a provider that answers as Meta does, where the emulator cannot. */
import { describe, expect, test } from 'vitest'
import type { Env } from '../env.ts'
import { type CloudApiValues, checkCloudApi } from './cloud-api-check.ts'

const values: CloudApiValues = {
  token: 'EAAG0123456789',
  wabaId: '100000000000001',
  phoneNumberId: '200000000000002',
  appId: '300000000000003',
  appSecret: 'a'.repeat(32),
  verifyToken: 'verify-me',
  graphBaseUrl: 'https://own.test/sandbox/graph',
  graphVersion: 'v24.0',
}

type Answer = (path: string, token: string) => Response | undefined

const graphError = (code: number, more: object = {}, init: ResponseInit = { status: 400 }) =>
  Response.json({ error: { message: `(#${code}) Title`, code, ...more } }, init)

const well: Answer = (path) => {
  if (path.startsWith('/debug_token')) return tokenWith({})
  if (path.includes('/phone_numbers'))
    return Response.json({ data: [{ id: values.phoneNumberId }] })
  return Response.json({
    id: values.phoneNumberId,
    display_phone_number: '+65 8123 4567',
    verified_name: 'Clinic',
    quality_rating: 'YELLOW',
    name_status: 'APPROVED',
    status: 'CONNECTED',
    throughput: { level: 'HIGH' },
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
  })
}

const tokenWith = (more: object) =>
  Response.json({
    data: {
      app_id: values.appId,
      is_valid: true,
      expires_at: 0,
      scopes: ['whatsapp_business_management', 'whatsapp_business_messaging', 'public_profile'],
      ...more,
    },
  })

const endless = () =>
  new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1 << 20)) })

/** Tests the values against answers of one's own, where they are given, else against those of one that is well. */
async function check(own: Answer) {
  const calls: { path: string; token: string }[] = []
  const env = {
    SELF: {
      async fetch(request: Request) {
        const path = request.url.slice(`${values.graphBaseUrl}/v24.0`.length)
        const token = (request.headers.get('authorization') ?? '').replace('Bearer ', '')
        calls.push({ path, token })
        return own(path, token) ?? well(path, token)
      },
    },
  } as unknown as Env
  return { checked: await checkCloudApi(env, values, true), calls }
}

const only =
  (part: string, answer: () => Response): Answer =>
  (path) =>
    path.includes(part) ? answer() : undefined

test('settings that work bring what the provider says of the number', async () => {
  const { checked, calls } = await check(() => undefined)
  expect(checked).toEqual({
    kind: 'works',
    phoneNumber: '+6581234567',
    health: {
      at: expect.any(Number),
      verifiedName: 'Clinic',
      quality: 'YELLOW',
      messagingLimit: 'TIER_2K',
      nameStatus: 'APPROVED',
      throughput: 'HIGH',
      status: 'CONNECTED',
      tokenEndsAt: null,
    },
  })
  expect(calls[0]).toEqual({
    path: `/debug_token?input_token=${values.token}`,
    token: `${values.appId}|${values.appSecret}`,
  })
  expect(calls.slice(1).every(({ token }) => token === values.token)).toBe(true)
})

describe('each wrong setting is named', () => {
  test.each([
    [
      'another app’s token',
      only('debug', () => tokenWith({ app_id: '9' })),
      'appId',
      'another app',
    ],
    ['an app that cannot see it', only('debug', () => graphError(100)), 'appId', 'another app'],
    ['no such app', only('debug', () => graphError(101)), 'appId', 'no app with the ID'],
    [
      'a wrong secret',
      only('debug', () => graphError(190, {}, { status: 401 })),
      'appSecret',
      'not the secret',
    ],
    [
      'a token that has ended',
      only('debug', () =>
        tokenWith({ is_valid: false, error: { code: 190, subcode: 463, message: 'x' } }),
      ),
      'token',
      'has expired',
    ],
    [
      'a token that is none',
      only('debug', () => tokenWith({ is_valid: false })),
      'token',
      'mistyped',
    ],
    [
      'a token without a permission',
      only('debug', () => tokenWith({ scopes: ['whatsapp_business_messaging'] })),
      'token',
      'lacks the permission whatsapp_business_management',
    ],
    [
      'a token without any',
      only('debug', () => tokenWith({ scopes: [] })),
      'token',
      'lacks the permissions whatsapp_business_messaging and whatsapp_business_management',
    ],
    [
      'no such account',
      only('/phone_numbers', () => graphError(100, { error_subcode: 33 })),
      'wabaId',
      'no WhatsApp Business account',
    ],
    [
      'a number of another account',
      only('/phone_numbers', () => Response.json({ data: [{ id: '7' }] })),
      'phoneNumberId',
      'belongs to another account',
    ],
    [
      'no such number',
      ((path) =>
        path.startsWith('/debug')
          ? undefined
          : path.includes('/phone_numbers')
            ? Response.json({ data: [] })
            : graphError(100, { error_subcode: 33 })) as Answer,
      'phoneNumberId',
      'no phone number with the ID',
    ],
    ['no such version', only('debug', () => graphError(2500)), 'graphVersion', 'no version v24.0'],
    [
      'somebody else at the address',
      only('debug', () => new Response('<html>', { status: 404 })),
      'graphBaseUrl',
      'not as the Graph API does',
    ],
    [
      'an address that leads elsewhere',
      only(
        'debug',
        () => new Response('', { status: 302, headers: { location: 'https://x.test' } }),
      ),
      'graphBaseUrl',
      'not as the Graph API does',
    ],
    [
      'an address that never stops talking',
      only('debug', () => new Response(endless())),
      'graphBaseUrl',
      'broke off',
    ],
    [
      'nobody at the address',
      only('debug', () => {
        throw new TypeError('connect(): Connection refused')
      }),
      'graphBaseUrl',
      'Nothing answers at own.test',
    ],
  ] as const)('%s', async (_, own, setting, words) => {
    const { checked } = await check(own)
    expect(checked).toEqual({
      kind: 'wrong',
      findings: [{ setting, message: expect.stringContaining(words) }],
    })
  })

  test('several at once, each at its own', async () => {
    const { checked } = await check((path) =>
      path.startsWith('/debug')
        ? graphError(190, {}, { status: 401 })
        : graphError(100, { error_subcode: 33 }),
    )
    expect(checked.kind === 'wrong' && checked.findings.map(({ setting }) => setting)).toEqual([
      'appSecret',
      'wabaId',
      'phoneNumberId',
    ])
  })

  test('no finding quotes a secret', async () => {
    const { checked } = await check(() => graphError(190, {}, { status: 401 }))
    expect(JSON.stringify(checked)).not.toMatch(/EAAG|aaaa/)
  })
})

test('a token’s end is kept', async () => {
  const { checked } = await check(only('debug', () => tokenWith({ expires_at: 1_900_000_000 })))
  expect(checked).toMatchObject({ kind: 'works', health: { tokenEndsAt: 1_900_000_000_000 } })
})

test('an older version knows the limit under another name', async () => {
  const { checked } = await check((path) =>
    path.includes('whatsapp_business_manager_messaging_limit')
      ? graphError(100)
      : path.includes('messaging_limit_tier')
        ? Response.json({ display_phone_number: '6581234567', messaging_limit_tier: 'TIER_1K' })
        : undefined,
  )
  expect(checked).toMatchObject({ kind: 'works', health: { messagingLimit: 'TIER_1K' } })
})

describe('a provider that asks to wait', () => {
  const asks = (seconds: string) =>
    graphError(4, {}, { status: 429, headers: { 'retry-after': seconds } })

  test('a little is waited for, and then asked again', async () => {
    let left = 2
    const { checked, calls } = await check((path) =>
      path.includes('/phone_numbers') && left-- > 0 ? asks('0') : undefined,
    )
    expect(checked.kind).toBe('works')
    expect(calls.filter(({ path }) => path.includes('/phone_numbers'))).toHaveLength(3)
  })

  test('longer, and nothing is known: it says for how long, after one call', async () => {
    const { checked, calls } = await check(only('debug', () => asks('90')))
    expect(checked).toEqual({ kind: 'busy', message: 'Title', retryAfterSeconds: 90 })
    expect(calls).toHaveLength(1)
  })

  test('a gateway’s 503 with a wait is no wrong address', async () => {
    const { checked } = await check(
      only('debug', () => new Response('', { status: 503, headers: { 'retry-after': '30' } })),
    )
    expect(checked).toMatchObject({ kind: 'busy', retryAfterSeconds: 30 })
  })

  test('one that asks again and again is left alone', async () => {
    const { checked, calls } = await check(only('debug', () => asks('0')))
    expect(checked.kind).toBe('busy')
    expect(calls).toHaveLength(3)
  })
})
