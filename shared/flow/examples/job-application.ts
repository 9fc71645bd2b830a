/** Example: applying for a job in a shop, with a CV. */
import { type ExampleFlow, prettyPrinted } from './example.ts'
import { goTo, option, screen, text, when } from './parts.ts'

const role = screen('ROLE', 'Work with us', [
  { type: 'TextHeading', text: 'What would you like to do?' },
  {
    type: 'Dropdown',
    name: 'role',
    label: 'Job',
    required: true,
    'data-source': [
      option('sales', 'Sales assistant'),
      option('baker', 'Baker'),
      option('driver', 'Delivery driver'),
      option('lead', 'Shift lead'),
    ],
  },
  when("${form.role} == 'driver'", [
    {
      type: 'RadioButtonsGroup',
      name: 'licence',
      label: 'Do you hold a licence?',
      required: true,
      'data-source': [option('yes', 'Yes'), option('soon', 'Within three months')],
    },
  ]),
  {
    type: 'ChipsSelector',
    name: 'shifts',
    label: 'When can you work?',
    required: true,
    'data-source': [
      option('early', 'Early'),
      option('late', 'Late'),
      option('weekend', 'Weekends'),
    ],
  },
  {
    type: 'DatePicker',
    name: 'start',
    label: 'First possible day',
    required: true,
    'min-date': '2026-01-01',
    'max-date': '2030-12-31',
  },
  {
    type: 'Footer',
    label: 'Continue',
    'on-click-action': goTo('ABOUT', { role: '${form.role}', start: '${form.start}' }),
  },
])

const about = screen(
  'ABOUT',
  'About you',
  [
    { type: 'TextHeading', text: 'Tell us about yourself' },
    { type: 'TextInput', name: 'full_name', label: 'Full name', required: true },
    { type: 'TextInput', name: 'email', label: 'Email', 'input-type': 'email', required: true },
    {
      type: 'TextArea',
      name: 'reason',
      label: 'Why this job?',
      'max-length': 400,
      'helper-text': 'A few sentences are enough.',
    },
    {
      type: 'Footer',
      label: 'Add my CV',
      'on-click-action': goTo('PAPERS', {
        role: '${data.role}',
        start: '${data.start}',
        full_name: '${form.full_name}',
        email: '${form.email}',
      }),
    },
  ],
  { data: { role: text('sales'), start: text('2026-12-01') } },
)

const papers = screen(
  'PAPERS',
  'Your papers',
  [
    { type: 'TextHeading', text: 'Your CV' },
    {
      type: 'DocumentPicker',
      name: 'cv',
      label: 'CV and certificates',
      'min-uploaded-documents': 0,
      'max-uploaded-documents': 3,
      'allowed-mime-types': ['application/pdf'],
    },
    {
      type: 'OptIn',
      name: 'keep',
      label: 'You may keep my application for six months.',
      required: true,
    },
    {
      type: 'Footer',
      label: 'Apply',
      'on-click-action': {
        name: 'complete',
        payload: {
          role: '${data.role}',
          licence: '${screen.ROLE.form.licence}',
          shifts: '${screen.ROLE.form.shifts}',
          start: '${data.start}',
          full_name: '${data.full_name}',
          email: '${data.email}',
          reason: '${screen.ABOUT.form.reason}',
          cv: '${form.cv}',
          keep: '${form.keep}',
        },
      },
    },
  ],
  {
    terminal: true,
    data: {
      role: text('sales'),
      start: text('2026-12-01'),
      full_name: text('Mia Lindt'),
      email: text('mia@example.com'),
    },
  },
)

export const jobApplication: ExampleFlow = {
  slug: 'job-application',
  name: 'Job application',
  description: 'Applicants choose a job and shifts, and add their papers.',
  category: 'SIGN_UP',
  text: prettyPrinted({ version: '7.3', screens: [role, about, papers] }),
}
