/** For every kind that holds a value: one that fills it, and one that is wrong. */
import type { ComponentKind } from '../catalogue/index.ts'

export type Filling = {
  readonly full: unknown
  readonly wrong: unknown
  /** What makes `wrong` wrong, besides being required. */
  readonly needs?: Readonly<Record<string, unknown>>
}

const file = (file_name: string, mime_type: string) => ({ file_name, mime_type, size: 240_000 })

export const fillings: Record<ComponentKind, Filling | null> = {
  TextHeading: null,
  TextSubheading: null,
  TextBody: null,
  TextCaption: null,
  RichText: null,
  TextInput: { full: 'Ana Lima', wrong: '' },
  TextArea: { full: 'The tap in the kitchen drips since Monday.', wrong: '' },
  Dropdown: { full: 'option_2', wrong: '' },
  RadioButtonsGroup: { full: 'option_1', wrong: '' },
  CheckboxGroup: { full: ['option_1'], wrong: [] },
  ChipsSelector: { full: ['option_2'], wrong: [] },
  DatePicker: { full: '2026-05-04', wrong: '' },
  CalendarPicker: { full: '2026-05-04', wrong: '' },
  OptIn: { full: true, wrong: false },
  PhotoPicker: {
    full: [file('kitchen.jpg', 'image/jpeg')],
    wrong: [],
    needs: { 'min-uploaded-photos': 1 },
  },
  DocumentPicker: {
    full: [file('contract.pdf', 'application/pdf')],
    wrong: [],
    needs: { 'min-uploaded-documents': 1 },
  },
  Image: null,
  ImageCarousel: null,
  EmbeddedLink: null,
  NavigationList: null,
  Footer: null,
  Form: null,
  If: null,
  Switch: null,
}
