/** RichText: a screen of formatted text. */
import { visible } from '../properties.ts'
import { defineComponent } from '../spec.ts'

export const richText = defineComponent({
  kind: 'RichText',
  since: '5.1',
  group: 'text',
  title: 'Rich text',
  help: 'A screen of formatted text with headings, lists, images and tables.',
  properties: [
    {
      name: 'text',
      type: 'lines',
      required: true,
      bindable: true,
      help: 'Markdown: # heading, **bold**, lists, links, inline base64 images, tables.',
    },
    visible,
  ],
  produces: null,
  places: { root: '5.1', form: null, if: null, switch: null },
  maxPerScreen: null,
  alone: [{ kind: 'Footer', since: '6.3' }],
})
