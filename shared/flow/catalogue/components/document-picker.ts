/** DocumentPicker: files from the phone. */
import { fileProperties } from '../properties.ts'
import { defineComponent, INPUT_PLACES } from '../spec.ts'

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument'

/** Kinds of file a flow may ask for (reference §3.15). */
const MIME_TYPES = [
  'application/pdf',
  'application/msword',
  `${OFFICE}.wordprocessingml.document`,
  `${OPEN_DOCUMENT}.presentation`,
  `${OPEN_DOCUMENT}.spreadsheet`,
  `${OPEN_DOCUMENT}.text`,
  'application/vnd.ms-excel',
  `${OFFICE}.spreadsheetml.sheet`,
  'application/vnd.ms-powerpoint',
  `${OFFICE}.presentationml.presentation`,
  'application/gzip',
  'application/zip',
  'application/x-7z-compressed',
  'application/xml',
  'text/plain',
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/avif',
  'image/heic',
  'image/heif',
  'image/tiff',
  'image/webp',
  'video/mp4',
  'video/mpeg',
] as const

export const documentPicker = defineComponent({
  kind: 'DocumentPicker',
  since: '4.0',
  group: 'media',
  title: 'Document upload',
  help: 'Files from the phone.',
  properties: [
    ...fileProperties('documents'),
    {
      name: 'allowed-mime-types',
      type: 'words',
      enum: MIME_TYPES,
      items: { min: 1 },
      help: 'Kinds of file to offer; all when absent. Some older phones offer everything all the same.',
    },
  ],
  produces: 'files',
  places: { ...INPUT_PLACES, form: '4.0' },
  maxPerScreen: 1,
  pool: 'media picker',
})
