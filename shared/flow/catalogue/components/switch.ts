/** Switch: shows the list of components whose key equals a value. */
import { defineComponent } from '../spec.ts'

export const switchComponent = defineComponent({
  kind: 'Switch',
  since: '4.0',
  group: 'layout',
  title: 'Switch',
  help: 'Shows the case whose key equals the value, else the case called default.',
  properties: [
    { name: 'value', type: 'selector', required: true, help: 'A binding such as ${form.plan}.' },
    { name: 'cases', type: 'cases', required: true, help: 'Lists of components by value.' },
  ],
  produces: null,
  places: { root: '4.0', form: '4.0', if: '4.0', switch: null },
  maxPerScreen: null,
})
