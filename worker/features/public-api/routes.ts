/** Every handler of the public API; those that take an Idempotency-Key do each request once. */
import { takesIdempotencyKey } from '../../../shared/api/public/operations.ts'
import type { Handlers } from '../../http/mount.ts'
import { publicFlowRoutes } from './flows.ts'
import { publicMessageRoutes } from './messages.ts'
import { once } from './once.ts'
import { openApiRoutes } from './openapi.ts'
import { publicResponseRoutes } from './responses.ts'
import { publicTemplateRoutes } from './templates.ts'

const handlers = {
  ...openApiRoutes,
  ...publicFlowRoutes,
  ...publicTemplateRoutes,
  ...publicMessageRoutes,
  ...publicResponseRoutes,
} satisfies Partial<Handlers>

export const publicApiRoutes = Object.fromEntries(
  Object.entries(handlers).map(([name, handler]) => [
    name,
    takesIdempotencyKey(name) ? once(handler) : handler,
  ]),
) as typeof handlers
