/** Tells open pages of comments: whoever is in a room of the flow, guests too, and the members who are notified. */
import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { versions } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { announce, feedOf } from '../../feed/workspace-feed.ts'
import { roomOf } from '../flows/room.ts'

/** Never fails the work that was done. */
export async function tellFlow(
  env: Env,
  db: Db,
  workspaceId: string,
  flowId: string,
): Promise<void> {
  try {
    const [here, rows] = await Promise.all([
      feedOf(env, workspaceId).everyone(workspaceId),
      db.select({ publicId: versions.publicId }).from(versions).where(eq(versions.flowId, flowId)),
    ])
    const open = rows.filter(({ publicId }) => publicId in here)
    await Promise.all(
      open.map(({ publicId }) => roomOf(env, workspaceId, publicId).commentsWritten()),
    )
  } catch (error) {
    console.error(`comments of ${flowId} not told: ${String(error)}`)
  }
}

export const tellMembers = async (
  env: Env,
  workspaceId: string,
  userIds: readonly string[],
): Promise<void> => {
  if (userIds.length > 0)
    await announce(
      env,
      workspaceId,
      userIds.map((id) => `notifications:${id}` as const),
    )
}
