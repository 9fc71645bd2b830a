/** EmbeddedLink: a link inside the screen. */
import { visible } from '../properties.ts'
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
    {
      name: 'on-click-action',
      type: 'action',
      required: true,
      actions: ['navigate', 'data_exchange', 'open_url'],
      sinceActions: { open_url: '6.0' },
      help: 'What a tap does.',
    },
    visible,
  ],
  produces: null,
  places: ANYWHERE,
  maxPerScreen: 2,
  covered: true,
})
