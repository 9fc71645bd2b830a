/** Frames of the y-websocket protocol, written out: both sides and the tests use these. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { limits } from './limits.ts'
import type { Move } from './moves.ts'
import { messageKind, syncKind } from './wire.ts'

const build = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}

const syncFrame = (kind: number, payload: Uint8Array): Uint8Array =>
  build((encoder) => {
    encoding.writeVarUint(encoder, messageKind.sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, payload)
  })

/** "This is what I have": a state vector, to be answered with a step 2. */
export const step1Frame = (stateVector: Uint8Array): Uint8Array =>
  syncFrame(syncKind.step1, stateVector)

/** "This is what you lack": the answer to a step 1. */
export const step2Frame = (update: Uint8Array): Uint8Array => syncFrame(syncKind.step2, update)

/** A change that just happened. */
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(syncKind.update, update)

/** One client's presence: its awareness clock, and its state as JSON text (`null` when it left). */
export type PresenceEntry = { readonly id: number; readonly clock: number; readonly json: string }

export const presenceFrame = (entries: readonly PresenceEntry[]): Uint8Array =>
  build((encoder) => {
    const inner = encoding.createEncoder()
    encoding.writeVarUint(inner, entries.length)
    for (const { id, clock, json } of entries) {
      encoding.writeVarUint(inner, id)
      encoding.writeVarUint(inner, clock)
      encoding.writeVarString(inner, json)
    }
    encoding.writeVarUint(encoder, messageKind.presence)
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
  })

/** "Say who you are again": answered with presence by every client. */
export const queryPresenceFrame: Uint8Array = Uint8Array.of(messageKind.queryPresence)

/** y-protocols' auth message: permission denied, with a reason. */
export const deniedFrame = (reason: string): Uint8Array =>
  build((encoder) => {
    encoding.writeVarUint(encoder, messageKind.auth)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, reason)
  })

/** The next `count` sync frames of this socket are durable. */
export const ackFrame = (count: number): Uint8Array =>
  build((encoder) => {
    encoding.writeVarUint(encoder, messageKind.ack)
    encoding.writeVarUint(encoder, count)
  })

/** What the update of an intent says of itself: the client that made it, and what it moved. */
export type IntentMade = { readonly client: number; readonly moves: readonly Move[] }

/** A change that carries out an intent. */
export const intentFrame = ({ client, moves }: IntentMade, update: Uint8Array): Uint8Array =>
  build((encoder) => {
    encoding.writeVarUint(encoder, messageKind.intent)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, moves.length)
    for (const { from, to } of moves) {
      encoding.writeVarUint(encoder, from.client)
      encoding.writeVarUint(encoder, from.clock)
      encoding.writeVarUint(encoder, from.length)
      encoding.writeVarUint(encoder, to.clock)
    }
    encoding.writeVarUint8Array(encoder, update)
  })

/** Reads what an intent's frame says before its update. Throws on anything else. */
export function readIntentMade(decoder: decoding.Decoder): IntentMade {
  const client = decoding.readVarUint(decoder)
  const count = decoding.readVarUint(decoder)
  if (count > limits.moves) throw new Error('too many moves')
  const moves: Move[] = []
  for (let i = 0; i < count; i++) {
    const from = {
      client: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      length: decoding.readVarUint(decoder),
    }
    moves.push({ from, to: { client, clock: decoding.readVarUint(decoder) } })
  }
  return { client, moves }
}

/** Who the room knows this socket as: a Person as JSON. */
export const welcomeFrame = (json: string): Uint8Array =>
  build((encoder) => {
    encoding.writeVarUint(encoder, messageKind.welcome)
    encoding.writeVarString(encoder, json)
  })

/** What the changes in the next sync frame moved. */
export const movedFrame = (moves: readonly Move[]): Uint8Array =>
  build((encoder) => {
    encoding.writeVarUint(encoder, messageKind.moved)
    encoding.writeVarUint(encoder, moves.length)
    for (const { from, to } of moves)
      for (const number of [from.client, from.clock, from.length, to.client, to.clock])
        encoding.writeVarUint(encoder, number)
  })

/** Reads what follows the kind of a moved frame. */
export function readMoved(decoder: decoding.Decoder): Move[] {
  const read = (): number => decoding.readVarUint(decoder)
  return Array.from({ length: read() }, () => ({
    from: { client: read(), clock: read(), length: read() },
    to: { client: read(), clock: read() },
  }))
}

/** An intent of this socket could not stand. */
export const takenBackFrame: Uint8Array = Uint8Array.of(messageKind.takenBack)

/** News of comments: a CommentsNews (anchors.ts) as JSON. */
export const commentsFrame = (json: string): Uint8Array =>
  build((encoder) => {
    encoding.writeVarUint(encoder, messageKind.comments)
    encoding.writeVarString(encoder, json)
  })
