/** Form: a frame around inputs, optional since 4.0. */
import { defineComponent } from '../spec.ts'

export const form = defineComponent({
  kind: 'Form',
  since: '2.1',
  group: 'layout',
  title: 'Form',
  help: 'A frame around inputs that carries their initial values and errors. Not visible.',
  properties: [
    { name: 'name', type: 'name', required: true, help: 'Names the form.' },
    { name: 'children', type: 'components', required: true, help: 'The components inside.' },
    {
      name: 'init-values',
      type: 'init-values',
      bindable: true,
      help: 'Initial values by component name.',
    },
    {
      name: 'error-messages',
      type: 'messages',
      bindable: true,
      help: 'Errors to show by component name; usually bound to data from the endpoint.',
    },
  ],
  produces: null,
  places: { root: '2.1', form: null, if: null, switch: null },
  maxPerScreen: 1,
})
