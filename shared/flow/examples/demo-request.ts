/** Example: asking for a demonstration of a software product. */
import { type ExampleFlow, prettyPrinted } from './example.ts'
import { goTo, option, screen, text, when } from './parts.ts'

/** A window with a chart, drawn for this example: PNG, 240 × 96. */
const CHART =
  'iVBORw0KGgoAAAANSUhEUgAAAPAAAABgBAMAAADRHeLiAAAAElBMVEXo7vrW4ff///8qPGZ6nOgLelygdevrAAAAlklEQVR42u3TywmAMBBFUUvIwwZULECwA7ECwf5bceEHFYKKSTDxXhiY1ZzVZBkREVEstc5qgC9hKd8GGJh3ihCunFUAAwMD322cG4CBgT3BWjMu4bqfs8LaZ4LBOmfCwNIT2R1c6pHsGbbLvmEBA/8bPtwHTh9e9g4YODrYeh8YGBgYGBg4ffh9wMBfgd+kOwEDA8cPTxnLEciuFD+0AAAAAElFTkSuQmCC'

const needs = screen('NEEDS', 'Request a demo', [
  {
    type: 'Image',
    src: CHART,
    height: 96,
    'scale-type': 'cover',
    'aspect-ratio': 2.5,
    'alt-text': 'A dashboard with a rising bar chart',
  },
  { type: 'TextHeading', text: 'See it with your own data' },
  {
    type: 'TextBody',
    text: 'Thirty minutes with a specialist, built around what you want to solve.',
  },
  {
    type: 'CheckboxGroup',
    name: 'interests',
    label: 'What should we show you?',
    required: true,
    'min-selected-items': 1,
    'max-selected-items': 3,
    'data-source': [
      option('dashboards', 'Dashboards'),
      option('automation', 'Automation'),
      option('integrations', 'Integrations'),
      option('security', 'Security and roles'),
      option('pricing', 'Plans and pricing'),
    ],
  },
  {
    type: 'RadioButtonsGroup',
    name: 'team_size',
    label: 'Size of your team',
    required: true,
    'data-source': [
      option('1_10', 'Up to 10'),
      option('11_50', '11 to 50'),
      option('51_250', '51 to 250'),
      option('over_250', 'More than 250'),
    ],
  },
  when("${form.team_size} == 'over_250'", [
    {
      type: 'OptIn',
      name: 'needs_sso',
      label: 'We need single sign-on and a security review.',
    },
  ]),
  {
    type: 'Footer',
    label: 'Continue',
    'on-click-action': goTo('COMPANY', { team_size: '${form.team_size}' }),
  },
])

const company = screen(
  'COMPANY',
  'About you',
  [
    { type: 'TextHeading', text: 'Who are we meeting?' },
    {
      type: 'Form',
      name: 'company_form',
      'init-values': { current_tool: 'spreadsheets' },
      children: [
        { type: 'TextInput', name: 'full_name', label: 'Your name', required: true },
        {
          type: 'TextInput',
          name: 'work_email',
          label: 'Work email',
          'input-type': 'email',
          required: true,
          'helper-text': 'The invitation goes here.',
        },
        { type: 'TextInput', name: 'company', label: 'Company', required: true },
        {
          type: 'Dropdown',
          name: 'current_tool',
          label: 'What you use today',
          required: true,
          'data-source': [
            option('spreadsheets', 'Spreadsheets'),
            option('in_house', 'Something in-house'),
            option('other_vendor', 'Another product'),
            option('nothing', 'Nothing yet'),
          ],
        },
        when("${form.current_tool} == 'other_vendor'", [
          {
            type: 'TextArea',
            name: 'missing_today',
            label: 'What is missing?',
            'max-length': 300,
            'helper-text': 'We will start the demo right there.',
          },
        ]),
        {
          type: 'Footer',
          label: 'Pick a time',
          'on-click-action': goTo('MEETING', {
            team_size: '${data.team_size}',
            full_name: '${form.full_name}',
            work_email: '${form.work_email}',
            company: '${form.company}',
          }),
        },
      ],
    },
  ],
  { data: { team_size: text('11_50') } },
)

const meeting = screen(
  'MEETING',
  'Pick a time',
  [
    { type: 'TextHeading', text: "`'A slot for ' ${data.company}`" },
    {
      type: 'DatePicker',
      name: 'demo_date',
      label: 'Day of the demo',
      required: true,
      'min-date': '2026-01-05',
      'max-date': '2027-12-31',
      'unavailable-dates': ['2026-12-25', '2027-01-01'],
    },
    {
      type: 'Dropdown',
      name: 'demo_time',
      label: 'Time (your clock)',
      required: true,
      'data-source': [
        option('09_00', '09:00'),
        option('11_00', '11:00'),
        option('14_00', '14:00'),
        option('16_00', '16:00'),
      ],
    },
    {
      type: 'RadioButtonsGroup',
      name: 'format',
      label: 'How shall we meet?',
      required: true,
      'data-source': [
        option('video', 'Video call', { description: 'Link in the invitation' }),
        option('onsite', 'At your office', { description: 'For teams of 50 and more' }),
      ],
    },
    when("${form.format} == 'onsite'", [
      {
        type: 'TextInput',
        name: 'office',
        label: 'Office address',
        required: true,
        'max-chars': 160,
      },
    ]),
    {
      type: 'Footer',
      label: 'Review request',
      'on-click-action': goTo('CONFIRM', {
        team_size: '${data.team_size}',
        full_name: '${data.full_name}',
        work_email: '${data.work_email}',
        company: '${data.company}',
        demo_date: '${form.demo_date}',
        demo_time: '${form.demo_time}',
      }),
    },
  ],
  {
    data: {
      team_size: text('11_50'),
      full_name: text('Jonas Weber'),
      work_email: text('jonas@example.com'),
      company: text('Weber Logistics'),
    },
  },
)

const confirm = screen(
  'CONFIRM',
  'Your demo',
  [
    { type: 'TextHeading', text: "`'See you soon, ' ${data.full_name}`" },
    { type: 'TextSubheading', text: "`'Demo on ' ${data.demo_date}`" },
    { type: 'TextBody', text: "`'The invitation goes to ' ${data.work_email} '.'`" },
    {
      type: 'TextArea',
      name: 'question',
      label: 'Your first question',
      'max-length': 300,
    },
    {
      type: 'OptIn',
      name: 'newsletter',
      label: 'Send me one product update a month. I can stop it any time.',
      'on-click-action': { name: 'open_url', url: 'https://example.com/product-news' },
    },
    {
      type: 'EmbeddedLink',
      text: 'How we protect your data',
      'on-click-action': { name: 'open_url', url: 'https://example.com/privacy' },
    },
    {
      type: 'Footer',
      label: 'Request the demo',
      'on-click-action': {
        name: 'complete',
        payload: {
          interests: '${screen.NEEDS.form.interests}',
          team_size: '${data.team_size}',
          needs_sso: '${screen.NEEDS.form.needs_sso}',
          full_name: '${data.full_name}',
          work_email: '${data.work_email}',
          company: '${data.company}',
          current_tool: '${screen.COMPANY.form.current_tool}',
          missing_today: '${screen.COMPANY.form.missing_today}',
          demo_date: '${data.demo_date}',
          demo_time: '${data.demo_time}',
          format: '${screen.MEETING.form.format}',
          office: '${screen.MEETING.form.office}',
          question: '${form.question}',
          newsletter: '${form.newsletter}',
        },
      },
    },
  ],
  {
    terminal: true,
    data: {
      team_size: text('11_50'),
      full_name: text('Jonas Weber'),
      work_email: text('jonas@example.com'),
      company: text('Weber Logistics'),
      demo_date: text('2026-12-03'),
      demo_time: text('11_00'),
    },
  },
)

export const demoRequest: ExampleFlow = {
  slug: 'product-demo-request',
  name: 'Product demo request',
  description: 'Prospects say what interests them, who they are and when to meet.',
  category: 'LEAD_GENERATION',
  text: prettyPrinted({ version: '7.3', screens: [needs, company, meeting, confirm] }),
}
