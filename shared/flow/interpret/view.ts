/** Shows a running flow: one screen with every binding resolved. */
import { evaluate, type Scope } from '../expressions/index.ts'
import type { ComponentNode, Flow } from '../flow.ts'
import { ownValue } from '../record.ts'
import {
  imageUrl,
  linesProp,
  numberProp,
  optionalText,
  optionsProp,
  textProp,
  wordProp,
} from './properties.ts'
import { type ActiveComponent, activeComponents, isOn, type Stage, stageOf } from './stage.ts'
import type { RunState } from './state.ts'
import {
  DEFAULT_MAX_CHARS,
  DEFAULT_MAX_LENGTH,
  isScreenValid,
  selectionBounds,
  shownError,
} from './validity.ts'
import type { FooterView, OptionView, ScreenView, ViewItem } from './view-item.ts'

/** What to draw now. Texts come as written: a renderer must escape them. */
export function view(flow: Flow, state: RunState): ScreenView {
  const stage = stageOf(flow, state)
  const frame = {
    status: state.status,
    canGoBack: state.history.length > 1,
    payload: state.status === 'completed' ? { ...state.payload } : null,
    snackbar: state.snackbar,
  }
  if (stage === null)
    return { ...frame, screenId: '', title: '', terminal: false, items: [], footer: null, path: '' }
  const { screen, scope } = stage
  const items: ViewItem[] = []
  let footer: FooterView | null = null
  for (const active of activeComponents(screen.children, scope)) {
    if (active.component.kind === 'Footer') footer ??= footerView(active.component, state, stage)
    else if (active.visible) items.push(itemView(active, state, stage))
  }
  return {
    ...frame,
    screenId: screen.id,
    title: textProp(screen.title, scope),
    terminal: screen.terminal,
    items,
    footer,
    path: screen.path,
  }
}

const placed = ({ path, range }: ComponentNode) => ({ path, range })

function footerView(component: ComponentNode, state: RunState, stage: Stage): FooterView {
  const { props } = component
  const { scope } = stage
  return {
    ...placed(component),
    label: textProp(props.label, scope),
    enabled:
      state.status === 'open' && isOn(props.enabled, true, scope) && isScreenValid(state, stage),
    leftCaption: optionalText(props['left-caption'], scope),
    centerCaption: optionalText(props['center-caption'], scope),
    rightCaption: optionalText(props['right-caption'], scope),
  }
}

const FONT_WEIGHTS = ['normal', 'bold', 'italic', 'bold_italic'] as const
const INPUT_TYPES = ['text', 'number', 'email', 'password', 'passcode', 'phone'] as const
const LABEL_VARIANTS = ['normal', 'large'] as const
const MEDIA_SIZES = ['regular', 'large'] as const
const SCALE_TYPES = ['contain', 'cover'] as const

/** The range a date wheel offers when the flow sets none. */
const FIRST_DATE = '1900-01-01'
const LAST_DATE = '2100-12-31'

function itemView(active: ActiveComponent, state: RunState, stage: Stage): ViewItem {
  const { component } = active
  const { kind, props } = component
  const { scope } = stage
  const value = ownValue(scope.form, component.name ?? '')
  const text = typeof value === 'string' ? value : ''
  const field = () => ({
    ...placed(component),
    name: component.name ?? '',
    label: textProp(props.label, scope),
    helperText: optionalText(props['helper-text'], scope),
    required: isOn(props.required, false, scope),
    enabled: isOn(props.enabled, true, scope) && state.status === 'open',
    error: shownError(active, state, stage),
  })
  const choice = (options: OptionView[]) => ({
    ...field(),
    description: optionalText(props.description, scope),
    options,
  })
  const mediaSize = () => wordProp(props['media-size'], MEDIA_SIZES, scope)
  switch (kind) {
    case 'TextHeading':
    case 'TextSubheading':
      return { ...placed(component), kind, text: textProp(props.text, scope) }
    case 'TextBody':
    case 'TextCaption':
      return {
        ...placed(component),
        kind,
        text: linesProp(props.text, scope),
        fontWeight: wordProp(props['font-weight'], FONT_WEIGHTS, scope),
        strikethrough: isOn(props.strikethrough, false, scope),
        markdown: props.markdown === true,
      }
    case 'TextInput':
      return {
        ...field(),
        kind,
        inputType: wordProp(props['input-type'], INPUT_TYPES, scope),
        labelVariant: wordProp(props['label-variant'], LABEL_VARIANTS, scope),
        value: text,
        minChars: numberProp(props['min-chars'], 0, scope),
        maxChars: numberProp(props['max-chars'], DEFAULT_MAX_CHARS, scope),
        pattern: typeof props.pattern === 'string' ? props.pattern : null,
      }
    case 'TextArea':
      return {
        ...field(),
        kind,
        labelVariant: wordProp(props['label-variant'], LABEL_VARIANTS, scope),
        value: text,
        maxLength: numberProp(props['max-length'], DEFAULT_MAX_LENGTH, scope),
      }
    case 'Dropdown':
      return { ...choice(optionsProp(props['data-source'], scope)), kind, value: text }
    case 'RadioButtonsGroup': {
      const base = choice(optionsProp(props['data-source'], scope))
      return { ...base, kind, value: text, mediaSize: mediaSize(), canDeselect: !base.required }
    }
    case 'CheckboxGroup': {
      const chosen = Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
      const [minSelected, maxSelected] = selectionBounds(component, scope)
      const isFull = chosen.length >= maxSelected
      const options = optionsProp(props['data-source'], scope).map((option) =>
        isFull && !chosen.includes(option.id) ? { ...option, enabled: false } : option,
      )
      return {
        ...choice(options),
        kind,
        value: chosen,
        mediaSize: mediaSize(),
        minSelected,
        maxSelected,
      }
    }
    case 'DatePicker':
      return {
        ...field(),
        kind,
        value: text,
        minDate: optionalText(props['min-date'], scope) ?? FIRST_DATE,
        maxDate: optionalText(props['max-date'], scope) ?? LAST_DATE,
        unavailableDates: datesOf(props['unavailable-dates'], scope),
      }
    case 'OptIn':
      return {
        ...placed(component),
        kind,
        name: component.name ?? '',
        label: textProp(props.label, scope),
        required: isOn(props.required, false, scope),
        value: value === true,
        error: shownError(active, state, stage),
        hasLink: props['on-click-action'] !== undefined,
      }
    case 'EmbeddedLink':
      return { ...placed(component), kind, text: textProp(props.text, scope) }
    case 'Image':
      return {
        ...placed(component),
        kind,
        src: imageUrl(evaluate(props.src, scope)),
        altText: textProp(props['alt-text'], scope),
        width: numberProp(props.width, null, scope),
        height: numberProp(props.height, null, scope),
        aspectRatio: numberProp(props['aspect-ratio'], 1, scope),
        scaleType: wordProp(props['scale-type'], SCALE_TYPES, scope),
      }
    default:
      return {
        ...placed(component),
        kind: 'Placeholder',
        component: kind,
        label: optionalText(props.label ?? props.text, scope),
      }
  }
}

function datesOf(raw: unknown, scope: Scope): string[] {
  const dates = evaluate(raw, scope)
  return Array.isArray(dates) ? dates.filter((date) => typeof date === 'string') : []
}
