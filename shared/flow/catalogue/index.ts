/** The catalogue of the language: every component kind as data, in the order menus show them. */
import { calendarPicker } from './components/calendar-picker.ts'
import { checkboxGroup } from './components/checkbox-group.ts'
import { chipsSelector } from './components/chips-selector.ts'
import { datePicker } from './components/date-picker.ts'
import { documentPicker } from './components/document-picker.ts'
import { dropdown } from './components/dropdown.ts'
import { embeddedLink } from './components/embedded-link.ts'
import { footer } from './components/footer.ts'
import { form } from './components/form.ts'
import { ifComponent } from './components/if.ts'
import { image } from './components/image.ts'
import { imageCarousel } from './components/image-carousel.ts'
import { navigationList } from './components/navigation-list.ts'
import { optIn } from './components/opt-in.ts'
import { photoPicker } from './components/photo-picker.ts'
import { radioButtonsGroup } from './components/radio-buttons-group.ts'
import { richText } from './components/rich-text.ts'
import { switchComponent } from './components/switch.ts'
import { textArea } from './components/text-area.ts'
import { textBody } from './components/text-body.ts'
import { textCaption } from './components/text-caption.ts'
import { textHeading } from './components/text-heading.ts'
import { textInput } from './components/text-input.ts'
import { textSubheading } from './components/text-subheading.ts'
import type { ComponentSpec, PropertySpec } from './spec.ts'

export { action, actionHelp, dataField, flow, layout, screen } from './document.ts'
export type {
  ActionName,
  ComponentGroupName,
  ComponentSpec,
  Places,
  ProducedValue,
  PropertySpec,
  PropertyType,
  RangePart,
  ShapeSpec,
  Since,
} from './spec.ts'

export const componentSpecs = [
  textHeading,
  textSubheading,
  textBody,
  textCaption,
  richText,
  textInput,
  textArea,
  dropdown,
  radioButtonsGroup,
  checkboxGroup,
  chipsSelector,
  datePicker,
  calendarPicker,
  optIn,
  photoPicker,
  documentPicker,
  image,
  imageCarousel,
  embeddedLink,
  navigationList,
  footer,
  form,
  ifComponent,
  switchComponent,
] as const

export type ComponentKind = (typeof componentSpecs)[number]['kind']

const specsByKind = new Map<string, ComponentSpec>(componentSpecs.map((spec) => [spec.kind, spec]))

/** The description of a kind; undefined when the language has no such kind. */
export const componentSpec = (kind: string): ComponentSpec | undefined => specsByKind.get(kind)

/** How people call a kind; what is written where the language has no such kind. */
export const kindTitle = (kind: string): string =>
  specsByKind.get(kind)?.title ?? (kind || 'Component')

export const isComponentKind = (kind: string): kind is ComponentKind => specsByKind.has(kind)

const propertiesByKind = new Map<string, ReadonlyMap<string, PropertySpec>>(
  componentSpecs.map((spec) => [
    spec.kind,
    new Map(spec.properties.map((property) => [property.name, property])),
  ]),
)

export const propertySpec = (kind: string, name: string): PropertySpec | undefined =>
  propertiesByKind.get(kind)?.get(name)

/** Inputs: kinds whose value a user enters, which Form rules speak of (reference §3.1). */
export const isInput = (spec: ComponentSpec): boolean =>
  spec.produces !== null && spec.produces !== 'item'
