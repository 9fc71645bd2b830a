/** What a room expects to have to refuse its callers, in a form that survives the way back from an object. */

export type RefusalKind = 'no-such-room' | 'frozen' | 'too-large' | 'cannot-save' | 'unreadable'

const marker = 'room-refusal'

/** Thrown by room methods. Only an error's name and message cross to the caller, so both carry the kind. */
export class RoomRefusal extends Error {
  constructor(kind: RefusalKind, sentence: string) {
    super(`${marker}:${kind}: ${sentence}`)
    this.name = 'RoomRefusal'
  }
}

/** The refusal inside an error that came from a room; null for anything else, which is a bug or a lost object. */
export function refusalOf(error: unknown): { kind: RefusalKind; sentence: string } | null {
  const message = error instanceof Error ? error.message : ''
  const match = /room-refusal:([a-z-]+): (.*)$/s.exec(message)
  return match ? { kind: match[1] as RefusalKind, sentence: match[2]! } : null
}
