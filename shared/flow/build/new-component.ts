/** A component as the palette puts it on a screen: it can be published as it stands, and asks to be filled in. */
import { type ComponentKind, isComponentKind } from '../catalogue/index.ts'
import { nameOfKind } from '../edit/unique-name.ts'
import { type Flow, type Screen, walkComponents } from '../flow.ts'
import type { JsonRecord } from '../json-record.ts'
import { versionNumber } from '../version.ts'
import { type BindingChoice, simpleBindingsOn } from './bindings.ts'

/** Names inside it are made unique by the intent that adds it. */
export function newComponent(kind: ComponentKind, flow: Flow, screen: Screen): JsonRecord {
  return { type: kind, ...parts[kind]({ kind, flow, screen }) }
}

/** The same for a kind by its name; null where the language has none. */
export const newComponentOf = (kind: string, flow: Flow, screen: Screen): JsonRecord | null =>
  isComponentKind(kind) ? newComponent(kind, flow, screen) : null

type Around = { kind: string; flow: Flow; screen: Screen }

const named = ({ kind }: Around, label: string) => ({ name: nameOfKind(kind), label })

const twoOptions = () => [
  { id: 'option_1', title: 'Option 1' },
  { id: 'option_2', title: 'Option 2' },
]

const choice = (around: Around, label: string) => ({
  ...named(around, label),
  'data-source': twoOptions(),
})

const parts: Record<ComponentKind, (around: Around) => JsonRecord> = {
  TextHeading: () => ({ text: 'Heading' }),
  TextSubheading: () => ({ text: 'Subheading' }),
  TextBody: () => ({ text: 'Text' }),
  TextCaption: () => ({ text: 'Small text' }),
  RichText: () => ({ text: ['# Heading', 'Text with **bold** words.'] }),
  TextInput: (around) => named(around, 'Short answer'),
  TextArea: (around) => named(around, 'Long answer'),
  Dropdown: (around) => choice(around, 'Choose one'),
  RadioButtonsGroup: (around) => choice(around, 'Choose one'),
  CheckboxGroup: (around) => choice(around, 'Choose some'),
  ChipsSelector: (around) => choice(around, 'Choose some'),
  DatePicker: (around) => named(around, 'Date'),
  CalendarPicker: (around) => named(around, 'Date'),
  OptIn: (around) => named(around, 'I agree'),
  PhotoPicker: (around) => named(around, 'Photos'),
  DocumentPicker: (around) => named(around, 'Documents'),
  Image: () => ({ src: placeholderPicture, 'alt-text': 'Picture', height: 140 }),
  ImageCarousel: () => ({
    images: [
      { src: placeholderPicture, 'alt-text': 'First picture' },
      { src: placeholderPicture, 'alt-text': 'Second picture' },
    ],
  }),
  EmbeddedLink: ({ flow, screen }) => ({
    text: 'Read more',
    'on-click-action':
      (versionNumber(flow.version) ?? 0) >= (versionNumber('6.0') ?? 0)
        ? { name: 'open_url', url: 'https://example.com' }
        : wayOn(flow, screen),
  }),
  NavigationList: (around) => ({
    ...named(around, 'Where to?'),
    'list-items': [
      { id: 'row_1', 'main-content': { title: 'First' } },
      { id: 'row_2', 'main-content': { title: 'Second' } },
    ],
    'on-click-action': wayTo(
      screenAfter(around.flow, around.screen) ??
        around.flow.screens.find(({ id }) => id !== around.screen.id) ??
        around.screen,
      around.screen,
    ),
  }),
  Footer: ({ flow, screen }) => {
    const action = wayOn(flow, screen)
    return {
      label: action.name === 'complete' ? 'Send' : 'Continue',
      'on-click-action': action,
    }
  },
  Form: () => ({
    name: 'form',
    children: [{ type: 'TextInput', name: 'text_input', label: 'Short answer' }],
  }),
  If: ({ flow, screen }) => ({
    condition: conditionOn(simpleBindingsOn(flow, screen.id)[0]),
    // biome-ignore lint/suspicious/noThenProperty: the language's own word
    then: [{ type: 'TextBody', text: 'Shown when it is so' }],
  }),
  Switch: ({ flow, screen }) => {
    const [first] = simpleBindingsOn(flow, screen.id)
    return {
      value: first?.text ?? '',
      cases: Object.fromEntries(
        [...(first?.options ?? []).filter(isCaseKey).slice(0, 2), 'default'].map((key) => [
          key,
          [{ type: 'TextBody', text: `Shown for ${key}` }],
        ]),
      ),
    }
  },
}

/** What a Switch can tell apart by its cases: keys begin with a letter (reference §3.4). */
export const isCaseKey = (key: string): boolean => /^[A-Za-z][\w-]*$/.test(key)

/** A first condition about a field: that it is answered, or that it is the first of its options. */
export function conditionOn(field: BindingChoice | undefined): string {
  if (!field) return ''
  if (field.produces === 'boolean' || field.hint === 'boolean') return field.text
  if (field.produces === null && (field.hint === 'number' || field.hint === 'integer'))
    return `${field.text} > 0`
  return field.options[0] !== undefined
    ? `${field.text} == '${field.options[0]}'`
    : `${field.text} != ''`
}

/** Where a screen leads: to the next one, or to the flow's end. */
function wayOn(flow: Flow, screen: Screen): JsonRecord {
  const next = screenAfter(flow, screen)
  return screen.terminal || !next
    ? { name: 'complete', payload: fieldsOf(screen) }
    : wayTo(next, screen)
}

const screenAfter = (flow: Flow, screen: Screen): Screen | undefined =>
  flow.screens[flow.screens.findIndex(({ id }) => id === screen.id) + 1]

function wayTo(next: Screen, screen: Screen): JsonRecord {
  const fields = fieldsOf(screen)
  const wanted = Object.keys(next.data)
  const known = new Set(Object.keys(fields))
  return {
    name: 'navigate',
    next: { type: 'screen', name: next.id },
    payload: Object.fromEntries(
      wanted.map((name) => [
        name,
        known.has(name)
          ? `\${form.${name}}`
          : Object.hasOwn(screen.data, name)
            ? `\${data.${name}}`
            : '',
      ]),
    ),
  }
}

/** Every answer of a screen under its own name, for a payload. */
function fieldsOf(screen: Screen): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { kind, name } of walkComponents(screen.children))
    if (name && kind !== 'Form' && kind !== 'NavigationList') fields[name] = `\${form.${name}}`
  return fields
}

/** A small landscape as base64 PNG, until somebody puts a picture there. */
const placeholderPicture =
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAJCAIAAAC0SDtlAAAAPUlEQVR42mO49+QBSYiBGEUfrk0jQcOHa9MgiGY2EPDDtDULSNAwbc0CCMJjBAOmamQ9mEYwYFWNFUFUAgBnr2cS7SoS4QAAAABJRU5ErkJggg=='
