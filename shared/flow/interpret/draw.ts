/** What a renderer needs of each kind of component, every binding resolved. */
import { type ComponentKind, isComponentKind, propertySpec } from '../catalogue/index.ts'
import { evaluate, type Scope } from '../expressions/index.ts'
import { isRecord, ownValue } from '../record.ts'
import type { Leaf } from './compiled.ts'
import { shownError, shownRangeErrors } from './errors.ts'
import { isMedia } from './media.ts'
import {
  imagesProp,
  imageUrl,
  linesProp,
  numberProp,
  optionalText,
  optionsProp,
  rowsProp,
  textProp,
  wordProp,
} from './properties.ts'
import { isOn, type Stage } from './stage.ts'
import type { RunState } from './state.ts'
import { DEFAULT_MAX_CHARS, fileLimits, includedDays, selectionBounds } from './validity.ts'
import { DEFAULT_MAX_LENGTH, isRange, rangeOf } from './values.ts'
import type { OptionView, RangeEndView, ViewItem } from './view-item.ts'

type Drawing = {
  leaf: Leaf
  state: RunState
  stage: Stage
  props: Leaf['component']['props']
  scope: Scope
}
type Draw = (drawing: Drawing) => ViewItem

/** The view of a leaf component; kinds the language does not know get a placeholder. */
export function drawLeaf(leaf: Leaf, state: RunState, stage: Stage): ViewItem {
  const { kind, props } = leaf.component
  const drawing = { leaf, state, stage, props, scope: stage.scope }
  return ((isComponentKind(kind) ? draws[kind] : null) ?? placeholder)(drawing)
}

const FONT_WEIGHTS = ['normal', 'bold', 'italic', 'bold_italic'] as const
const INPUT_TYPES = ['text', 'number', 'email', 'password', 'passcode', 'phone'] as const
const LABEL_VARIANTS = ['normal', 'large'] as const
const MEDIA_SIZES = ['regular', 'large'] as const
const SCALE_TYPES = ['contain', 'cover'] as const
const ASPECT_RATIOS = ['4:3', '16:9'] as const
const PHOTO_SOURCES = ['camera_gallery', 'camera', 'gallery'] as const

/** The range a date wheel offers when the flow sets none. */
const FIRST_DATE = '1900-01-01'
const LAST_DATE = '2100-12-31'

const placed = ({ leaf: { component } }: Drawing) => ({
  path: component.path,
  range: component.range,
})

const nameOf = ({ leaf }: Drawing): string => leaf.component.name ?? ''
const valueOfField = (drawing: Drawing): unknown =>
  drawing.scope.read('form', null, nameOf(drawing))
const textValue = (drawing: Drawing): string => {
  const value = valueOfField(drawing)
  return typeof value === 'string' ? value : ''
}
const isUsable = ({ props, scope, state }: Drawing): boolean =>
  state.status === 'open' && isOn(props.enabled, true, scope)

const field = (drawing: Drawing) => ({
  ...placed(drawing),
  name: nameOf(drawing),
  label: textProp(drawing.props.label, drawing.scope),
  helperText: optionalText(drawing.props['helper-text'], drawing.scope),
  required: isOn(drawing.props.required, false, drawing.scope),
  enabled: isUsable(drawing),
  error: shownError(drawing.leaf, drawing.state, drawing.stage),
})

const choice = (drawing: Drawing, options: OptionView[]) => ({
  ...field(drawing),
  description: optionalText(drawing.props.description, drawing.scope),
  options,
})

const options = ({ props, scope }: Drawing): OptionView[] =>
  optionsProp(props['data-source'], scope)

const mediaSize = ({ props, scope }: Drawing) => wordProp(props['media-size'], MEDIA_SIZES, scope)

/** Several choices: at the maximum the rest is greyed (reference §9.5). */
function severalChoices(drawing: Drawing) {
  const value = valueOfField(drawing)
  const chosen = Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
  const [minSelected, maxSelected] = selectionBounds(drawing.leaf, drawing.scope)
  const isFull = chosen.length >= maxSelected
  const offered = options(drawing).map((option) =>
    isFull && !chosen.includes(option.id) ? { ...option, enabled: false } : option,
  )
  return { ...choice(drawing, offered), value: chosen, minSelected, maxSelected }
}

const heading =
  (kind: 'TextHeading' | 'TextSubheading'): Draw =>
  (drawing) => ({ ...placed(drawing), kind, text: textProp(drawing.props.text, drawing.scope) })

const runningText =
  (kind: 'TextBody' | 'TextCaption'): Draw =>
  (drawing) => {
    const { props, scope } = drawing
    return {
      ...placed(drawing),
      kind,
      text: linesProp(props.text, scope),
      fontWeight: wordProp(props['font-weight'], FONT_WEIGHTS, scope),
      strikethrough: isOn(props.strikethrough, false, scope),
      markdown: props.markdown === true,
    }
  }

function dates({ props, scope }: Drawing) {
  const days = evaluate(props['unavailable-dates'], scope)
  return {
    minDate: optionalText(props['min-date'], scope),
    maxDate: optionalText(props['max-date'], scope),
    unavailableDates: Array.isArray(days) ? days.filter((day) => typeof day === 'string') : [],
  }
}

function calendar(drawing: Drawing): ViewItem {
  const { props, scope, leaf, state, stage } = drawing
  const days = { ...dates(drawing), includeDays: includedDays(props['include-days'], scope) }
  if (!isRange(leaf, scope))
    return {
      ...field(drawing),
      ...days,
      kind: 'CalendarPicker',
      mode: 'single',
      value: textValue(drawing),
    }
  const value = rangeOf(valueOfField(drawing))
  const errors = shownRangeErrors(leaf, state, stage)
  const end = (part: 'start-date' | 'end-date', at: 'start' | 'end'): RangeEndView => {
    const of = (property: string): unknown => {
      const written = evaluate(props[property], scope)
      return isRecord(written) ? ownValue(written, part) : written
    }
    return {
      label: textProp(of('label'), scope),
      helperText: optionalText(of('helper-text'), scope),
      required: isOn(of('required'), false, scope),
      value: value[at],
      error: errors[at],
    }
  }
  return {
    ...placed(drawing),
    ...days,
    kind: 'CalendarPicker',
    mode: 'range',
    name: nameOf(drawing),
    title: optionalText(props.title, scope),
    description: optionalText(props.description, scope),
    enabled: isUsable(drawing),
    start: end('start-date', 'start'),
    end: end('end-date', 'end'),
    minDays: numberProp(props['min-days'], null, scope),
    maxDays: numberProp(props['max-days'], null, scope),
  }
}

function files(drawing: Drawing) {
  const { props, scope, leaf } = drawing
  const value = valueOfField(drawing)
  const { min, max, maxKb } = fileLimits(leaf, scope)
  return {
    ...placed(drawing),
    name: nameOf(drawing),
    label: textProp(props.label, scope),
    description: optionalText(props.description, scope),
    enabled: isUsable(drawing),
    error: shownError(leaf, drawing.state, drawing.stage),
    value: Array.isArray(value) ? value.filter(isMedia) : [],
    minFiles: min,
    maxFiles: max,
    maxFileSizeKb: maxKb,
  }
}

const placeholder: Draw = (drawing) => ({
  ...placed(drawing),
  kind: 'Placeholder',
  component: drawing.leaf.component.kind,
  label: optionalText(drawing.props.label ?? drawing.props.text, drawing.scope),
})

/** One drawing a kind; containers are walked through and the Footer is drawn on its own. */
const draws: Readonly<Record<ComponentKind, Draw | null>> = {
  TextHeading: heading('TextHeading'),
  TextSubheading: heading('TextSubheading'),
  TextBody: runningText('TextBody'),
  TextCaption: runningText('TextCaption'),
  RichText: (drawing) => ({
    ...placed(drawing),
    kind: 'RichText',
    text: linesProp(drawing.props.text, drawing.scope),
  }),
  TextInput: (drawing) => {
    const { props, scope } = drawing
    return {
      ...field(drawing),
      kind: 'TextInput',
      inputType: wordProp(props['input-type'], INPUT_TYPES, scope),
      labelVariant: wordProp(props['label-variant'], LABEL_VARIANTS, scope),
      value: textValue(drawing),
      minChars: numberProp(props['min-chars'], 0, scope),
      maxChars: numberProp(props['max-chars'], DEFAULT_MAX_CHARS, scope),
      pattern: typeof props.pattern === 'string' ? props.pattern : null,
    }
  },
  TextArea: (drawing) => ({
    ...field(drawing),
    kind: 'TextArea',
    labelVariant: wordProp(drawing.props['label-variant'], LABEL_VARIANTS, drawing.scope),
    value: textValue(drawing),
    maxLength: numberProp(drawing.props['max-length'], DEFAULT_MAX_LENGTH, drawing.scope),
  }),
  Dropdown: (drawing) => ({
    ...choice(drawing, options(drawing)),
    kind: 'Dropdown',
    value: textValue(drawing),
  }),
  RadioButtonsGroup: (drawing) => {
    const base = choice(drawing, options(drawing))
    return {
      ...base,
      kind: 'RadioButtonsGroup',
      value: textValue(drawing),
      mediaSize: mediaSize(drawing),
      canDeselect: !base.required,
    }
  },
  CheckboxGroup: (drawing) => ({
    ...severalChoices(drawing),
    kind: 'CheckboxGroup',
    mediaSize: mediaSize(drawing),
  }),
  ChipsSelector: (drawing) => ({ ...severalChoices(drawing), kind: 'ChipsSelector' }),
  DatePicker: (drawing) => {
    const { minDate, maxDate, unavailableDates } = dates(drawing)
    return {
      ...field(drawing),
      kind: 'DatePicker',
      value: textValue(drawing),
      minDate: minDate ?? FIRST_DATE,
      maxDate: maxDate ?? LAST_DATE,
      unavailableDates,
    }
  },
  CalendarPicker: calendar,
  OptIn: (drawing) => ({
    ...placed(drawing),
    kind: 'OptIn',
    name: nameOf(drawing),
    label: textProp(drawing.props.label, drawing.scope),
    required: isOn(drawing.props.required, false, drawing.scope),
    value: valueOfField(drawing) === true,
    error: shownError(drawing.leaf, drawing.state, drawing.stage),
    hasLink: drawing.props['on-click-action'] !== undefined,
  }),
  PhotoPicker: (drawing) => ({
    ...files(drawing),
    kind: 'PhotoPicker',
    source: wordProp(drawing.props['photo-source'], PHOTO_SOURCES, drawing.scope),
  }),
  DocumentPicker: (drawing) => {
    const types = drawing.props['allowed-mime-types']
    const all = propertySpec('DocumentPicker', 'allowed-mime-types')?.enum ?? []
    return {
      ...files(drawing),
      kind: 'DocumentPicker',
      mimeTypes: Array.isArray(types) ? types.filter((type) => typeof type === 'string') : all,
    }
  },
  Image: (drawing) => {
    const { props, scope } = drawing
    return {
      ...placed(drawing),
      kind: 'Image',
      src: imageUrl(evaluate(props.src, scope)),
      altText: textProp(props['alt-text'], scope),
      width: numberProp(props.width, null, scope),
      height: numberProp(props.height, null, scope),
      aspectRatio: numberProp(props['aspect-ratio'], 1, scope),
      scaleType: wordProp(props['scale-type'], SCALE_TYPES, scope),
    }
  },
  ImageCarousel: (drawing) => ({
    ...placed(drawing),
    kind: 'ImageCarousel',
    images: imagesProp(drawing.props.images, drawing.scope),
    aspectRatio: wordProp(drawing.props['aspect-ratio'], ASPECT_RATIOS, drawing.scope),
    scaleType: wordProp(drawing.props['scale-type'], SCALE_TYPES, drawing.scope),
  }),
  EmbeddedLink: (drawing) => ({
    ...placed(drawing),
    kind: 'EmbeddedLink',
    text: textProp(drawing.props.text, drawing.scope),
  }),
  NavigationList: (drawing) => ({
    ...placed(drawing),
    kind: 'NavigationList',
    name: nameOf(drawing),
    label: optionalText(drawing.props.label, drawing.scope),
    description: optionalText(drawing.props.description, drawing.scope),
    mediaSize: mediaSize(drawing),
    items: rowsProp(drawing.props['list-items'], drawing.scope),
  }),
  Footer: null,
  Form: null,
  If: null,
  Switch: null,
}
