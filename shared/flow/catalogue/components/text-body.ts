/** TextBody: running text. */
import { visible } from '../properties.ts'
import { ANYWHERE, defineComponent, type PropertySpec } from '../spec.ts'

/** TextCaption has the same ones. */
export const runningTextProperties: readonly PropertySpec[] = [
  {
    name: 'text',
    type: 'lines',
    required: true,
    bindable: true,
    limit: { chars: 4096 },
    help: 'The text to show; from 5.1 also a list of lines.',
  },
  {
    name: 'font-weight',
    type: 'word',
    enum: ['normal', 'bold', 'italic', 'bold_italic'],
    bindable: true,
    initial: 'normal',
    help: 'Bold, italic or both.',
  },
  {
    name: 'strikethrough',
    type: 'boolean',
    bindable: true,
    initial: false,
    help: 'Draws a line through the text.',
  },
  {
    name: 'markdown',
    type: 'boolean',
    since: '5.1',
    initial: false,
    help: 'Reads **bold**, *italic*, ~~strike~~, lists and links in the text.',
  },
  visible,
]

export const textBody = defineComponent({
  kind: 'TextBody',
  since: '2.1',
  group: 'text',
  title: 'Body text',
  help: 'Running text.',
  properties: runningTextProperties,
  produces: null,
  places: ANYWHERE,
  maxPerScreen: null,
})
