/** Example: an appointment at a clinic, with consent. */
import { type ExampleFlow, prettyPrinted } from './example.ts'
import { goTo, option, screen, text, when } from './parts.ts'

const patient = screen(
  'PATIENT',
  'Book an appointment',
  [
    { type: 'TextHeading', text: 'Who is the appointment for?' },
    { type: 'TextBody', text: 'Please enter the details as they appear on the ID document.' },
    { type: 'TextInput', name: 'full_name', label: 'Full name', required: true, 'min-chars': 2 },
    {
      type: 'DatePicker',
      name: 'birth_date',
      label: 'Date of birth',
      required: true,
      'min-date': '1906-01-01',
      'max-date': '2026-01-01',
    },
    {
      type: 'RadioButtonsGroup',
      name: 'known',
      label: 'Been here before?',
      required: true,
      'data-source': [option('yes', 'Yes'), option('no', 'No, first visit')],
    },
    when("${form.known} == 'no'", [
      {
        type: 'Dropdown',
        name: 'cover',
        label: 'Health cover',
        required: true,
        'data-source': [
          option('public', 'Public insurance'),
          option('private', 'Private insurance'),
          option('self', 'I pay myself'),
        ],
      },
      { type: 'TextCaption', text: 'Please bring your insurance card to the first visit.' },
    ]),
    {
      type: 'Footer',
      label: 'Continue',
      'on-click-action': goTo('VISIT', {
        full_name: '${form.full_name}',
        known: '${form.known}',
      }),
    },
  ],
  { sensitive: ['birth_date'] },
)

const visit = screen(
  'VISIT',
  'Your visit',
  [
    { type: 'TextHeading', text: 'What brings you in?' },
    { type: 'TextSubheading', text: "`'For ' ${data.full_name}`" },
    {
      type: 'Dropdown',
      name: 'department',
      label: 'Department',
      required: true,
      'data-source': [
        option('general', 'General practice'),
        option('dental', 'Dentistry'),
        option('skin', 'Dermatology'),
        option('eyes', 'Eye care'),
        option('children', 'Paediatrics'),
      ],
    },
    when(
      "${form.department} == 'dental'",
      [
        {
          type: 'RadioButtonsGroup',
          name: 'dental_need',
          label: 'What do you need?',
          required: true,
          'data-source': [
            option('checkup', 'Check-up', { metadata: '30 min' }),
            option('cleaning', 'Cleaning', { metadata: '45 min' }),
            option('pain', 'I am in pain', { metadata: 'Same day' }),
          ],
        },
        when("${form.dental_need} == 'pain'", [
          {
            type: 'TextBody',
            text: 'We keep two slots free every day. If your face is swollen, call us now.',
            'font-weight': 'bold',
          },
        ]),
      ],
      [
        {
          type: 'CheckboxGroup',
          name: 'symptoms',
          label: 'Anything that applies?',
          description: 'It helps us plan enough time. Leave it empty for a routine visit.',
          'max-selected-items': 3,
          'data-source': [
            option('fever', 'Fever'),
            option('pain', 'Pain'),
            option('rash', 'Rash or itching'),
            option('vision', 'Blurred vision'),
            option('followup', 'Follow-up of a treatment'),
          ],
        },
      ],
    ),
    {
      type: 'TextArea',
      name: 'notes',
      label: 'For the doctor',
      'max-length': 500,
      'helper-text': 'Medicines, allergies, or questions you want answered.',
    },
    {
      type: 'Footer',
      label: 'Find a time',
      'on-click-action': goTo('SLOT', {
        full_name: '${data.full_name}',
        known: '${data.known}',
        department: '${form.department}',
      }),
    },
  ],
  { data: { full_name: text('Amara Okafor'), known: text('no') }, sensitive: ['notes'] },
)

const slot = screen(
  'SLOT',
  'Choose a time',
  [
    { type: 'TextHeading', text: 'When can you come?' },
    {
      type: 'DatePicker',
      name: 'day',
      label: 'Preferred day',
      required: true,
      'min-date': '2026-01-05',
      'max-date': '2027-12-30',
      'unavailable-dates': ['2026-12-24', '2026-12-25', '2026-12-31', '2027-01-01'],
      'helper-text': 'Monday to Friday. We confirm the exact minute here in chat.',
    },
    {
      type: 'RadioButtonsGroup',
      name: 'part_of_day',
      label: 'Part of the day',
      required: true,
      'data-source': [
        option('early', 'Early', { description: '7:30 to 9:30' }),
        option('morning', 'Morning', { description: '9:30 to 12:30' }),
        option('afternoon', 'Afternoon', { description: '14:00 to 17:30' }),
      ],
    },
    {
      type: 'TextInput',
      name: 'phone',
      label: 'Phone',
      'input-type': 'phone',
      required: true,
      'helper-text': 'Only used if the doctor is delayed.',
    },
    {
      type: 'Footer',
      label: 'Review',
      'on-click-action': goTo('CONSENT', {
        full_name: '${data.full_name}',
        known: '${data.known}',
        department: '${data.department}',
        day: '${form.day}',
        part_of_day: '${form.part_of_day}',
        phone: '${form.phone}',
      }),
    },
  ],
  {
    data: {
      full_name: text('Amara Okafor'),
      known: text('no'),
      department: text('dental'),
    },
  },
)

const consent = screen(
  'CONSENT',
  'Confirm',
  [
    { type: 'TextHeading', text: "`'Thank you, ' ${data.full_name}`" },
    { type: 'TextBody', text: "`'We hold ' ${data.day} ', ' ${data.part_of_day} '.'`" },
    when("${data.known} == 'no'", [
      { type: 'TextCaption', text: 'Please arrive 15 minutes early to register.' },
    ]),
    {
      type: 'OptIn',
      name: 'privacy',
      label: 'I agree that the clinic processes my health data for this appointment.',
      required: true,
      'on-click-action': goTo('PRIVACY'),
    },
    {
      type: 'OptIn',
      name: 'reminders',
      label: 'Remind me here in chat the day before.',
    },
    {
      type: 'Footer',
      label: 'Request appointment',
      'on-click-action': {
        name: 'complete',
        payload: {
          full_name: '${data.full_name}',
          birth_date: '${screen.PATIENT.form.birth_date}',
          known: '${data.known}',
          cover: '${screen.PATIENT.form.cover}',
          department: '${data.department}',
          dental_need: '${screen.VISIT.form.dental_need}',
          symptoms: '${screen.VISIT.form.symptoms}',
          notes: '${screen.VISIT.form.notes}',
          day: '${data.day}',
          part_of_day: '${data.part_of_day}',
          phone: '${data.phone}',
          privacy: '${form.privacy}',
          reminders: '${form.reminders}',
        },
      },
    },
  ],
  {
    terminal: true,
    data: {
      full_name: text('Amara Okafor'),
      known: text('no'),
      department: text('dental'),
      day: text('2026-12-08'),
      part_of_day: text('morning'),
      phone: text('+44 20 7946 0018'),
    },
  },
)

const privacy = screen('PRIVACY', 'Your data', [
  { type: 'TextSubheading', text: 'What we do with your data' },
  {
    type: 'TextBody',
    markdown: true,
    text: [
      'Only the team that treats you sees it.',
      '- We use it to **prepare and hold** your appointment',
      '- We never sell it or use it for advertising',
      '- You can ask us to correct or delete it at any time',
    ],
  },
  {
    type: 'EmbeddedLink',
    text: 'Full privacy notice',
    'on-click-action': { name: 'open_url', url: 'https://example.com/clinic/privacy' },
  },
])

export const clinicAppointment: ExampleFlow = {
  slug: 'clinic-appointment',
  name: 'Clinic appointment',
  description: 'Patients choose a department and a time, with consent for their health data.',
  category: 'APPOINTMENT_BOOKING',
  text: prettyPrinted({ version: '7.3', screens: [patient, visit, slot, consent, privacy] }),
}
