/** Sign-in by e-mail and password: Better Auth on our own tables, its rate limits on in every mode. */
import { scrypt, timingSafeEqual } from 'node:crypto'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { createDb } from '../../db/client.ts'
import { account, rateLimit, session, user, verification } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { allowedOrigins, originsOf } from '../../http/origins.ts'
import { toHex } from '../../http/secrets.ts'

export type Auth = ReturnType<typeof build>

const built = new WeakMap<Env, Map<string, Auth>>()

/** The sign-in service for one origin; built once per origin and runtime instance. */
export function authFor(env: Env, origin: string): Auth {
  const byOrigin = built.get(env) ?? new Map<string, Auth>()
  built.set(env, byOrigin)
  const auth = byOrigin.get(origin) ?? build(env, origin)
  byOrigin.set(origin, auth)
  return auth
}

function build(env: Env, origin: string) {
  return betterAuth({
    baseURL: origin,
    basePath: '/app/auth',
    secret: env.AUTH_SECRET,
    telemetry: { enabled: false },
    database: drizzleAdapter(createDb(env.DB), {
      provider: 'sqlite',
      schema: { user, session, account, verification, rateLimit },
    }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    // The same rule as for every other change: people also come by localhost or by this machine's name.
    trustedOrigins: (request) =>
      request ? originsOf(request, env) : [origin, ...allowedOrigins(env)],
    session: { expiresIn: 7 * 24 * 3600, updateAge: 24 * 3600 },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': { window: 60, max: 30 },
        '/sign-up/email': { window: 60, max: 10 },
      },
    },
    advanced: {
      // Browsers send a cookie to every port of a host: copies that run side by side need names of their own.
      cookiePrefix: ['flowroom', new URL(origin).port].filter(Boolean).join('-'),
      ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
    },
  })
}

/** scrypt by the runtime itself: N 16384, r 16, p 1, 64 bytes; stored as salt:key in hex. */
function hashPassword(password: string): Promise<string> {
  const salt = toHex(crypto.getRandomValues(new Uint8Array(16)))
  return derive(password, salt).then((key) => `${salt}:${toHex(key)}`)
}

async function verifyPassword({
  hash,
  password,
}: {
  hash: string
  password: string
}): Promise<boolean> {
  const [salt, expected] = hash.split(':')
  if (!salt || !expected) return false
  const key = await derive(password, salt)
  const wanted = fromHex(expected)
  return wanted.byteLength === key.byteLength && timingSafeEqual(wanted, key)
}

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

const derive = (password: string, salt: string): Promise<Uint8Array> =>
  new Promise((done, failed) =>
    scrypt(
      password.normalize('NFKC'),
      salt,
      64,
      { N: 16384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 },
      (error, key) => (error ? failed(error) : done(key)),
    ),
  )
