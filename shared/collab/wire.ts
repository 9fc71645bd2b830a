/** What goes over a room's socket: message kinds and close codes, each code with what a client does about it. */

/**
 * Message kinds. 0 to 3 are y-websocket's own. 100, 101 and 103 to 105 are ours, and only sockets opened with `?ack=1` get them:
 * - ack: varUint n. The next n sync frames of this socket (step 2 or update, in the order sent) are durable now.
 *   A count rather than a clock, because a deletion moves no clock.
 * - welcome: a JSON string, the Person the room knows this socket as. The first message of all.
 * - moved: what the changes in the next sync frame moved, so that carets can go along: varuint n, then for each run of
 *   characters the client, clock and length they had, and the client and clock they have now.
 * - taken back: an intent of this socket met another's, and both could not stand; it is undone again. Nothing follows.
 * - comments: a JSON string, CommentsNews (anchors.ts): where threads stand now, or that something was written.
 *
 * 102 goes the other way, from clients that carry out intents of a builder:
 * - intent: an update as in a sync message, which it counts as, and what it moved: varuint client, varuint n, then for
 *   each of n runs of characters the client and clock they had, their length, and the clock they have now as that
 *   client's; then the update. The room keeps the text sound where such an update meets others made at the same time.
 */
export const messageKind = {
  sync: 0,
  presence: 1,
  auth: 2,
  queryPresence: 3,
  ack: 100,
  welcome: 101,
  intent: 102,
  moved: 103,
  takenBack: 104,
  comments: 105,
} as const

/** Kinds inside a sync message. */
export const syncKind = { step1: 0, step2: 1, update: 2 } as const

/** The query that asks for our own messages. */
export const ackQuery = { name: 'ack', value: '1' } as const

/** Text that keeps a socket alive; the runtime answers it without waking the room. */
export const heartbeat = { ask: 'ping', answer: 'pong' } as const

export type Retry = 'now' | 'back-off' | 'never'

/** Codes we close with. Stock clients stop for good at 4400 to 4499 and come back after every other. */
export const closeCode = {
  rightsChanged: 1012,
  tryLater: 1013,
  malformed: 4400,
  notSignedIn: 4401,
  notAllowed: 4403,
  noSuchFlow: 4404,
  tooLarge: 4413,
} as const

export type Closing = { readonly retry: Retry; readonly sentence: string }

const known: Record<number, Closing> = {
  [closeCode.rightsChanged]: {
    retry: 'now',
    sentence: 'Your rights here changed, or a new version of Flowroom is running.',
  },
  [closeCode.tryLater]: { retry: 'back-off', sentence: 'The flow is busy. Trying again.' },
  [closeCode.malformed]: {
    retry: 'never',
    sentence: 'Flowroom could not read what this page sent. Copy your work and reload.',
  },
  [closeCode.notSignedIn]: { retry: 'never', sentence: 'You are signed out. Sign in to go on.' },
  [closeCode.notAllowed]: { retry: 'never', sentence: 'You may read this flow but not change it.' },
  [closeCode.noSuchFlow]: { retry: 'never', sentence: 'This flow does not exist, or was deleted.' },
  [closeCode.tooLarge]: {
    retry: 'never',
    sentence: 'The flow would be larger than 10 MB. Copy your work, then make it smaller.',
  },
}

/** What a close code means for whoever was connected. Codes we never send count as a lost connection. */
export function closingOf(code: number): Closing {
  const ours = known[code]
  if (ours) return ours
  if (code >= 4400 && code < 4500)
    return { retry: 'never', sentence: 'Flowroom refused the connection.' }
  return { retry: 'back-off', sentence: 'The connection was lost. Trying again.' }
}
