/** Image: a picture inside the screen. */
import { scaleType, visible } from '../properties.ts'
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
      maxKb: { from6: 300, before6: 300 },
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
    scaleType,
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
})
