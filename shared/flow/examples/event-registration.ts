/** Example: signing up for a conference day, with sessions, a meal and a place for a guest. */
import { type ExampleFlow, prettyPrinted } from './example.ts'
import { goTo, option, screen, text, when } from './parts.ts'

const sessions = screen('SESSIONS', 'Autumn meet-up', [
  { type: 'TextHeading', text: 'Which sessions shall we keep for you?' },
  { type: 'TextBody', text: 'Thursday 15 October, doors open at 8:30. Choose up to three.' },
  {
    type: 'ChipsSelector',
    name: 'sessions',
    label: 'Sessions',
    required: true,
    'max-selected-items': 3,
    'data-source': [
      option('keynote', 'Keynote'),
      option('design', 'Design clinic'),
      option('data', 'Data for people'),
      option('service', 'Better service'),
      option('panel', 'Panel'),
    ],
  },
  {
    type: 'RadioButtonsGroup',
    name: 'meal',
    label: 'Lunch',
    required: true,
    'data-source': [
      option('any', 'Everything'),
      option('vegetarian', 'Vegetarian'),
      option('vegan', 'Vegan'),
      option('none', 'No lunch'),
    ],
  },
  when("${form.meal} != 'none'", [
    {
      type: 'TextInput',
      name: 'allergies',
      label: 'Allergies',
      'helper-text': 'Leave it empty if there are none.',
    },
  ]),
  {
    type: 'Footer',
    label: 'Continue',
    'on-click-action': goTo('BADGE', { meal: '${form.meal}' }),
  },
])

const badge = screen(
  'BADGE',
  'Your badge',
  [
    { type: 'TextHeading', text: 'What goes on your badge?' },
    { type: 'TextInput', name: 'full_name', label: 'Name', required: true, 'min-chars': 2 },
    { type: 'TextInput', name: 'company', label: 'Organisation' },
    { type: 'TextInput', name: 'email', label: 'Email', 'input-type': 'email', required: true },
    {
      type: 'RadioButtonsGroup',
      name: 'guest',
      label: 'Do you bring somebody?',
      required: true,
      'data-source': [option('no', 'No'), option('yes', 'Yes, one person')],
    },
    when("${form.guest} == 'yes'", [
      { type: 'TextInput', name: 'guest_name', label: 'Their name', required: true },
    ]),
    {
      type: 'OptIn',
      name: 'photos',
      label: 'Photos taken at the event may show me.',
    },
    {
      type: 'Footer',
      label: 'Sign me up',
      'center-caption': 'Free of charge',
      'on-click-action': {
        name: 'complete',
        payload: {
          sessions: '${screen.SESSIONS.form.sessions}',
          meal: '${data.meal}',
          allergies: '${screen.SESSIONS.form.allergies}',
          full_name: '${form.full_name}',
          company: '${form.company}',
          email: '${form.email}',
          guest: '${form.guest}',
          guest_name: '${form.guest_name}',
          photos: '${form.photos}',
        },
      },
    },
  ],
  { terminal: true, data: { meal: text('vegetarian') } },
)

export const eventRegistration: ExampleFlow = {
  slug: 'event-registration',
  name: 'Event registration',
  description: 'Guests choose sessions and lunch, and say what goes on the badge.',
  category: 'SIGN_UP',
  text: prettyPrinted({ version: '7.3', screens: [sessions, badge] }),
}
