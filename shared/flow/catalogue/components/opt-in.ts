/** OptIn: a tick of consent. */
import {
  initValue,
  label,
  linkAction,
  name,
  onSelectAction,
  onUnselectAction,
  required,
  visible,
} from '../properties.ts'
import { defineComponent, INPUT_PLACES } from '../spec.ts'

export const optIn = defineComponent({
  kind: 'OptIn',
  since: '2.1',
  group: 'input',
  title: 'Opt-in',
  help: 'A tick of consent, with a "Read more" link when it has an action.',
  properties: [
    name,
    label(120),
    required,
    { ...linkAction, help: 'What the "Read more" link does.' },
    { ...onSelectAction, actions: ['update_data'], since: '6.0' },
    onUnselectAction,
    visible,
    initValue('boolean'),
  ],
  produces: 'boolean',
  places: INPUT_PLACES,
  maxPerScreen: 5,
})
