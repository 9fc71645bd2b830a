/** The components of a screen in order, each drawn by its kind and kept alive while the view changes. */
import { type Component, createMemo, For } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { ViewItem } from '../../../shared/flow/interpret/view-item.ts'
import styles from './flow-screen.module.css'
import { CalendarField } from './items/calendar-field.tsx'
import { Carousel } from './items/carousel.tsx'
import { CheckboxGroup } from './items/checkbox-group.tsx'
import { Chips } from './items/chips.tsx'
import { DateField } from './items/date-field.tsx'
import { Dropdown } from './items/dropdown.tsx'
import { Files } from './items/files.tsx'
import { EmbeddedLink, ImageItem, Placeholder } from './items/media.tsx'
import { NavigationRows } from './items/navigation-list.tsx'
import { OptIn } from './items/opt-in.tsx'
import { RadioGroup } from './items/radio-group.tsx'
import { RichText } from './items/rich-text.tsx'
import { AreaField, InputField } from './items/text-field.tsx'
import { Heading, Paragraph, Subheading } from './items/texts.tsx'
import { Placed } from './placed.tsx'

type Kind = ViewItem['kind']
type Drawn<K extends Kind> = Component<{ item: Extract<ViewItem, { kind: K }> }>

/** One drawing per kind: a new kind in the interpreter's view does not compile until it is drawn. */
export const drawings = {
  TextHeading: Heading,
  TextSubheading: Subheading,
  TextBody: Paragraph,
  TextCaption: Paragraph,
  RichText,
  TextInput: InputField,
  TextArea: AreaField,
  Dropdown,
  RadioButtonsGroup: RadioGroup,
  CheckboxGroup,
  ChipsSelector: Chips,
  DatePicker: DateField,
  CalendarPicker: CalendarField,
  PhotoPicker: Files,
  DocumentPicker: Files,
  OptIn,
  EmbeddedLink,
  Image: ImageItem,
  ImageCarousel: Carousel,
  NavigationList: NavigationRows,
  Placeholder,
} satisfies {
  [K in Kind]: K extends 'TextBody' | 'TextCaption'
    ? typeof Paragraph
    : K extends 'PhotoPicker' | 'DocumentPicker'
      ? typeof Files
      : Drawn<K>
}

/** Texts stand closer together than other components. */
const isText = (item: ViewItem) => item.kind.startsWith('Text') && !('name' in item)

/**
 * Names an item across views: fields by their name, so that a component inserted above does not
 * take the caret from the one being filled in; everything else by its place.
 */
export function keysOf(screenId: string, items: readonly ViewItem[]): Map<string, ViewItem> {
  const keyed = new Map<string, ViewItem>()
  for (const item of items) {
    const name = 'name' in item ? `${item.kind} ${item.name}` : item.path
    let key = `${screenId} ${name}`
    // A half-written flow may hold a name twice.
    while (keyed.has(key)) key += ' again'
    keyed.set(key, item)
  }
  return keyed
}

/** Whether two views of an item show the same; where they stand in the text does not show. */
const looksLike = (a: ViewItem, b: ViewItem): boolean => shown(a) === shown(b)
const shown = (item: ViewItem): string => JSON.stringify({ ...item, range: null })

export function ItemList(props: { screenId: string; items: readonly ViewItem[] }) {
  /** An item that says what it said before stays the object it was: it is not drawn again. */
  const keyed = createMemo<Map<string, ViewItem>>((last) => {
    const now = keysOf(props.screenId, props.items)
    for (const [key, item] of now) {
      const before = last.get(key)
      if (before && looksLike(before, item)) now.set(key, before)
    }
    return now
  }, new Map())
  const keys = createMemo(() => [...keyed().keys()])
  return (
    <For each={keys()}>
      {(key) => {
        const item = createMemo<ViewItem>((last) => keyed().get(key) ?? last!)
        return (
          <Placed class={styles.item} text={isText(item())} path={item().path}>
            <Dynamic
              component={drawings[item().kind] as Component<{ item: ViewItem }>}
              item={item()}
            />
          </Placed>
        )
      }}
    </For>
  )
}
