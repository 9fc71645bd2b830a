/** Which origins are our own: pages from there may act for the person whose cookie they carry. */
import type { Env } from '../env.ts'

/** The origin of the request's own host, the public one, and those of `ALLOWED_ORIGINS`. */
export function originsOf(request: Request, env: Env): string[] {
  const own = new URL(request.url)
  const host = request.headers.get('host') ?? own.host
  return [`${own.protocol}//${host}`, env.PUBLIC_URL ?? own.origin, ...allowedOrigins(env)]
}

export const allowedOrigins = (env: Env): string[] =>
  env.ALLOWED_ORIGINS?.split(',').map((origin) => origin.trim()) ?? []
