/** If: shows one of two lists of components. */
import { defineComponent } from '../spec.ts'

export const ifComponent = defineComponent({
  kind: 'If',
  since: '4.0',
  group: 'layout',
  title: 'If',
  help: 'Shows its then list when the condition is true, else its else list.',
  properties: [
    {
      name: 'condition',
      type: 'condition',
      required: true,
      help: "Such as ${form.city} == 'paris'.",
    },
    { name: 'then', type: 'components', required: true, help: 'Shown when the condition is true.' },
    { name: 'else', type: 'components', help: 'Shown when it is not.' },
  ],
  produces: null,
  places: { root: '4.0', form: '4.0', if: '4.0', switch: null },
  maxPerScreen: null,
})
