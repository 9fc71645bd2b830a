/** TextInput of every type, and TextArea with its counter. */
import { createUniqueId } from 'solid-js'
import type { InputType, ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { useScreen } from '../screen-context.ts'
import { describedBy, FieldBox } from './field.tsx'

/**
 * The keyboard each type brings up. `number` stays a text control: a number control of the browser
 * hides what it cannot read, and the flow has its own rules and messages.
 */
const KEYBOARDS: Record<
  InputType,
  {
    type: string
    inputmode: 'text' | 'decimal' | 'email' | 'numeric' | 'tel'
    autocomplete: string
  }
> = {
  text: { type: 'text', inputmode: 'text', autocomplete: 'off' },
  number: { type: 'text', inputmode: 'decimal', autocomplete: 'off' },
  email: { type: 'text', inputmode: 'email', autocomplete: 'off' },
  password: { type: 'password', inputmode: 'text', autocomplete: 'off' },
  passcode: { type: 'password', inputmode: 'numeric', autocomplete: 'one-time-code' },
  phone: { type: 'tel', inputmode: 'tel', autocomplete: 'off' },
}

export function InputField(props: { item: ViewItemOf<'TextInput'> }) {
  const { send } = useScreen()
  const id = createUniqueId()
  const keyboard = () => KEYBOARDS[props.item.inputType]
  const input = (value: string) => send({ type: 'input', name: props.item.name, value })
  let control: HTMLInputElement | undefined
  return (
    <FieldBox
      id={id}
      label={props.item.label}
      required={props.item.required}
      large={props.item.labelVariant === 'large'}
      filled={props.item.value !== ''}
      enabled={props.item.enabled}
      error={props.item.error}
      helperText={props.item.helperText}
      onClear={() => {
        input('')
        control?.focus()
      }}
    >
      <input
        ref={control}
        id={id}
        dir="auto"
        type={keyboard().type}
        inputmode={keyboard().inputmode}
        autocomplete={keyboard().autocomplete}
        spellcheck={props.item.inputType === 'text'}
        placeholder={props.item.labelVariant === 'large' && !props.item.required ? 'optional' : ''}
        value={props.item.value}
        disabled={!props.item.enabled}
        required={props.item.required}
        aria-invalid={props.item.error !== null}
        aria-describedby={describedBy(id, props.item)}
        onInput={(event) => input(event.currentTarget.value)}
        onBlur={() => send({ type: 'blur', name: props.item.name })}
      />
    </FieldBox>
  )
}

export function AreaField(props: { item: ViewItemOf<'TextArea'> }) {
  const { send } = useScreen()
  const id = createUniqueId()
  return (
    <FieldBox
      id={id}
      label={props.item.label}
      required={props.item.required}
      large={props.item.labelVariant === 'large'}
      filled={props.item.value !== ''}
      enabled={props.item.enabled}
      error={props.item.error}
      helperText={props.item.helperText}
      counter={`${props.item.value.length} / ${props.item.maxLength}`}
      tall
    >
      <textarea
        id={id}
        dir="auto"
        placeholder={props.item.labelVariant === 'large' && !props.item.required ? 'optional' : ''}
        value={props.item.value}
        maxlength={props.item.maxLength}
        disabled={!props.item.enabled}
        required={props.item.required}
        aria-invalid={props.item.error !== null}
        aria-describedby={`${id}-help`}
        onInput={(event) =>
          send({ type: 'input', name: props.item.name, value: event.currentTarget.value })
        }
        onBlur={() => send({ type: 'blur', name: props.item.name })}
      />
    </FieldBox>
  )
}
