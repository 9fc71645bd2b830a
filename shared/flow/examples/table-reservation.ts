/** Example: a table in a restaurant, from the day to the wishes. */
import { type ExampleFlow, prettyPrinted } from './example.ts'
import { goTo, option, screen, text, when } from './parts.ts'

const day = screen('DAY', 'Reserve a table', [
  { type: 'TextHeading', text: 'When do you want to come?' },
  {
    type: 'CalendarPicker',
    name: 'day',
    label: 'Day',
    required: true,
    'include-days': ['Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    'helper-text': 'We rest on Mondays.',
  },
  {
    type: 'Dropdown',
    name: 'time',
    label: 'Time',
    required: true,
    'data-source': [
      option('1200', '12:00'),
      option('1330', '13:30'),
      option('1800', '18:00'),
      option('1930', '19:30'),
      option('2100', '21:00'),
    ],
  },
  {
    type: 'RadioButtonsGroup',
    name: 'guests',
    label: 'How many are you?',
    required: true,
    'data-source': [
      option('two', 'One or two'),
      option('four', 'Three or four'),
      option('six', 'Five or six'),
      option('many', 'Seven or more'),
    ],
  },
  {
    type: 'Footer',
    label: 'Continue',
    'on-click-action': goTo('WISHES', { day: '${form.day}', guests: '${form.guests}' }),
  },
])

const wishes = screen(
  'WISHES',
  'Your table',
  [
    { type: 'TextHeading', text: 'Where would you like to sit?' },
    { type: 'TextCaption', text: "`'A table on ' ${data.day}`" },
    {
      type: 'RadioButtonsGroup',
      name: 'place',
      label: 'Place',
      required: true,
      'data-source': [
        option('window', 'By the window'),
        option('quiet', 'Somewhere quiet'),
        option('terrace', 'On the terrace', { description: 'Inside if it rains' }),
        option('any', 'Anywhere'),
      ],
    },
    {
      type: 'CheckboxGroup',
      name: 'needs',
      label: 'What shall we prepare?',
      'data-source': [
        option('high_chair', 'A high chair'),
        option('wheelchair', 'Room for a wheelchair'),
        option('dog', 'Water for a dog'),
        option('birthday', 'It is a birthday'),
      ],
    },
    when("${data.guests} == 'many'", [
      {
        type: 'OptIn',
        name: 'set_menu',
        label: 'With seven or more we serve one menu for all, which is fine with us.',
        required: true,
      },
    ]),
    { type: 'TextInput', name: 'name', label: 'Name for the table', required: true },
    {
      type: 'Footer',
      label: 'Reserve',
      'on-click-action': {
        name: 'complete',
        payload: {
          day: '${data.day}',
          time: '${screen.DAY.form.time}',
          guests: '${data.guests}',
          place: '${form.place}',
          needs: '${form.needs}',
          set_menu: '${form.set_menu}',
          name: '${form.name}',
        },
      },
    },
  ],
  {
    terminal: true,
    data: { day: text('2026-12-04'), guests: text('many') },
  },
)

export const tableReservation: ExampleFlow = {
  slug: 'table-reservation',
  name: 'Table reservation',
  description: 'Guests choose a day and time, where to sit, and what to prepare.',
  category: 'APPOINTMENT_BOOKING',
  text: prettyPrinted({ version: '7.3', screens: [day, wishes] }),
}
