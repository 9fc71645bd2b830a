/** TextSubheading: a smaller heading. */
import { visible } from '../properties.ts'
import { ANYWHERE, defineComponent } from '../spec.ts'

export const textSubheading = defineComponent({
  kind: 'TextSubheading',
  since: '2.1',
  group: 'text',
  title: 'Subheading',
  help: 'A smaller heading.',
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
