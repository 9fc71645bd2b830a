/** Kinds of the language that preview and property checks do not know in detail yet. */
import {
  type ComponentGroupName,
  type ComponentSpec,
  INPUT_PLACES,
  type Places,
  type ProducedValue,
  type Since,
} from '../spec.ts'

type Rest = {
  since: Since
  group: ComponentGroupName
  title: string
  help: string
  produces: ProducedValue | null
  places: Places
  maxPerScreen: number | null
}

const uncovered = <const K extends string>(kind: K, rest: Rest): ComponentSpec<K> => ({
  kind,
  ...rest,
  properties: [],
  covered: false,
})

export const richText = uncovered('RichText', {
  since: '5.1',
  group: 'text',
  title: 'Rich text',
  help: 'A screen of formatted text with headings, lists, images and tables.',
  produces: null,
  places: { root: '5.1', form: null, if: null, switch: null },
  maxPerScreen: null,
})

export const calendarPicker = uncovered('CalendarPicker', {
  since: '6.1',
  group: 'input',
  title: 'Calendar',
  help: 'One day or a range of days, picked from a calendar.',
  produces: 'dates',
  places: { root: '6.1', form: '6.1', if: '6.1', switch: '6.1' },
  maxPerScreen: null,
})

export const chipsSelector = uncovered('ChipsSelector', {
  since: '6.3',
  group: 'choice',
  title: 'Chips',
  help: 'Any number of short choices.',
  produces: 'ids',
  places: { root: '6.3', form: '6.3', if: '7.1', switch: '7.1' },
  maxPerScreen: null,
})

export const imageCarousel = uncovered('ImageCarousel', {
  since: '7.1',
  group: 'media',
  title: 'Image carousel',
  help: 'One to three pictures to swipe through.',
  produces: null,
  places: { root: '7.1', form: '7.1', if: null, switch: null },
  maxPerScreen: 2,
})

export const navigationList = uncovered('NavigationList', {
  since: '6.2',
  group: 'button',
  title: 'Navigation list',
  help: 'A list whose rows lead on.',
  produces: 'item',
  places: { root: '6.2', form: '6.2', if: null, switch: null },
  maxPerScreen: 2,
})

export const photoPicker = uncovered('PhotoPicker', {
  since: '4.0',
  group: 'media',
  title: 'Photo upload',
  help: 'Photos from camera or gallery.',
  produces: 'files',
  places: { ...INPUT_PLACES, form: '4.0' },
  maxPerScreen: 1,
})

export const documentPicker = uncovered('DocumentPicker', {
  since: '4.0',
  group: 'media',
  title: 'Document upload',
  help: 'Files from the phone.',
  produces: 'files',
  places: { ...INPUT_PLACES, form: '4.0' },
  maxPerScreen: 1,
})
