/** TextCaption: small running text. */
import { ANYWHERE, defineComponent } from '../spec.ts'
import { runningTextProperties } from './text-body.ts'

export const textCaption = defineComponent({
  kind: 'TextCaption',
  since: '2.1',
  group: 'text',
  title: 'Caption',
  help: 'Small running text.',
  properties: runningTextProperties,
  produces: null,
  places: ANYWHERE,
  maxPerScreen: null,
})
