/** Pictures, videos and documents that messages can carry: their types, and how large the platforms take them. */

export const mediaKinds = ['image', 'video', 'document'] as const
export type MediaKind = (typeof mediaKinds)[number]

const MB = 1024 * 1024

export type MediaType = 'image/jpeg' | 'image/png' | 'video/mp4' | 'video/3gpp' | 'application/pdf'

/** What a kind may be: the largest file, and its types in words. Documents may have 100 MB there; uploads here end at 30. */
export const mediaLimits: Record<MediaKind, { bytes: number; words: string }> = {
  image: { bytes: 5 * MB, words: 'JPEG or PNG' },
  video: { bytes: 16 * MB, words: 'MP4 or 3GP' },
  document: { bytes: 30 * MB, words: 'PDF' },
}

/** The largest of them: no upload is read beyond it. */
export const mediaMaxBytes = mediaLimits.document.bytes

/** No picture is unpacked that has more points than this. */
export const pixelsMax = 50_000_000

export const mediaTypes: Record<MediaType, { kind: MediaKind; extension: string }> = {
  'image/jpeg': { kind: 'image', extension: 'jpg' },
  'image/png': { kind: 'image', extension: 'png' },
  'video/mp4': { kind: 'video', extension: 'mp4' },
  'video/3gpp': { kind: 'video', extension: '3gp' },
  'application/pdf': { kind: 'document', extension: 'pdf' },
}

/** The kinds as sentences name them. */
export const mediaWords: Record<MediaKind, string> = {
  image: 'picture',
  video: 'video',
  document: 'document',
}

/** `410 KB`, `6.2 MB`: as people read sizes. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  if (bytes < MB) return `${Math.round(bytes / 1024)} KB`
  const mb = bytes / MB
  return `${mb < 10 ? Number(mb.toFixed(1)) : Math.round(mb)} MB`
}

/** Why a file of a kind is too large, or null. */
export function tooLargeWords(kind: MediaKind, bytes: number): string | null {
  const most = mediaLimits[kind].bytes
  if (bytes <= most) return null
  const advice = {
    image: 'Make it smaller, or choose another one.',
    video: 'Cut it shorter, or save it with a lower quality.',
    document: 'Save it with smaller pictures, or send a link to it instead.',
  }[kind]
  // Next to the limit both would read alike.
  const size = bytes - most < MB / 10 ? `more than ${sizeWords(most)}` : sizeWords(bytes)
  return `This ${mediaWords[kind]} has ${size}; at most ${sizeWords(most)} can go into a message. ${advice}`
}
