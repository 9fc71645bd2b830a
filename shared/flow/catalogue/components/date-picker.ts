/** DatePicker: one day. */
import {
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
    { name: 'min-date', type: 'date', bindable: true, help: 'First day on offer, YYYY-MM-DD.' },
    { name: 'max-date', type: 'date', bindable: true, help: 'Last day on offer, YYYY-MM-DD.' },
    {
      name: 'unavailable-dates',
      type: 'dates',
      bindable: true,
      help: 'Days in between that cannot be chosen.',
    },
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
  covered: true,
})
