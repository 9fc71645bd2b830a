/** Reaches a version's room through its stub. */
import type { Env } from '../../env.ts'
import type { FlowRoom } from '../../room/flow-room.ts'

/** The room of one version; its name holds the workspace, so that no id of another workspace reaches it. */
export const roomOf = (
  env: Env,
  workspaceId: string,
  publicId: string,
): DurableObjectStub<FlowRoom> => env.ROOMS.get(env.ROOMS.idFromName(`${workspaceId}:${publicId}`))
