/** Before a file is uploaded: a picture made smaller where it is heavy, and a small picture that stands for it. */
import { thumbnailMax } from '../../../shared/api/media.ts'
import { type MediaKind, tooLargeWords } from '../../../shared/templates/media.ts'
import { shrinkPicture } from '../../ui/shrink-picture.ts'

export type Prepared = {
  blob: Blob
  thumbnail: Blob | null
  /** Of a picture as it goes up. */
  width: number | null
  height: number | null
}

/** Why a file cannot go up. */
export class UnfitFile extends Error {}

/** A header's picture is shown no wider, and one that weighs more makes people wait. */
const picture = { bytes: 500 * 1024, side: 1200, keptSide: 1600 }
const thumbnailSide = 480

export const canBeKind = (file: File, kind: MediaKind): boolean =>
  kind === 'document'
    ? file.type === 'application/pdf' || /\.pdf$/i.test(file.name)
    : file.type.startsWith(`${kind}/`)

/** @throws UnfitFile, and NoPicture where a picture cannot be read. */
export async function prepareFile(file: File, kind: MediaKind): Promise<Prepared> {
  if (file.size === 0) throw new UnfitFile('The file is empty.')
  if (kind !== 'image') {
    const large = tooLargeWords(kind, file.size)
    if (large) throw new UnfitFile(large)
    const thumbnail = kind === 'video' ? await firstFrame(file) : null
    return { blob: file, thumbnail, width: null, height: null }
  }
  const { blob, width, height } = await shrinkPicture(file, picture)
  return { blob, thumbnail: await thumbnailOf(blob), width, height }
}

const thumbnailOf = async (source: Blob): Promise<Blob> =>
  (
    await shrinkPicture(source, {
      bytes: thumbnailMax.bytes / 4,
      side: thumbnailSide,
      keptSide: thumbnailSide,
    })
  ).blob

/** What a video begins with; null where this browser cannot play it. */
async function firstFrame(file: Blob): Promise<Blob | null> {
  const video = document.createElement('video')
  const address = URL.createObjectURL(file)
  try {
    video.muted = true
    video.preload = 'auto'
    video.src = address
    await once(video, 'loadeddata')
    // The very first frame is often black.
    video.currentTime = Math.min(0.5, video.duration / 2)
    await once(video, 'seeked')
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
    canvas.getContext('2d')?.drawImage(video, 0, 0)
    return await thumbnailOf(await canvas.convertToBlob({ type: 'image/jpeg' }))
  } catch {
    return null
  } finally {
    video.removeAttribute('src')
    URL.revokeObjectURL(address)
  }
}

const patienceMs = 5_000

const once = (video: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<void> =>
  new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error('too slow')), patienceMs)
    video.addEventListener(
      event,
      () => {
        clearTimeout(timer)
        done()
      },
      { once: true },
    )
    video.addEventListener('error', () => fail(new Error('cannot be played')), { once: true })
  })
