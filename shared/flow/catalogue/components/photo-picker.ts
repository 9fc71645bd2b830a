/** PhotoPicker: photos from camera or gallery. */
import { fileProperties } from '../properties.ts'
import { defineComponent, INPUT_PLACES } from '../spec.ts'

export const photoPicker = defineComponent({
  kind: 'PhotoPicker',
  since: '4.0',
  group: 'media',
  title: 'Photo upload',
  help: 'Photos from camera or gallery.',
  properties: [
    ...fileProperties('photos'),
    {
      name: 'photo-source',
      type: 'word',
      enum: ['camera_gallery', 'camera', 'gallery'],
      initial: 'camera_gallery',
      help: 'Where photos may come from.',
    },
  ],
  produces: 'files',
  places: { ...INPUT_PLACES, form: '4.0' },
  maxPerScreen: 1,
  pool: 'media picker',
})
