/** RadioButtonsGroup: one choice out of a few, all in sight. */
import {
  dataSource,
  description,
  enabled,
  errorMessage,
  initValue,
  label,
  mediaSize,
  name,
  onSelectAction,
  onUnselectAction,
  required,
  visible,
} from '../properties.ts'
import { defineComponent, INPUT_PLACES } from '../spec.ts'

export const radioButtonsGroup = defineComponent({
  kind: 'RadioButtonsGroup',
  since: '2.1',
  group: 'choice',
  title: 'Radio buttons',
  help: 'One choice out of up to 20, all in sight.',
  properties: [
    name,
    label(30),
    description,
    dataSource(20),
    required,
    enabled,
    visible,
    mediaSize,
    onSelectAction,
    onUnselectAction,
    initValue('option-id'),
    errorMessage(80),
  ],
  produces: 'id',
  places: INPUT_PLACES,
  maxPerScreen: null,
})
