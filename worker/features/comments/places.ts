/** Where the threads of a flow stand in one of its versions: the version's room knows, and is told of those it does not. */
import type { Place } from '../../../shared/collab/anchors.ts'
import type { Env } from '../../env.ts'
import { roomOf } from '../flows/room.ts'
import type { ThreadRow } from './store.ts'

/** By thread. Empty where the room cannot be read: the comments are there all the same. */
export async function placesIn(
  env: Env,
  workspaceId: string,
  publicId: string,
  all: readonly Pick<ThreadRow, 'id' | 'publicId' | 'anchor'>[],
): Promise<Record<string, Place>> {
  const room = roomOf(env, workspaceId, publicId)
  try {
    let places = await room.places()
    const unknown = all.filter(({ id }) => !(id in places))
    if (unknown.length > 0) {
      await room.holdAll(
        unknown.map(({ id, anchor, publicId: begun }) => ({
          thread: id,
          anchor,
          isHere: begun === publicId,
        })),
      )
      places = await room.places()
    }
    return places
  } catch (error) {
    console.error(`places of comments in ${publicId}: ${String(error)}`)
    return {}
  }
}
