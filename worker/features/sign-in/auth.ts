/** Sign-in by e-mail and password: Better Auth on our own tables, its rate limits on in every mode. */
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { createDb } from '../../db/client.ts'
import { account, rateLimit, session, user, verification } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { cookiePrefix } from '../../http/cookie-prefix.ts'
import { allowedOrigins, originsOf } from '../../http/origins.ts'
import { hashPassword, verifyPassword } from './password.ts'

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
      cookiePrefix: cookiePrefix(origin),
      ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
    },
  })
}
