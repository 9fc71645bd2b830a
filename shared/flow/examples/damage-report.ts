/** Example: reporting damage to an insurer, with photos. */
import { type ExampleFlow, prettyPrinted } from './example.ts'
import { goTo, option, screen, text, when } from './parts.ts'

const what = screen('WHAT', 'Report damage', [
  { type: 'TextHeading', text: 'What happened?' },
  { type: 'TextBody', text: 'First see that everybody is safe. This takes about three minutes.' },
  {
    type: 'RadioButtonsGroup',
    name: 'kind',
    label: 'What is damaged?',
    required: true,
    'data-source': [
      option('car', 'A car'),
      option('home', 'A home'),
      option('travel', 'Luggage or a trip'),
    ],
  },
  when("${form.kind} == 'car'", [
    {
      type: 'RadioButtonsGroup',
      name: 'drivable',
      label: 'Can the car be driven?',
      required: true,
      'data-source': [option('yes', 'Yes'), option('no', 'No, it needs towing')],
    },
  ]),
  {
    type: 'DatePicker',
    name: 'when',
    label: 'Day it happened',
    required: true,
    'max-date': '2030-12-31',
  },
  {
    type: 'TextArea',
    name: 'story',
    label: 'In your words',
    required: true,
    'max-length': 600,
    'helper-text': 'Where it was, and what led to it.',
  },
  {
    type: 'Footer',
    label: 'Add photos',
    'on-click-action': goTo('PHOTOS', { kind: '${form.kind}' }),
  },
])

const photos = screen(
  'PHOTOS',
  'Photos',
  [
    { type: 'TextHeading', text: 'Show us the damage' },
    {
      type: 'PhotoPicker',
      name: 'pictures',
      label: 'Photos of the damage',
      description: 'One from afar, two or three from near.',
      'min-uploaded-photos': 1,
      'max-uploaded-photos': 6,
      'max-file-size-kb': 10240,
    },
    {
      type: 'Footer',
      label: 'Continue',
      'on-click-action': goTo('PERSON', { kind: '${data.kind}' }),
    },
  ],
  { data: { kind: text('car') } },
)

const person = screen(
  'PERSON',
  'Who reports it',
  [
    { type: 'TextHeading', text: 'Who shall we get back to?' },
    {
      type: 'TextInput',
      name: 'policy',
      label: 'Policy number',
      required: true,
      pattern: '^[A-Z]{2}[0-9]{6}$',
      'helper-text': 'Two letters and six digits, such as AB123456.',
    },
    { type: 'TextInput', name: 'full_name', label: 'Full name', required: true },
    {
      type: 'TextInput',
      name: 'phone',
      label: 'Phone',
      'input-type': 'phone',
      'helper-text': 'Leave it empty to be called on this WhatsApp number.',
    },
    {
      type: 'OptIn',
      name: 'truth',
      label: 'What I have said is true to the best of my knowledge.',
      required: true,
    },
    {
      type: 'Footer',
      label: 'Send report',
      'on-click-action': {
        name: 'complete',
        payload: {
          kind: '${data.kind}',
          drivable: '${screen.WHAT.form.drivable}',
          when: '${screen.WHAT.form.when}',
          story: '${screen.WHAT.form.story}',
          pictures: '${screen.PHOTOS.form.pictures}',
          policy: '${form.policy}',
          full_name: '${form.full_name}',
          phone: '${form.phone}',
          truth: '${form.truth}',
        },
      },
    },
  ],
  {
    terminal: true,
    data: { kind: text('car') },
    sensitive: ['policy'],
  },
)

export const damageReport: ExampleFlow = {
  slug: 'damage-report',
  name: 'Damage report',
  description: 'Policy holders say what happened and add photos of the damage.',
  category: 'CUSTOMER_SUPPORT',
  text: prettyPrinted({ version: '7.3', screens: [what, photos, person] }),
}
