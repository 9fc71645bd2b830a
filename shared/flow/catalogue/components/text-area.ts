/** TextArea: several lines to type into. */
import {
  enabled,
  errorMessage,
  helperText,
  initValue,
  label,
  labelVariant,
  name,
  required,
  visible,
} from '../properties.ts'
import { defineComponent, INPUT_PLACES } from '../spec.ts'

export const textArea = defineComponent({
  kind: 'TextArea',
  since: '2.1',
  group: 'input',
  title: 'Text area',
  help: 'Several lines to type into.',
  properties: [
    name,
    label(20, 150),
    required,
    {
      name: 'max-length',
      type: 'integer',
      bindable: true,
      initial: 600,
      help: 'Typing stops at this many characters.',
    },
    helperText,
    labelVariant,
    enabled,
    visible,
    initValue('text'),
    errorMessage(80),
  ],
  produces: 'text',
  places: INPUT_PLACES,
  maxPerScreen: null,
})
