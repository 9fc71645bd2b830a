/** Every handler of the public API. */
import type { Handlers } from '../../http/mount.ts'
import { publicFlowRoutes } from './flows.ts'
import { publicMessageRoutes } from './messages.ts'
import { openApiRoutes } from './openapi.ts'
import { publicResponseRoutes } from './responses.ts'
import { publicTemplateRoutes } from './templates.ts'

export const publicApiRoutes = {
  ...openApiRoutes,
  ...publicFlowRoutes,
  ...publicTemplateRoutes,
  ...publicMessageRoutes,
  ...publicResponseRoutes,
} satisfies Partial<Handlers>
