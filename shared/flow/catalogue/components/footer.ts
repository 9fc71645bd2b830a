/** Footer: the button at the bottom of a screen. */
import { enabled, label } from '../properties.ts'
import { ANYWHERE, defineComponent } from '../spec.ts'

const caption = { type: 'text', bindable: true, limit: { chars: 15 } } as const

export const footer = defineComponent({
  kind: 'Footer',
  since: '2.1',
  group: 'button',
  title: 'Footer',
  help: 'The button pinned to the bottom; it goes on, or ends the flow.',
  properties: [
    label(35),
    {
      name: 'on-click-action',
      type: 'action',
      required: true,
      actions: ['navigate', 'data_exchange', 'complete'],
      help: 'What a tap does.',
    },
    { name: 'left-caption', ...caption, help: 'Small text above the button, with a right one.' },
    { name: 'right-caption', ...caption, help: 'Small text above the button, with a left one.' },
    { name: 'center-caption', ...caption, help: 'Small text above the button, alone.' },
    enabled,
  ],
  produces: null,
  places: ANYWHERE,
  maxPerScreen: 1,
})
