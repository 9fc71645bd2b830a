/** Dropdown: one choice of many, in a sheet. */
import {
  dataSource,
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
import { defineComponent, INPUT_PLACES } from '../spec.ts'

export const dropdown = defineComponent({
  kind: 'Dropdown',
  since: '2.1',
  group: 'choice',
  title: 'Dropdown',
  help: 'One choice out of up to 200, picked from a sheet.',
  properties: [
    name,
    label(20),
    dataSource(200, 100),
    required,
    enabled,
    visible,
    onSelectAction,
    onUnselectAction,
    initValue('option-id'),
    errorMessage(80),
  ],
  produces: 'id',
  places: INPUT_PLACES,
  maxPerScreen: null,
})
