/** Media over HTTP: pictures, videos and documents of a workspace, kept as they came and typed by their bytes. */
import { mediaKinds, mediaTypes } from '../templates/media.ts'
import { z } from '../zod.ts'

export const MediaKind = z.enum(mediaKinds)

/**
 * One file. Reply of `media.upload` (raw bytes in the body, `?name=`), `media.fetch` and `media.thumbnail` (raw bytes).
 * `media.file` and `media.small` answer with bytes.
 */
export const Media = z.object({
  id: z.string(),
  kind: MediaKind,
  /** Read from the bytes, whatever the file called itself. */
  type: z.enum(Object.keys(mediaTypes) as [keyof typeof mediaTypes]),
  fileName: z.string(),
  size: z.number(),
  /** Of pictures. */
  width: z.number().nullable(),
  height: z.number().nullable(),
  hasThumbnail: z.boolean(),
})
export type Media = z.infer<typeof Media>

/** Body of `media.fetch`: a public https address whose file is copied once. */
export const MediaAddress = z.object({ url: z.string().trim().max(2000) })

/** A thumbnail is a picture for lists and previews. */
export const thumbnailMax = { bytes: 200 * 1024, side: 800 } as const
