/** What single kinds have beyond the states that all share: variants, limits, branches. */
import type { ComponentKind } from '../catalogue/index.ts'
import { samplePicture } from './sample-picture.ts'

type Json = Record<string, unknown>

const option = (id: string, title: string, more: Json = {}): Json => ({ id, title, ...more })
const described = [
  option('one', 'Morning', {
    description: '8 to 12, somebody has to be at home',
    metadata: '50 €',
  }),
  option('two', 'Afternoon', { description: '13 to 18', metadata: '60 €' }),
  option('three', 'Night', { enabled: false, metadata: 'sold out' }),
]
const coloured = [
  option('red', 'Red', { color: '#c0392b', 'alt-text': 'Red' }),
  option('blue', 'Blue', { color: '#1f6dc7', 'alt-text': 'Blue' }),
]
const pictured = [
  option('a', 'Room', { image: samplePicture, 'alt-text': 'A room' }),
  option('b', 'Broken', { image: 'iVBORw0KGgo=', 'alt-text': 'A broken picture' }),
]
const groups: Record<string, Json> = {
  'With details': { description: 'One is enough', 'data-source': described },
  'With colours': { 'data-source': coloured },
  'With pictures': { 'data-source': pictured },
  'Large pictures': { 'data-source': pictured, 'media-size': 'large' },
}
const body = (text: string): Json => ({ type: 'TextBody', text })
const branch = (name: string, shown: Json[]): [string, Json[]] => [name, shown]
const table = ['| Night | Price |', '| --- | --- |', '| Weekday | 50 € |', '| Weekend | **70 €** |']

export const extras: Record<ComponentKind, Readonly<Record<string, Json>>> = {
  TextHeading: {},
  TextSubheading: {},
  TextBody: {
    Bold: { 'font-weight': 'bold' },
    'Bold italic': { 'font-weight': 'bold_italic' },
    'Struck through': { strikethrough: true },
    Formatted: {
      markdown: true,
      text: ['**Bold**, *italic*, ~~gone~~, [a link](https://example.com)', '- one', '- two'],
    },
    'Right to left': { text: 'مرحبا بكم في خدمتنا' },
  },
  TextCaption: { Bold: { 'font-weight': 'bold' }, 'Struck through': { strikethrough: true } },
  RichText: {
    Whole: {
      text: [
        '# Heading',
        '## Subheading',
        'Words that are **bold** or *italic*.',
        '1. first',
        '2. second',
        '',
        ...table,
      ],
    },
    'With a picture': { text: [`![A room](data:image/png;base64,${samplePicture})`] },
    'Broken picture': { text: ['![A plan of the house](data:image/png;base64,iVBORw0KGgo=)'] },
  },
  TextInput: {
    'With help': { 'helper-text': 'As it stands in your passport' },
    'Large label': { 'label-variant': 'large', label: 'What is the name in your passport?' },
    'Large, optional': { 'label-variant': 'large', label: 'A second name?', required: false },
    Number: { 'input-type': 'number', label: 'How many' },
    Email: { 'input-type': 'email', label: 'E-mail' },
    Password: { 'input-type': 'password', label: 'Password', 'init-value': 'secret' },
    Passcode: { 'input-type': 'passcode', label: 'Code', 'init-value': '4711' },
    Phone: { 'input-type': 'phone', label: 'Phone', 'init-value': '+33 6 12 34 56 78' },
    'Told by the endpoint': { 'init-value': 'ana', 'error-message': 'This name is taken' },
  },
  TextArea: {
    'With help': { 'helper-text': 'The more we know, the better' },
    'Large label': { 'label-variant': 'large', label: 'What has happened?' },
    'Nearly full': { 'init-value': 'Twenty characters ok', 'max-length': 24 },
  },
  Dropdown: { 'Told by the endpoint': { 'error-message': 'Choose another one' } },
  RadioButtonsGroup: groups,
  CheckboxGroup: {
    ...groups,
    'At its maximum': {
      'data-source': [option('a', 'One'), option('b', 'Two'), option('c', 'Three')],
      'max-selected-items': 2,
      'init-value': ['a', 'b'],
    },
  },
  ChipsSelector: {
    Many: {
      description: 'At most two',
      'max-selected-items': 2,
      'init-value': ['w0', 'w2'],
      'data-source': ['Breakfast', 'Parking', 'Late arrival', 'A quiet room', 'Dog'].map(
        (title, at) => option(`w${at}`, title),
      ),
    },
  },
  DatePicker: { 'With help': { 'helper-text': 'Weekends too' } },
  CalendarPicker: {
    Range: {
      mode: 'range',
      title: 'Your stay',
      description: 'One to nine nights',
      label: { 'start-date': 'Arrival', 'end-date': 'Departure' },
      required: { 'start-date': true, 'end-date': false },
      'helper-text': { 'start-date': 'From 14 h on' },
      'init-value': { 'start-date': '2026-06-02', 'end-date': '' },
    },
  },
  OptIn: {
    'Read more': { 'on-click-action': { name: 'open_url', url: 'https://example.com' } },
  },
  PhotoPicker: { 'At least two': { 'min-uploaded-photos': 2, 'max-uploaded-photos': 4 } },
  DocumentPicker: {
    'One small file': { 'max-uploaded-documents': 1, 'max-file-size-kb': 512 },
  },
  Image: {
    Cover: { src: samplePicture, 'scale-type': 'cover', height: 120 },
    Contain: { src: samplePicture, 'scale-type': 'contain', height: 120 },
    'At its own size': { src: samplePicture, height: undefined },
    Broken: { src: 'iVBORw0KGgo=', 'alt-text': 'The house from the street' },
  },
  ImageCarousel: {
    '16:9, cover': { 'aspect-ratio': '16:9', 'scale-type': 'cover' },
    'One is broken': { images: [{ src: 'iVBORw0KGgo=', 'alt-text': 'The garden' }] },
  },
  EmbeddedLink: {},
  NavigationList: {
    Everything: {
      label: 'What can we do?',
      description: 'Choose one to go on',
      'list-items': [
        {
          id: 'stay',
          'main-content': {
            title: 'Book a stay',
            description: 'One to nine nights',
            metadata: 'Best price',
          },
          start: { image: samplePicture, 'alt-text': 'A room' },
          end: { title: '50 €', description: 'a night' },
          badge: 'New',
          tags: ['quiet', 'central'],
        },
        {
          id: 'trip',
          'main-content': { title: 'Day trip' },
          end: { title: 'sold out' },
          enabled: false,
        },
      ],
    },
    'Large pictures': {
      'media-size': 'large',
      'list-items': [
        {
          id: 'stay',
          'main-content': { title: 'Book a stay', description: 'One to nine nights' },
          start: { image: samplePicture, 'alt-text': 'A room' },
        },
      ],
    },
  },
  Footer: {
    'Two captions': { 'left-caption': '3 items', 'right-caption': '120 €' },
    'One caption': { 'center-caption': 'Step 1 of 3' },
  },
  Form: {},
  If: {
    True: {
      condition: '${data.yes}',
      ...Object.fromEntries([
        branch('then', [body('Shown when it is so')]),
        branch('else', [body('Shown when it is not')]),
      ]),
    },
    Otherwise: {
      condition: '!${data.yes}',
      ...Object.fromEntries([
        branch('then', [body('Shown when it is so')]),
        branch('else', [body('Shown when it is not')]),
      ]),
    },
  },
  Switch: {
    'A case': {
      value: '${data.words}',
      cases: { other: [body('Another case')], default: [body('Shown when nothing else fits')] },
    },
  },
}
