/** The live feed: which lists of a workspace changed, so that whoever shows them looks again. It carries no data. */

/**
 * `responses:{flowId}`, `shares:{flowId}`, `cut-over:{flowId}`, `flow:{publicId}` and `replies:{publicId}` name one thing,
 * `notifications:{userId}` one member's; the others a whole list.
 */
export type Topic =
  | 'flows'
  | 'channels'
  | 'templates'
  | 'campaigns'
  | 'messages'
  | `responses:${string}`
  | `shares:${string}`
  | `cut-over:${string}`
  | `campaign:${string}`
  | `flow:${string}`
  | `replies:${string}`
  | `notifications:${string}`

/** What the feed's socket sends, as JSON text. */
export type FeedMessage = { type: 'changed'; topics: Topic[] }
