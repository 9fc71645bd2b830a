/** TextHeading: the large text at the top of a screen. */
import { visible } from '../properties.ts'
import { ANYWHERE, defineComponent } from '../spec.ts'

export const textHeading = defineComponent({
  kind: 'TextHeading',
  since: '2.1',
  group: 'text',
  title: 'Heading',
  help: 'Large text at the top of a screen.',
  properties: [
    {
      name: 'text',
      type: 'text',
      required: true,
      bindable: true,
      limit: { chars: 80 },
      help: 'The text to show.',
    },
    visible,
  ],
  produces: null,
  places: ANYWHERE,
  maxPerScreen: null,
})
