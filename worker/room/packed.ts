/**
 * Bytes as they are stored. An encoded document shrinks to half and is read back in
 * a few milliseconds, ready to be sent; Yjs' own second format is as small, but takes as long to read as building the
 * document does.
 */
import { deflateSync, inflateSync } from 'node:zlib'

/** Less than this is not worth the time. */
const leastBytes = 1024

/** Fast rather than small: a better level saves four per cent. */
const level = 1

/** The first byte of what was deflated. */
export const deflatedMark = 0x78

export const deflated = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(deflateSync(bytes, { level }))

/** The bytes to store, and whether they are deflated: only where that saves something. */
export function pack(bytes: Uint8Array): { bytes: Uint8Array; deflated: boolean } {
  if (bytes.length < leastBytes) return { bytes, deflated: false }
  const packed = deflated(bytes)
  return packed.length < bytes.length
    ? { bytes: packed, deflated: true }
    : { bytes, deflated: false }
}

/** Throws when they were never deflated, or are damaged. */
export const unpack = (bytes: Uint8Array): Uint8Array => new Uint8Array(inflateSync(bytes))
