/** The parts of components that are objects of their own: options, list rows, carousel images. */
import type { PropertySpec, ShapeSpec } from './spec.ts'

/** Pictures in lists: reference §1.3. */
const SMALL_IMAGE = { from6: 100, before6: 300 } as const

const altText: PropertySpec = {
  name: 'alt-text',
  type: 'text',
  bindable: true,
  help: 'What the picture shows, for those who cannot see it.',
}

const selectActions: readonly PropertySpec[] = [
  {
    name: 'on-select-action',
    type: 'action',
    actions: ['update_data'],
    since: '6.0',
    help: 'Runs when this option is chosen.',
  },
  {
    name: 'on-unselect-action',
    type: 'action',
    actions: ['update_data'],
    since: '6.0',
    help: 'Runs when this option is taken back.',
  },
]

const optionId: PropertySpec = {
  name: 'id',
  type: 'id',
  required: true,
  bindable: true,
  help: 'What the answer holds when this is chosen. Different for each option.',
}

const optionTitle = (chars: number): PropertySpec => ({
  name: 'title',
  type: 'text',
  required: true,
  bindable: true,
  limit: { chars },
  help: 'What the user reads.',
})

const optionEnabled: PropertySpec = {
  name: 'enabled',
  type: 'boolean',
  bindable: true,
  initial: true,
  help: 'False shows the option greyed, not selectable.',
}

export const option: ShapeSpec = {
  subject: 'An option',
  help: 'One choice of CheckboxGroup, RadioButtonsGroup or Dropdown.',
  properties: [
    optionId,
    optionTitle(30),
    {
      name: 'description',
      type: 'text',
      bindable: true,
      limit: { chars: 300 },
      help: 'A longer explanation below the title.',
    },
    {
      name: 'metadata',
      type: 'text',
      bindable: true,
      limit: { chars: 20 },
      help: 'A short text at the end of the row.',
    },
    optionEnabled,
    {
      name: 'image',
      type: 'image',
      bindable: true,
      since: '5.0',
      maxKb: SMALL_IMAGE,
      help: 'A picture as base64. A list has pictures or colours, not both.',
    },
    { ...altText, since: '5.0' },
    { name: 'color', type: 'color', bindable: true, since: '5.0', help: 'A dot of this colour.' },
    ...selectActions,
  ],
}

export const chipOption: ShapeSpec = {
  subject: 'An option of ChipsSelector',
  help: 'One chip.',
  properties: [optionId, optionTitle(20), optionEnabled, ...selectActions],
}

export const carouselImage: ShapeSpec = {
  subject: 'An image of a carousel',
  help: 'One picture of an ImageCarousel.',
  properties: [
    {
      name: 'src',
      type: 'image',
      required: true,
      bindable: true,
      maxKb: { from6: 300, before6: 300 },
      help: 'The picture as base64, without a data: prefix.',
    },
    { ...altText, required: true },
  ],
}

const rowTexts = (
  subject: string,
  help: string,
  titleRequired: boolean,
  [title, description, metadata]: readonly [number, number, number],
): ShapeSpec => ({
  subject,
  help,
  properties: [
    {
      name: 'title',
      type: 'text',
      required: titleRequired,
      bindable: true,
      limit: { chars: title },
      help: 'The first line.',
    },
    {
      name: 'description',
      type: 'text',
      bindable: true,
      limit: { chars: description },
      help: 'The second line.',
    },
    {
      name: 'metadata',
      type: 'text',
      bindable: true,
      limit: { chars: metadata },
      help: 'The third line.',
    },
  ],
})

export const listItem: ShapeSpec = {
  subject: 'A row of NavigationList',
  help: 'One row that leads on.',
  properties: [
    { ...optionId, help: 'What the answer holds when this row is tapped. Different for each row.' },
    {
      name: 'main-content',
      type: 'object',
      required: true,
      shape: rowTexts('main-content', 'The texts of the row.', true, [30, 20, 80]),
      help: 'The texts of the row.',
    },
    {
      name: 'end',
      type: 'object',
      shape: rowTexts('end', 'Small texts at the end of the row.', false, [10, 10, 10]),
      help: 'Small texts at the end of the row: one or two of the three.',
    },
    {
      name: 'start',
      type: 'object',
      shape: {
        subject: 'start',
        help: 'The picture of the row.',
        properties: [
          {
            name: 'image',
            type: 'image',
            required: true,
            bindable: true,
            maxKb: SMALL_IMAGE,
            help: 'A picture as base64.',
          },
          altText,
        ],
      },
      help: 'A picture at the beginning of the row.',
    },
    {
      name: 'badge',
      type: 'text',
      bindable: true,
      limit: { chars: 15 },
      help: 'A mark on the row; one in a list.',
    },
    {
      name: 'tags',
      type: 'texts',
      bindable: true,
      items: { min: 1, max: 3 },
      limit: { chars: 15 },
      help: 'One to three short marks.',
    },
    {
      name: 'enabled',
      type: 'boolean',
      initial: true,
      help: 'False shows the row greyed, not usable.',
    },
    {
      name: 'on-click-action',
      type: 'action',
      actions: ['navigate', 'data_exchange'],
      help: 'What a tap on this row does. Stands on the list or on every row.',
    },
  ],
}
