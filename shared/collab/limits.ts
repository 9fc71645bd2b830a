/** How much one room takes: the design's table (§7), in bytes, counts and seconds. */

const KB = 1024
const MB = 1024 * KB

export const limits = {
  /** The flow's text as UTF-8. */
  textBytes: 10 * MB,
  /** The encoded document. */
  stateBytes: 16 * MB,
  /** One update frame, and any other frame without a limit of its own. */
  frameBytes: 1 * MB,
  /** One step 2: all that a peer had and the room had not. */
  step2Bytes: 16 * MB,
  /** Runs of characters that one intent may say it moved; a line of a flow is about one. */
  moves: 20_000,
  /** Updates of one socket that wait for something they build on. */
  heldUpdates: 50,
  heldBytes: 1 * MB,
  sockets: 300,
  /** Of these, guests with share links: however many open one, members still get in. */
  guestSockets: 200,
  /** A socket's rate, averaged over `rateSeconds`: an honest client may send thousands of frames at once after being offline. */
  framesPerSecond: 20_000,
  bytesPerSecond: 8 * MB,
  rateSeconds: 10,
  /** Presence of one socket: client ids, and bytes of one state's JSON. */
  presenceIds: 4,
  presenceBytes: 1 * KB,
  /** What a reader may leave unread before it is dropped to resync. */
  unreadBytes: 4 * MB,
  /** A paste is split into inserts of at most this many UTF-16 units. */
  insertUnits: 256 * KB,
} as const
