/** Example: how a visit was, with the question why only where it matters. */
import { type ExampleFlow, prettyPrinted } from './example.ts'
import { goTo, option, screen, text, when } from './parts.ts'

const scores = Array.from({ length: 11 }, (_, score) =>
  option(
    `s${score}`,
    score === 0 ? '0 – not at all' : score === 10 ? '10 – certainly' : `${score}`,
  ),
)

const rating = screen('RATING', 'How was it?', [
  { type: 'TextHeading', text: 'Would you recommend us to a friend?' },
  { type: 'TextBody', text: 'Two questions, less than a minute.' },
  {
    type: 'Dropdown',
    name: 'score',
    label: 'From 0 to 10',
    required: true,
    'data-source': scores,
  },
  {
    type: 'CheckboxGroup',
    name: 'liked',
    label: 'What was good?',
    'data-source': [
      option('people', 'The people'),
      option('speed', 'The speed'),
      option('price', 'The price'),
      option('place', 'The place'),
    ],
  },
  {
    type: 'Footer',
    label: 'Continue',
    'on-click-action': goTo('WHY', { score: '${form.score}' }),
  },
])

const unhappy = ['s0', 's1', 's2', 's3', 's4', 's5', 's6']
  .map((id) => `\${data.score} == '${id}'`)
  .join(' || ')

const why = screen(
  'WHY',
  'In your words',
  [
    when(
      unhappy,
      [
        { type: 'TextHeading', text: 'We are sorry. What went wrong?' },
        { type: 'TextArea', name: 'wrong', label: 'What went wrong', required: true },
        {
          type: 'RadioButtonsGroup',
          name: 'call_back',
          label: 'May we call you about it?',
          required: true,
          'data-source': [option('yes', 'Yes, please'), option('no', 'No, thank you')],
        },
      ],
      [
        { type: 'TextHeading', text: 'Glad to hear that.' },
        {
          type: 'TextArea',
          name: 'praise',
          label: 'Anything to add?',
          'helper-text': 'Only if you like.',
        },
        {
          type: 'OptIn',
          name: 'quote',
          label: 'You may quote me with my first name.',
        },
      ],
    ),
    {
      type: 'Footer',
      label: 'Send',
      'on-click-action': {
        name: 'complete',
        payload: {
          score: '${data.score}',
          liked: '${screen.RATING.form.liked}',
          wrong: '${form.wrong}',
          call_back: '${form.call_back}',
          praise: '${form.praise}',
          quote: '${form.quote}',
        },
      },
    },
  ],
  { terminal: true, data: { score: text('s9') } },
)

export const customerFeedback: ExampleFlow = {
  slug: 'customer-feedback',
  name: 'Customer feedback',
  description: 'Customers score a visit; those who were unhappy are asked why.',
  category: 'SURVEY',
  text: prettyPrinted({ version: '7.3', screens: [rating, why] }),
}
