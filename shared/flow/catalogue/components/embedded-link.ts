/** EmbeddedLink: a link inside the screen. */
import { linkAction, visible } from '../properties.ts'
import { ANYWHERE, defineComponent } from '../spec.ts'

export const embeddedLink = defineComponent({
  kind: 'EmbeddedLink',
  since: '2.1',
  group: 'button',
  title: 'Link',
  help: 'A link to another screen or, from 6.0, to the web.',
  properties: [
    {
      name: 'text',
      type: 'text',
      required: true,
      bindable: true,
      limit: { chars: 25 },
      help: 'The words of the link.',
    },
    { ...linkAction, required: true },
    visible,
  ],
  produces: null,
  places: ANYWHERE,
  maxPerScreen: 2,
})
