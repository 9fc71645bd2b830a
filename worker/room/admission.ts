/** Who may enter a room and as what: the Worker decides it, the room takes its word. */
import { colorOf, type Person, type PersonKind } from '../../shared/collab/presence.ts'

export type Admission = {
  workspaceId: string
  publicId: string
  actor: { kind: PersonKind; id: string; name: string }
  write: boolean
  /** The share link that a guest came by, and when their visit ends; null for never. */
  share?: { linkId: string; until: number | null }
}

/**
 * The header that carries an Admission as JSON from the Worker to the room. A room believes it blindly, so the Worker
 * must remove any such header that came from outside before it sets its own. Nobody else can reach a room.
 */
export const admissionHeader = 'x-admission'

/** Longer names are cut: presence has to fit a socket's attachment. */
const nameUnits = 100

/** The Admission a request brings; null when there is none or it is not one. */
export function readAdmission(headers: Headers): Admission | null {
  try {
    const { workspaceId, publicId, actor, write, share } = JSON.parse(
      headers.get(admissionHeader) ?? '',
    )
    const { kind, id, name } = actor
    const texts = [workspaceId, publicId, id, name]
    if (
      !texts.every((text) => typeof text === 'string') ||
      !['user', 'key', 'guest'].includes(kind)
    ) {
      return null
    }
    const admission = { workspaceId, publicId, actor: { kind, id, name } }
    if (kind !== 'guest') return { ...admission, write: write === true }
    // Without its link nobody could end a guest's visit, and no guest ever writes.
    if (typeof share?.linkId !== 'string') return null
    const until = typeof share.until === 'number' ? share.until : null
    return { ...admission, write: false, share: { linkId: share.linkId, until } }
  } catch {
    return null
  }
}

/** The object's own name: a room refuses whoever was admitted to another one. */
export const roomName = (workspaceId: string, publicId: string): string =>
  `${workspaceId}:${publicId}`

/** What everybody else in the room is shown of somebody. */
export const personOf = ({ actor, write }: Admission): Person => ({
  id: actor.id,
  name: actor.name.slice(0, nameUnits),
  color: colorOf(actor.id),
  readOnly: !write,
  kind: actor.kind,
})
