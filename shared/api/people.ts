/** Who is signed in, and which workspaces they work in. */

import { capabilities, roles } from '../access.ts'
import { z } from '../zod.ts'

export const WorkspaceSummary = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  capabilities: z.array(z.enum(capabilities)),
  subaccounts: z.array(z.string()),
})
export type WorkspaceSummary = z.infer<typeof WorkspaceSummary>

/** Reply of `me`. */
export const Me = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  workspaces: z.array(WorkspaceSummary),
  /** True on one's own laptop: the demo workspace and the sandbox's local pages exist. */
  local: z.boolean(),
})
export type Me = z.infer<typeof Me>

/** Body of `workspaces.create`. Reply: { id }. */
export const NewWorkspace = z.object({ name: z.string().trim().min(1).max(80) })
