/** Every handler of the product, one a route of the table. */

import { campaignRoutes } from './features/campaigns/routes.ts'
import { channelRoutes } from './features/channels/routes.ts'
import { sandboxRoutes } from './features/channels/sandbox-doors.ts'
import { checkRoutes } from './features/checks/routes.ts'
import { commentRoutes } from './features/comments/routes.ts'
import { cutOverRoutes } from './features/cut-over/routes.ts'
import { flowRoutes } from './features/flows/routes.ts'
import { syncRoutes } from './features/flows/sync.ts'
import { healthRoutes } from './features/health/routes.ts'
import { intakeRoutes } from './features/intake/routes.ts'
import { mediaRoutes } from './features/media/routes.ts'
import { messageRoutes } from './features/messages/routes.ts'
import { publicApiRoutes } from './features/public-api/routes.ts'
import { replyRoutes } from './features/replies/routes.ts'
import { responseRoutes } from './features/responses/routes.ts'
import { shareRoutes } from './features/shares/routes.ts'
import { signInRoutes } from './features/sign-in/routes.ts'
import { templateRoutes } from './features/templates/routes.ts'
import { workspaceRoutes } from './features/workspaces/routes.ts'
import { feedRoutes } from './feed/routes.ts'
import { type Handlers, mount } from './http/mount.ts'
import { localRoutes } from './local/routes.ts'

const handlers: Handlers = {
  ...healthRoutes,
  ...signInRoutes,
  ...workspaceRoutes,
  ...feedRoutes,
  ...channelRoutes,
  ...flowRoutes,
  ...cutOverRoutes,
  ...shareRoutes,
  ...syncRoutes,
  ...checkRoutes,
  ...replyRoutes,
  ...commentRoutes,
  ...mediaRoutes,
  ...templateRoutes,
  ...campaignRoutes,
  ...messageRoutes,
  ...responseRoutes,
  ...intakeRoutes,
  ...publicApiRoutes,
  ...sandboxRoutes,
  ...localRoutes,
}

export const app = mount(handlers)
