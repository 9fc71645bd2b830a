/** TextInput: one line to type into. */
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

export const textInput = defineComponent({
  kind: 'TextInput',
  since: '2.1',
  group: 'input',
  title: 'Text field',
  help: 'One line to type into: text, number, email, password, passcode or phone.',
  properties: [
    name,
    label(20, 150),
    {
      name: 'input-type',
      type: 'word',
      enum: ['text', 'number', 'email', 'password', 'passcode', 'phone'],
      initial: 'text',
      help: 'What is typed; chooses the keyboard and the check.',
    },
    required,
    helperText,
    {
      name: 'min-chars',
      type: 'number',
      bindable: true,
      initial: 0,
      help: 'Fewest characters.',
    },
    {
      name: 'max-chars',
      type: 'number',
      bindable: true,
      initial: 80,
      help: 'Most characters.',
    },
    {
      name: 'pattern',
      type: 'pattern',
      since: '6.2',
      help: 'A regular expression the value must match; helper-text then has to explain it.',
    },
    labelVariant,
    enabled,
    visible,
    initValue('text'),
    errorMessage(30),
  ],
  produces: 'text',
  places: INPUT_PLACES,
  maxPerScreen: null,
})
