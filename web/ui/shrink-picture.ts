/** Makes a picture small enough in the browser: fewer points, then coarser, until it fits. */

export type Shrunk = { blob: Blob; width: number; height: number }

/** Why a file gives no picture. */
export class NoPicture extends Error {}

const SMALLEST_SIDE = 48
const QUALITIES = [0.86, 0.74, 0.6, 0.45]

/**
 * The picture in a file as PNG or JPEG of at most `bytes`, no larger than `side` where it is drawn anew. A file that fits
 * and is no larger than `keptSide` stays as it is. Throws NoPicture where the file is none or cannot be made to fit.
 */
export async function shrinkPicture(
  file: Blob,
  most: { bytes: number; side: number; keptSide: number },
): Promise<Shrunk> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new NoPicture('This file is no picture that a browser can read. Use PNG or JPEG.')
  })
  try {
    const isKept = (await isPngOrJpeg(file)) && file.size <= most.bytes
    if (isKept && Math.max(bitmap.width, bitmap.height) <= most.keptSide)
      return { blob: file, width: bitmap.width, height: bitmap.height }
    const hasHoles = file.type !== 'image/jpeg' && isTransparent(bitmap)
    let side = Math.min(most.side, Math.max(bitmap.width, bitmap.height))
    while (side >= SMALLEST_SIDE) {
      const canvas = drawn(bitmap, side)
      const tries: ImageEncodeOptions[] = hasHoles
        ? [{ type: 'image/png' }]
        : QUALITIES.map((quality) => ({ type: 'image/jpeg', quality }))
      for (const options of tries) {
        const blob = await canvas.convertToBlob(options)
        if (blob.size <= most.bytes) return { blob, width: canvas.width, height: canvas.height }
      }
      side = Math.floor(side * 0.75)
    }
    throw new NoPicture('This picture cannot be made small enough.')
  } finally {
    bitmap.close()
  }
}

/** By its first bytes: a file's name may say anything. */
async function isPngOrJpeg(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  return (first === 0x89 && second === 0x50) || (first === 0xff && second === 0xd8)
}

function drawn(bitmap: ImageBitmap, side: number): OffscreenCanvas {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  )
  const context = canvas.getContext('2d')
  if (!context) throw new NoPicture('This browser cannot draw pictures.')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** Whether something shines through, looked at in a small copy. */
function isTransparent(bitmap: ImageBitmap): boolean {
  const canvas = drawn(bitmap, 64)
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
  for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 255) < 250) return true
  return false
}
