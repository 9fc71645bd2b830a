/** Which texts of a screen phones cut off: their lines against the clamps of each component. */
import type { OptionView, ScreenView, ViewItem } from '../interpret/index.ts'
import { lineCount } from './glyph-widths.ts'

/** A phone that texts are laid out on; widths in points. */
export type Device = {
  readonly name: string
  readonly system: 'ios' | 'android'
  readonly width: number
}

/** The narrow ones people really hold: what fits here fits on others. */
export const DEVICES: readonly Device[] = [
  { name: 'Android, 360 points wide', system: 'android', width: 360 },
  { name: 'iPhone, 375 points wide', system: 'ios', width: 375 },
]

/** A text that shows shorter than it is written. */
export type CutOff = {
  /** The component it belongs to, or the part of it: `screens[0].layout.children[1].label`. */
  readonly path: string
  readonly text: string
  /** Lines it needs on the device where it needs the most. */
  readonly lines: number
  readonly clamp: number
  readonly device: Device
}

/** Lines by system where they differ (reference §9.2). */
type Clamp = number | Readonly<Record<Device['system'], number>>

type Written = {
  readonly path: string
  readonly text: string | null
  readonly clamp: Clamp
  /** Font size in points. */
  readonly size: number
  readonly isBold?: boolean
  /** What stands beside it on its line, in points; the screen's padding counts by itself. */
  readonly beside?: number
}

const PADDING = 32
/** The box around a field's text, and the sign at its end. */
const FIELD = 28
const FIELD_WITH_SIGN = 68
/** The mark and gaps of an option's row. */
const OPTION = 44
const OPTION_WITH_PICTURE = 100
/** Metadata takes this share of a row at most. */
const BESIDE_ROW = 0.6
/** Close and menu buttons at the two sides of the title. */
const BAR = 80

/** Sizes of the preview's texts at a phone's true width. */
const SIZE = { heading: 21, subheading: 17, body: 16, caption: 14, label: 16, small: 14 } as const

/** Texts of what shows that are cut off on some device, in order. */
export function cutOffs(shown: ScreenView, devices: readonly Device[] = DEVICES): CutOff[] {
  const found: CutOff[] = []
  for (const written of textsOf(shown)) {
    const text = written.text?.trim() ?? ''
    if (text === '') continue
    let worst: CutOff | null = null
    for (const device of devices) {
      const clamp = typeof written.clamp === 'number' ? written.clamp : written.clamp[device.system]
      const width = Math.max(40, device.width - PADDING - (written.beside ?? 0))
      const lines = lineCount(text, width, written.size, {
        isBold: written.isBold ?? false,
        atMost: clamp + 1,
      })
      if (lines > clamp && lines - clamp > (worst ? worst.lines - worst.clamp : 0))
        worst = { path: written.path, text, lines, clamp, device }
    }
    if (worst) found.push(worst)
  }
  return found
}

function* textsOf({ title, path, items, footer, snackbar }: ScreenView): Generator<Written> {
  yield { path: `${path}.title`, text: title, clamp: 1, size: 17, isBold: true, beside: BAR }
  for (const item of items) yield* itemTexts(item)
  if (footer) {
    const button = { clamp: 1, size: SIZE.label, isBold: true, beside: PADDING } as const
    yield { path: `${footer.path}.label`, text: footer.label, ...button }
  }
  yield { path, text: snackbar, clamp: 2, size: SIZE.body, beside: PADDING }
}

const LABEL: Clamp = { ios: 2, android: 1 }

function* itemTexts(item: ViewItem): Generator<Written> {
  const at = (property: string) => `${item.path}.${property}`
  switch (item.kind) {
    case 'TextHeading': {
      const clamp: Clamp = { ios: 4, android: 5 }
      yield { path: at('text'), text: item.text, clamp, size: SIZE.heading, isBold: true }
      break
    }
    case 'TextSubheading':
      yield { path: at('text'), text: item.text, clamp: 4, size: SIZE.subheading, isBold: true }
      break
    case 'TextBody':
    case 'TextCaption': {
      const size = item.kind === 'TextBody' ? SIZE.body : SIZE.caption
      const isBold = item.fontWeight.startsWith('bold')
      yield { path: at('text'), text: item.text, clamp: 150, size, isBold }
      break
    }
    case 'TextInput':
    case 'TextArea':
      yield item.labelVariant === 'large'
        ? { path: at('label'), text: item.label, clamp: 4, size: SIZE.subheading, isBold: true }
        : fieldLabel(item)
      yield helper(item)
      break
    case 'Dropdown':
      yield fieldLabel(item, FIELD_WITH_SIGN)
      yield helper(item)
      // The chosen title stands in the field, on one line.
      for (const [index, { title }] of item.options.entries()) {
        const path = `${at('data-source')}[${index}].title`
        yield { path, text: title, clamp: 1, size: SIZE.body, beside: FIELD_WITH_SIGN }
      }
      break
    case 'RadioButtonsGroup':
    case 'CheckboxGroup':
    case 'ChipsSelector':
      yield* groupTexts(item)
      yield helper(item)
      for (const [index, option] of item.options.entries())
        yield* optionTexts(option, `${at('data-source')}[${index}]`)
      break
    case 'DatePicker':
      yield fieldLabel(item, FIELD_WITH_SIGN)
      yield helper(item)
      break
    case 'CalendarPicker':
      if (item.mode === 'single') {
        yield fieldLabel(item, FIELD_WITH_SIGN)
        yield helper(item)
      } else
        for (const [part, end] of [
          ['start-date', item.start],
          ['end-date', item.end],
        ] as const) {
          const label = optional(end.label, end.required)
          const beside = FIELD_WITH_SIGN
          yield { path: at(`label.${part}`), text: label, clamp: LABEL, size: SIZE.label, beside }
          const path = at(`helper-text.${part}`)
          yield { path, text: end.helperText, clamp: 3, size: SIZE.caption, beside: FIELD }
        }
      break
    case 'PhotoPicker':
    case 'DocumentPicker':
    case 'NavigationList':
      yield* groupTexts(item)
      break
    default:
  }
}

const optional = (label: string, required: boolean): string =>
  label === '' || required ? label : `${label} (optional)`

type Labelled = { path: string; label: string; required: boolean }

const fieldLabel = (item: Labelled, beside = FIELD): Written => ({
  path: `${item.path}.label`,
  text: optional(item.label, item.required),
  clamp: LABEL,
  size: SIZE.label,
  beside,
})

const helper = (item: { path: string; helperText: string | null }): Written => ({
  path: `${item.path}.helper-text`,
  text: item.helperText,
  clamp: 3,
  size: SIZE.caption,
  beside: FIELD,
})

function* groupTexts(item: {
  path: string
  label: string | null
  description: string | null
}): Generator<Written> {
  yield { path: `${item.path}.label`, text: item.label, clamp: 3, size: SIZE.label, isBold: true }
  yield { path: `${item.path}.description`, text: item.description, clamp: 8, size: SIZE.small }
}

function* optionTexts(option: OptionView, path: string): Generator<Written> {
  const taken = option.image === null ? OPTION : OPTION_WITH_PICTURE
  // Metadata stands at the end of the row and leaves the titles less.
  const narrow = DEVICES[0]?.width ?? 360
  const beside = option.metadata === null ? taken : taken + (narrow - PADDING) * (1 - BESIDE_ROW)
  yield { path: `${path}.title`, text: option.title, clamp: 2, size: SIZE.body, beside }
  yield {
    path: `${path}.description`,
    text: option.description,
    clamp: 3,
    size: SIZE.small,
    beside,
  }
  const rest = taken + (narrow - PADDING) * BESIDE_ROW
  yield {
    path: `${path}.metadata`,
    text: option.metadata,
    clamp: 2,
    size: SIZE.small,
    beside: rest,
  }
}
