/** DatePicker: one day. */
import {
  dateBounds,
  enabled,
  errorMessage,
  helperText,
  initValue,
  label,
  name,
  onSelectAction,
  required,
  visible,
} from '../properties.ts'
import { defineComponent, INPUT_PLACES } from '../spec.ts'

export const datePicker = defineComponent({
  kind: 'DatePicker',
  since: '2.1',
  group: 'input',
  title: 'Date',
  help: 'One day, picked from a wheel.',
  properties: [
    name,
    label(40),
    ...dateBounds,
    required,
    helperText,
    enabled,
    visible,
    { ...onSelectAction, actions: ['data_exchange'] },
    initValue('date'),
    errorMessage(80),
  ],
  produces: 'date',
  places: INPUT_PLACES,
  maxPerScreen: null,
})
