/** Where a file of the workspace is found, and what is said of it. */
import type { Media } from '../../../shared/api/media.ts'
import { pathTo } from '../../../shared/api/routes.ts'
import { type MediaKind, sizeWords } from '../../../shared/templates/media.ts'
import type { ChatMedia } from '../../ui/chat.tsx'
import { kindNames } from '../../ui/chat-media.tsx'

export { kindIcons, kindNames } from '../../ui/chat-media.tsx'

/** The picture that stands for a file: its thumbnail, or itself. */
export function lookOf(workspaceId: string, media: Media): string | null {
  const params = { workspaceId, mediaId: media.id }
  if (media.hasThumbnail) return pathTo('media.small', params)
  return media.kind === 'image' ? pathTo('media.file', params) : null
}

/** `1200 × 628 · 410 KB` */
export const factsWords = ({ width, height, size }: Pick<Media, 'width' | 'height' | 'size'>) =>
  [...(width && height ? [`${width} × ${height}`] : []), sizeWords(size)].join(' · ')

/** A header as the bubble of a preview draws it; `media` is null while no file is chosen. */
export const bubbleMedia = (
  workspaceId: string,
  kind: MediaKind,
  media: Media | null,
): ChatMedia => ({
  kind,
  src: media && lookOf(workspaceId, media),
  name: media?.fileName ?? kindNames[kind],
  note: media ? sizeWords(media.size) : 'Nothing chosen yet',
})

/** Why a form with such a field cannot be sent while a file is still on its way. */
export const stillComing = 'The file is still being uploaded.'
