/** Properties that several component kinds share. */
import { option } from './shapes.ts'
import type { PropertySpec } from './spec.ts'

export const name: PropertySpec = {
  name: 'name',
  type: 'name',
  required: true,
  help: 'Names the value in ${form.name} and in answers. Letters, digits and underscore.',
}

export const visible: PropertySpec = {
  name: 'visible',
  type: 'boolean',
  bindable: true,
  initial: true,
  help: 'False hides the component; its value is kept.',
}

export const enabled: PropertySpec = {
  name: 'enabled',
  type: 'boolean',
  bindable: true,
  initial: true,
  help: 'False shows the component greyed, not usable.',
}

export const required: PropertySpec = {
  name: 'required',
  type: 'boolean',
  bindable: true,
  initial: false,
  help: 'The footer stays off until this is filled.',
}

export const label = (chars: number, largeChars?: number): PropertySpec => ({
  name: 'label',
  type: 'text',
  required: true,
  bindable: true,
  limit: largeChars === undefined ? { chars } : { chars, largeChars },
  help: 'What the user reads on the component.',
})

export const labelVariant: PropertySpec = {
  name: 'label-variant',
  type: 'word',
  enum: ['large'],
  since: '7.0',
  help: 'Large puts a bold label of several lines above the field.',
}

export const helperText: PropertySpec = {
  name: 'helper-text',
  type: 'text',
  bindable: true,
  limit: { chars: 80 },
  help: 'A hint below the field.',
}

export const description: PropertySpec = {
  name: 'description',
  type: 'text',
  bindable: true,
  since: '4.0',
  limit: { chars: 300 },
  help: 'A longer explanation below the label.',
}

export const errorMessage = (chars: number): PropertySpec => ({
  name: 'error-message',
  type: 'text',
  bindable: true,
  since: '4.0',
  outsideForm: true,
  limit: { chars },
  help: 'An error to show at once; usually bound to data from the endpoint.',
})

export const initValue = (type: PropertySpec['type']): PropertySpec => ({
  name: 'init-value',
  type,
  bindable: true,
  since: '4.0',
  outsideForm: true,
  help: 'What the field holds at first. Inside a Form use its init-values.',
})

/** The options of a choice; `max` is how many a phone shows. */
export const dataSource = (max: number, maxWithImages?: number): PropertySpec => ({
  name: 'data-source',
  type: 'list',
  shape: option,
  required: true,
  bindable: true,
  items: { min: 1 },
  shows: maxWithImages === undefined ? { max } : { max, maxWithImages },
  help: 'The options: a list of { id, title, … }, or a binding to such a list.',
})

export const mediaSize: PropertySpec = {
  name: 'media-size',
  type: 'word',
  enum: ['regular', 'large'],
  bindable: true,
  since: '5.0',
  initial: 'regular',
  help: 'Size of the images of the options.',
}

export const scaleType: PropertySpec = {
  name: 'scale-type',
  type: 'word',
  enum: ['contain', 'cover'],
  initial: 'contain',
  help: 'Contain fits the picture in, cover fills and crops.',
}

export const onSelectAction: PropertySpec = {
  name: 'on-select-action',
  type: 'action',
  actions: ['data_exchange', 'update_data'],
  sinceActions: { update_data: '6.0' },
  help: 'Runs when the choice changes.',
}

export const onUnselectAction: PropertySpec = {
  name: 'on-unselect-action',
  type: 'action',
  actions: ['update_data'],
  since: '6.0',
  help: 'Runs when a choice is taken back; without it on-select-action runs for both.',
}

/** What a tap on a link does; `open_url` came with 6.0. */
export const linkAction: PropertySpec = {
  name: 'on-click-action',
  type: 'action',
  actions: ['navigate', 'data_exchange', 'open_url'],
  sinceActions: { open_url: '6.0' },
  help: 'What a tap does.',
}

/** Bounds of a date field and the days left out between them. */
export const dateBounds: readonly PropertySpec[] = [
  { name: 'min-date', type: 'date', bindable: true, help: 'First day on offer, YYYY-MM-DD.' },
  { name: 'max-date', type: 'date', bindable: true, help: 'Last day on offer, YYYY-MM-DD.' },
  {
    name: 'unavailable-dates',
    type: 'dates',
    bindable: true,
    help: 'Days in between that cannot be chosen.',
  },
]

/** What both media pickers have; `what` is `photos` or `documents`. */
export const fileProperties = (what: 'photos' | 'documents'): readonly PropertySpec[] => [
  name,
  label(80),
  description,
  {
    name: 'max-file-size-kb',
    type: 'integer',
    min: 1,
    max: 25_600,
    initial: 25_600,
    help: 'Largest file, in KB.',
  },
  {
    name: `min-uploaded-${what}`,
    type: 'integer',
    min: 0,
    max: 30,
    initial: 0,
    help: 'Fewest files; 0 makes it optional. There is no required here.',
  },
  {
    name: `max-uploaded-${what}`,
    type: 'integer',
    min: 1,
    max: 30,
    initial: 30,
    help: 'Most files.',
  },
  enabled,
  visible,
  {
    name: 'error-message',
    type: 'file-messages',
    bindable: true,
    outsideForm: true,
    help: 'An error to show at once: one text, or texts by media id.',
  },
]
