/** CalendarPicker: one day, or a range of days. */
import {
  dateBounds,
  description,
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
import { defineComponent } from '../spec.ts'

const ANY_PART = { ranged: { needs: [] } } as const

export const calendarPicker = defineComponent({
  kind: 'CalendarPicker',
  since: '6.1',
  group: 'input',
  title: 'Calendar',
  help: 'One day or a range of days, picked from a calendar.',
  properties: [
    name,
    {
      name: 'mode',
      type: 'word',
      enum: ['single', 'range'],
      bindable: true,
      initial: 'single',
      help: 'Single asks for one day, range for a first and a last one.',
    },
    {
      name: 'title',
      type: 'text',
      bindable: true,
      rangeOnly: true,
      limit: { chars: 80 },
      help: 'A heading above the two fields.',
    },
    { ...description, rangeOnly: true },
    {
      ...label(40),
      ranged: { needs: ['start-date', 'end-date'] },
      help: 'What the user reads; in range mode { "start-date", "end-date" }.',
    },
    {
      ...helperText,
      ranged: { needs: ['start-date'] },
      help: 'A hint below the field; in range mode one for each.',
    },
    { ...required, ...ANY_PART },
    ...dateBounds,
    {
      name: 'include-days',
      type: 'words',
      enum: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
      bindable: true,
      help: 'Weekdays on offer; all when absent.',
    },
    {
      name: 'min-days',
      type: 'integer',
      bindable: true,
      rangeOnly: true,
      min: 0,
      help: 'Fewest days between start and end.',
    },
    {
      name: 'max-days',
      type: 'integer',
      bindable: true,
      rangeOnly: true,
      min: 0,
      help: 'Most days between start and end.',
    },
    enabled,
    visible,
    { ...onSelectAction, actions: ['data_exchange'] },
    { ...initValue('date'), ...ANY_PART },
    { ...errorMessage(80), ...ANY_PART },
  ],
  produces: 'dates',
  places: { root: '6.1', form: '6.1', if: '6.1', switch: '6.1' },
  maxPerScreen: null,
})
