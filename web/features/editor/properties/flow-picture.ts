/** A picture as flows hold it: made small enough, as base64 without a `data:` prefix. */
import { shrinkPicture } from '../../../ui/shrink-picture.ts'

/** Nobody's phone shows a flow's picture wider than this. */
const MAX_SIDE = 1200

/** @throws NoPicture where the file is none or cannot be made to fit. */
export async function flowPicture(file: Blob, maxBytes: number): Promise<string> {
  const most = { bytes: maxBytes, side: MAX_SIDE, keptSide: MAX_SIDE * 2 }
  const { blob } = await shrinkPicture(file, most)
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(binary)
}
