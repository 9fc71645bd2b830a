/** Hands `/app/auth/*` to the sign-in library. */
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { authFor } from './auth.ts'

const all: Handler = (c) => authFor(c.env, c.get('origin')).handler(c.req.raw)

export const signInRoutes = { 'auth.all': all } satisfies Partial<Handlers>
