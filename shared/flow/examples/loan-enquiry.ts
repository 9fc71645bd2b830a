/** Example: asking for a loan offer, with an estimate worked out on the phone. */
import { type ExampleFlow, prettyPrinted } from './example.ts'
import { goTo, option, screen, text, when } from './parts.ts'

const amount = screen('AMOUNT', 'Loan enquiry', [
  { type: 'TextHeading', text: 'How much would you like to borrow?' },
  { type: 'TextBody', text: 'No obligation, and no effect on your credit score.' },
  {
    type: 'RadioButtonsGroup',
    name: 'purpose',
    label: 'What is it for?',
    required: true,
    'data-source': [
      option('home', 'Home improvement'),
      option('car', 'A car'),
      option('debt', 'Combine other loans'),
      option('business', 'My business'),
      option('other', 'Something else'),
    ],
  },
  when("${form.purpose} == 'other'", [
    { type: 'TextInput', name: 'purpose_other', label: 'Please tell us', required: true },
  ]),
  {
    type: 'TextInput',
    name: 'amount',
    label: 'Amount in dollars',
    'input-type': 'number',
    required: true,
    pattern: '^[1-9][0-9]{3,4}$',
    'helper-text': 'Between 1,000 and 99,999, digits only.',
  },
  {
    type: 'Dropdown',
    name: 'months',
    label: 'Pay back over',
    required: true,
    'data-source': [
      option('12', '12 months'),
      option('24', '24 months'),
      option('36', '36 months'),
      option('60', '60 months'),
    ],
  },
  when("(${form.amount} >= 1000) && (${form.months} == '24')", [
    {
      type: 'TextSubheading',
      text: "`'About $' (${form.amount} * 1.07 / 24) ' a month over 24 months'`",
    },
    { type: 'TextCaption', text: 'Example at 7% for the whole term. Your rate may differ.' },
  ]),
  {
    type: 'Footer',
    label: 'Continue',
    'on-click-action': goTo('INCOME', {
      amount: '${form.amount}',
      months: '${form.months}',
    }),
  },
])

const income = screen(
  'INCOME',
  'Your situation',
  [
    { type: 'TextHeading', text: 'What do you live on?' },
    {
      type: 'TextCaption',
      text: "`'For $' ${data.amount} ' over ' ${data.months} ' months'`",
    },
    {
      type: 'RadioButtonsGroup',
      name: 'work',
      label: 'Your work',
      required: true,
      'data-source': [
        option('employed', 'Employed'),
        option('self_employed', 'Self-employed'),
        option('retired', 'Retired'),
        option('none', 'Not working now'),
      ],
    },
    when(
      "${form.work} == 'employed'",
      [
        {
          type: 'DatePicker',
          name: 'employed_since',
          label: 'With this employer since',
          'min-date': '1970-01-01',
          'max-date': '2027-12-31',
        },
      ],
      [
        when("${form.work} == 'self_employed'", [
          {
            type: 'Dropdown',
            name: 'business_age',
            label: 'Age of business',
            required: true,
            'data-source': [
              option('under_1', 'Under 1 year'),
              option('1_to_3', '1 to 3 years'),
              option('over_3', 'Over 3 years'),
            ],
          },
        ]),
      ],
    ),
    {
      type: 'TextInput',
      name: 'net_income',
      label: 'Net monthly income',
      'input-type': 'number',
      required: true,
      'helper-text': 'After tax, in dollars. A round figure is fine.',
    },
    {
      type: 'CheckboxGroup',
      name: 'commitments',
      label: 'What do you pay today?',
      'data-source': [
        option('rent', 'Rent'),
        option('mortgage', 'Mortgage'),
        option('car_loan', 'Car loan'),
        option('cards', 'Credit cards'),
      ],
    },
    {
      type: 'Footer',
      label: 'Continue',
      'on-click-action': goTo('CONTACT', {
        amount: '${data.amount}',
        months: '${data.months}',
        work: '${form.work}',
        net_income: '${form.net_income}',
      }),
    },
  ],
  {
    data: {
      amount: { type: 'number', __example__: 12000 },
      months: text('24'),
    },
    sensitive: ['net_income'],
  },
)

const contact = screen(
  'CONTACT',
  'Get your offer',
  [
    { type: 'TextHeading', text: 'Where shall we send the offer?' },
    { type: 'TextInput', name: 'full_name', label: 'Full name', required: true, 'min-chars': 2 },
    { type: 'TextInput', name: 'email', label: 'Email', 'input-type': 'email', required: true },
    {
      type: 'RadioButtonsGroup',
      name: 'call_time',
      label: 'May an adviser call you?',
      required: true,
      'data-source': [
        option('morning', 'Yes, in the morning'),
        option('evening', 'Yes, after work'),
        option('no', 'No, email only'),
      ],
    },
    when("${form.call_time} != 'no'", [
      {
        type: 'TextInput',
        name: 'phone',
        label: 'Phone',
        'input-type': 'phone',
        'helper-text': 'Leave it empty to be called on this WhatsApp number.',
      },
    ]),
    {
      type: 'OptIn',
      name: 'credit_check',
      label: 'I agree to a soft credit check. It leaves no trace other lenders can see.',
      required: true,
      'on-click-action': { name: 'open_url', url: 'https://example.com/loans/credit-check' },
    },
    {
      type: 'EmbeddedLink',
      text: 'How we set our rates',
      'on-click-action': { name: 'open_url', url: 'https://example.com/loans/rates' },
    },
    {
      type: 'Footer',
      label: 'Get my offer',
      'center-caption': 'Within a day',
      'on-click-action': {
        name: 'complete',
        payload: {
          purpose: '${screen.AMOUNT.form.purpose}',
          purpose_other: '${screen.AMOUNT.form.purpose_other}',
          amount: '${data.amount}',
          months: '${data.months}',
          work: '${data.work}',
          employed_since: '${screen.INCOME.form.employed_since}',
          business_age: '${screen.INCOME.form.business_age}',
          net_income: '${data.net_income}',
          commitments: '${screen.INCOME.form.commitments}',
          full_name: '${form.full_name}',
          email: '${form.email}',
          call_time: '${form.call_time}',
          phone: '${form.phone}',
          credit_check: '${form.credit_check}',
        },
      },
    },
  ],
  {
    terminal: true,
    data: {
      amount: { type: 'number', __example__: 12000 },
      months: text('24'),
      work: text('employed'),
      net_income: { type: 'number', __example__: 3400 },
    },
  },
)

export const loanEnquiry: ExampleFlow = {
  slug: 'loan-enquiry',
  name: 'Loan enquiry',
  description: 'Borrowers name an amount, see an estimate and ask for an offer.',
  category: 'LEAD_GENERATION',
  text: prettyPrinted({ version: '7.3', screens: [amount, income, contact] }),
}
