/** What a socket says, read strictly: a frame that is no sound message closes its sender and nothing else. */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { type IntentMade, type PresenceEntry, readIntentMade } from '../../shared/collab/frames.ts'
import { limits } from '../../shared/collab/limits.ts'
import { closeCode, messageKind, syncKind } from '../../shared/collab/wire.ts'
import type { Exchange } from './exchange.ts'
import { type RoomPresence, readPresence } from './room-presence.ts'
import type { Seat } from './seat.ts'
import type { Seats } from './seats.ts'

type Message =
  | { kind: 'step-1'; stateVector: Uint8Array }
  | { kind: 'change'; sync: number; update: Uint8Array; intent: IntentMade | null }
  | { kind: 'presence'; entries: PresenceEntry[] }
  | { kind: 'query-presence' }
  | { kind: 'refused'; code: number; why: string }

const malformed = (why: string): Message => ({ kind: 'refused', code: closeCode.malformed, why })
const tooLarge: Message = { kind: 'refused', code: closeCode.tooLarge, why: 'frame too large' }
const tooFast = { kind: 'refused', code: closeCode.tryLater, why: 'too fast' } as const

/** Bytes around a payload: two kinds and a length. */
const envelopeBytes = 12

export function receive(
  { seats, exchange, presence }: { seats: Seats; exchange: Exchange; presence: RoomPresence },
  seat: Seat,
  data: ArrayBuffer | string,
  now: number,
): void {
  const size = typeof data === 'string' ? data.length : data.byteLength
  const message = seat.spend(size, now) ? readMessage(data) : tooFast
  switch (message.kind) {
    case 'step-1':
      exchange.answer(seat, message.stateVector)
      break
    case 'change':
      exchange.take(seat, message.sync, message.update, message.intent)
      break
    case 'presence':
      if (!presence.take(seat, message.entries)) seats.close(seat, closeCode.malformed, 'presence')
      break
    case 'query-presence': {
      const snapshot = presence.snapshot()
      if (!snapshot) break
      if (seat.spend(snapshot.length, now)) seats.send(seat, snapshot)
      else seats.close(seat, closeCode.tryLater, tooFast.why)
      break
    }
    case 'refused':
      seats.close(seat, message.code, message.why)
  }
}

/** One frame as a message. Never throws. */
export function readMessage(data: ArrayBuffer | string): Message {
  if (typeof data === 'string') return malformed('text on a binary protocol')
  if (data.byteLength > limits.step2Bytes + envelopeBytes) return tooLarge
  try {
    const decoder = decoding.createDecoder(new Uint8Array(data))
    const kind = decoding.readVarUint(decoder)
    if (kind === messageKind.sync) return readSync(decoder)
    if (data.byteLength > limits.frameBytes + envelopeBytes) return tooLarge
    if (kind === messageKind.intent) return readIntent(decoder)
    if (kind === messageKind.presence) {
      const entries = readPresence(decoding.readVarUint8Array(decoder))
      if (!entries || decoding.hasContent(decoder)) return malformed('presence')
      return { kind: 'presence', entries }
    }
    if (kind === messageKind.queryPresence && !decoding.hasContent(decoder)) {
      return { kind: 'query-presence' }
    }
    return malformed('unknown message')
  } catch {
    return malformed('not a message')
  }
}

const change = (sync: number, update: Uint8Array, intent: IntentMade | null = null): Message => ({
  kind: 'change',
  sync,
  update,
  intent,
})

function readIntent(decoder: decoding.Decoder): Message {
  const intent = readIntentMade(decoder)
  const update = decoding.readVarUint8Array(decoder)
  if (decoding.hasContent(decoder)) return malformed('bytes after the message')
  return update.length > limits.frameBytes ? tooLarge : change(syncKind.update, update, intent)
}

function readSync(decoder: decoding.Decoder): Message {
  const sync = decoding.readVarUint(decoder)
  const payload = decoding.readVarUint8Array(decoder)
  if (decoding.hasContent(decoder)) return malformed('bytes after the message')
  if (sync === syncKind.step1) {
    if (payload.length > limits.frameBytes) return tooLarge
    Y.decodeStateVector(payload)
    return { kind: 'step-1', stateVector: payload }
  }
  if (sync === syncKind.step2) {
    return payload.length > limits.step2Bytes ? tooLarge : change(sync, payload)
  }
  if (sync === syncKind.update) {
    return payload.length > limits.frameBytes ? tooLarge : change(sync, payload)
  }
  return malformed('unknown sync message')
}
