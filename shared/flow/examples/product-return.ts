/** Example: sending a bought product back. */
import { type ExampleFlow, prettyPrinted } from './example.ts'
import { goTo, option, screen, text, when } from './parts.ts'

/** A parcel, drawn for this example: PNG, 240 × 96. */
const PARCEL =
  'iVBORw0KGgoAAAANSUhEUgAAAPAAAABgBAMAAADRHeLiAAAAD1BMVEXi8+zN6d3grGmwejr14r7uqauxAAABCElEQVR42u3ZwQ3CMAwF0O8NnBUqBqiAEdh/JgSnpirBCT+1kP2PuTylchO7BfgplkxwJeGEE0444YQTTjgOjIT/F75VuT9eqddWe3X1wNdlm8sbrpaWqDDiwRIORjxYwsFwgyUcDDdYvGC4weLQgdDhrh3DDYYbLF5wc8s6ExZWP1/DR1mt4xvmwqA86BEYFHcEBsMdgkFwx2D87g7Cu9puzbXKhbf0t3FauXDHGK+nwZYSmAGbin4CbHvN+bDYDnI6LMYrhA5b7xA2bL412bC5PyHD9gaFDNtbMi7c0YRy4XbbreHg4gZrOLjEgzUcXOLB+uGrz1EmwSf/j4sHl4QTTjjhhJ3hJ5fC7wQ7kMdcAAAAAElFTkSuQmCC'

const order = screen('ORDER', 'Return a product', [
  {
    type: 'Image',
    src: PARCEL,
    height: 96,
    'scale-type': 'cover',
    'aspect-ratio': 2.5,
    'alt-text': 'A parcel ready to be sent back',
  },
  { type: 'TextHeading', text: 'Let us sort out your return' },
  {
    type: 'TextBody',
    text: 'You have 30 days from delivery. It takes about two minutes.',
  },
  {
    type: 'Form',
    name: 'order_form',
    children: [
      {
        type: 'TextInput',
        name: 'order_number',
        label: 'Order number',
        required: true,
        'min-chars': 6,
        'max-chars': 12,
        pattern: '^[A-Za-z]{2}[0-9]{4,10}$',
        'helper-text': 'In your confirmation email, such as AB123456.',
      },
      {
        type: 'TextInput',
        name: 'email',
        label: 'Email of the order',
        'input-type': 'email',
        required: true,
      },
      { type: 'EmbeddedLink', text: 'Read the return policy', 'on-click-action': goTo('POLICY') },
      {
        type: 'Footer',
        label: 'Continue',
        'on-click-action': goTo('REASON', {
          order_number: '${form.order_number}',
          email: '${form.email}',
        }),
      },
    ],
  },
])

const policy = screen('POLICY', 'Return policy', [
  { type: 'TextSubheading', text: 'Fair and simple' },
  {
    type: 'TextBody',
    markdown: true,
    text: [
      '- Free returns within **30 days** of delivery',
      '- Unworn, with tags; faulty items in any state',
      '- Money back within **5 working days** of arrival',
    ],
  },
  { type: 'TextCaption', text: 'Gift cards and personalised items cannot be returned.' },
])

const reason = screen(
  'REASON',
  'What happened?',
  [
    { type: 'TextHeading', text: 'Why are you sending it back?' },
    { type: 'TextCaption', text: "`'Order ' ${data.order_number}`" },
    {
      type: 'Form',
      name: 'reason_form',
      children: [
        {
          type: 'RadioButtonsGroup',
          name: 'reason',
          label: 'Reason',
          required: true,
          'data-source': [
            option('size', 'Wrong size'),
            option('damaged', 'Damaged or faulty'),
            option('different', 'Not as described'),
            option('changed_mind', 'I changed my mind'),
          ],
        },
        when("${form.reason} == 'size'", [
          {
            type: 'Dropdown',
            name: 'new_size',
            label: 'Size you need',
            required: true,
            'data-source': [
              option('xs', 'XS'),
              option('s', 'S'),
              option('m', 'M'),
              option('l', 'L'),
              option('xl', 'XL'),
            ],
          },
        ]),
        when("${form.reason} == 'damaged'", [
          {
            type: 'CheckboxGroup',
            name: 'damage',
            label: 'What is wrong with it?',
            required: true,
            'data-source': [
              option('packaging', 'Parcel arrived damaged'),
              option('broken', 'Broken or torn'),
              option('missing', 'Parts are missing'),
              option('stops', 'Stopped working'),
            ],
          },
          {
            type: 'TextArea',
            name: 'damage_notes',
            label: 'Tell us more',
            'max-length': 400,
            'helper-text': 'A sentence is enough. We may ask for a photo later.',
          },
        ]),
        {
          type: 'RadioButtonsGroup',
          name: 'outcome',
          label: 'What would you like?',
          required: true,
          'data-source': [
            option('refund', 'Money back', { description: 'To the card you paid with' }),
            option('exchange', 'Exchange', { description: 'Same item, new one' }),
            option('credit', 'Store credit', {
              description: 'Ready at once',
              metadata: '+ 10% bonus',
            }),
          ],
        },
        {
          type: 'Footer',
          label: 'Continue',
          'on-click-action': goTo('HANDOVER', {
            order_number: '${data.order_number}',
            email: '${data.email}',
            reason: '${form.reason}',
            outcome: '${form.outcome}',
          }),
        },
      ],
    },
  ],
  { data: { order_number: text('AB123456'), email: text('maya@example.com') } },
)

const handover = screen(
  'HANDOVER',
  'Hand it over',
  [
    { type: 'TextHeading', text: 'How will it come back to us?' },
    {
      type: 'Form',
      name: 'handover_form',
      children: [
        {
          type: 'RadioButtonsGroup',
          name: 'method',
          label: 'Way of return',
          required: true,
          'data-source': [
            option('dropoff', 'Drop-off point', { metadata: 'Free' }),
            option('pickup', 'Pick-up at home', { metadata: '$4.90' }),
          ],
        },
        when(
          "${form.method} == 'pickup'",
          [
            {
              type: 'TextInput',
              name: 'pickup_address',
              label: 'Pick-up address',
              required: true,
              'min-chars': 8,
              'max-chars': 160,
            },
            {
              type: 'DatePicker',
              name: 'pickup_date',
              label: 'Day of the pick-up',
              required: true,
              'min-date': '2026-01-02',
              'max-date': '2027-12-31',
              'unavailable-dates': ['2026-12-25', '2027-01-01'],
              'helper-text': 'The driver comes between 9:00 and 17:00.',
            },
          ],
          [
            {
              type: 'TextBody',
              text: 'You get a QR code by email. Show it at any parcel shop, no printer needed.',
            },
          ],
        ),
        {
          type: 'OptIn',
          name: 'condition_ok',
          label: 'The product is packed safely and complete as far as I can tell.',
          required: true,
        },
        {
          type: 'Footer',
          label: 'Send return request',
          'left-caption': 'Return label',
          'right-caption': 'Included',
          'on-click-action': {
            name: 'complete',
            payload: {
              order_number: '${data.order_number}',
              email: '${data.email}',
              reason: '${data.reason}',
              new_size: '${screen.REASON.form.new_size}',
              damage: '${screen.REASON.form.damage}',
              damage_notes: '${screen.REASON.form.damage_notes}',
              outcome: '${data.outcome}',
              method: '${form.method}',
              pickup_address: '${form.pickup_address}',
              pickup_date: '${form.pickup_date}',
              condition_ok: '${form.condition_ok}',
            },
          },
        },
      ],
    },
  ],
  {
    terminal: true,
    data: {
      order_number: text('AB123456'),
      email: text('maya@example.com'),
      reason: text('size'),
      outcome: text('exchange'),
    },
  },
)

export const productReturn: ExampleFlow = {
  slug: 'product-return',
  name: 'Product return',
  description: 'Shoppers say what went wrong and choose a refund, an exchange or store credit.',
  category: 'CUSTOMER_SUPPORT',
  text: prettyPrinted({ version: '7.3', screens: [order, policy, reason, handover] }),
}
