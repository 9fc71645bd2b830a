/** Image: a picture inside the screen. */
import { visible } from '../properties.ts'
import { ANYWHERE, defineComponent } from '../spec.ts'

export const image = defineComponent({
  kind: 'Image',
  since: '2.1',
  group: 'media',
  title: 'Image',
  help: 'A JPEG or PNG picture, up to 300 KB.',
  properties: [
    {
      name: 'src',
      type: 'image',
      required: true,
      bindable: true,
      help: 'The picture as base64, without a data: prefix.',
    },
    { name: 'width', type: 'number', bindable: true, help: 'Width in points.' },
    { name: 'height', type: 'number', bindable: true, help: 'Height in points.' },
    {
      name: 'aspect-ratio',
      type: 'number',
      bindable: true,
      initial: 1,
      help: 'Width divided by height.',
    },
    {
      name: 'scale-type',
      type: 'word',
      enum: ['contain', 'cover'],
      initial: 'contain',
      help: 'Contain fits the picture in, cover fills and crops.',
    },
    {
      name: 'alt-text',
      type: 'text',
      bindable: true,
      help: 'What the picture shows, for those who cannot see it.',
    },
    visible,
  ],
  produces: null,
  places: ANYWHERE,
  maxPerScreen: 3,
  covered: true,
})
