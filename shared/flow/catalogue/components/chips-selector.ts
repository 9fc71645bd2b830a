/** ChipsSelector: any number of short choices. */
import {
  dataSource,
  description,
  enabled,
  errorMessage,
  initValue,
  label,
  name,
  onSelectAction,
  onUnselectAction,
  required,
  visible,
} from '../properties.ts'
import { chipOption } from '../shapes.ts'
import { defineComponent } from '../spec.ts'

export const chipsSelector = defineComponent({
  kind: 'ChipsSelector',
  since: '6.3',
  group: 'choice',
  title: 'Chips',
  help: 'Any number of short choices out of 2 to 20.',
  properties: [
    name,
    label(80),
    description,
    { ...dataSource(20), shape: chipOption, shows: { min: 2, max: 20 } },
    required,
    {
      name: 'min-selected-items',
      type: 'number',
      bindable: true,
      min: 0,
      help: 'Fewest choices.',
    },
    {
      name: 'max-selected-items',
      type: 'number',
      bindable: true,
      min: 1,
      help: 'Most choices.',
    },
    enabled,
    visible,
    { ...onSelectAction, since: '7.1' },
    { ...onUnselectAction, since: '7.1' },
    initValue('option-ids'),
    errorMessage(80),
  ],
  produces: 'ids',
  places: { root: '6.3', form: '6.3', if: '7.1', switch: '7.1' },
  maxPerScreen: null,
})
