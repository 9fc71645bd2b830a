/** `/openapi.json`: the public API described. */
import { openApi } from '../../../shared/api/public/openapi.ts'
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'

/** Made once in a life: all but its address is the same for everybody. */
let made: Record<string, unknown> | undefined

const describe: Handler = (c) => {
  made ??= openApi('')
  return c.json({ ...made, servers: [{ url: c.get('origin') }] })
}

export const openApiRoutes = { openapi: describe } satisfies Partial<Handlers>
