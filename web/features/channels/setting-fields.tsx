/** Fields of a provider's settings, as its table describes them; secrets are hidden while they are typed. */
import { createSignal, For, type JSX } from 'solid-js'
import {
  inSentence,
  type Setting,
  type SettingFinding,
} from '../../../shared/channels/providers.ts'
import { IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'

export function SettingFields(props: {
  settings: readonly (readonly [string, Setting])[]
  values: Readonly<Record<string, string>>
  findings: readonly SettingFinding[]
  onInput: (name: string, value: string) => void
  /** The first of them takes the focus. */
  autofocus?: boolean
}): JSX.Element {
  const errorOf = (name: string) =>
    props.findings
      .filter(({ setting }) => setting === name)
      .map(({ message }) => message)
      .join(' ') || null
  return (
    <For each={props.settings}>
      {([name, setting], index) => (
        <SettingField
          name={name}
          setting={setting}
          value={props.values[name] ?? ''}
          error={errorOf(name)}
          onInput={(value) => props.onInput(name, value)}
          autofocus={props.autofocus === true && index() === 0}
        />
      )}
    </For>
  )
}

function SettingField(props: {
  name: string
  setting: Setting
  value: string
  error: string | null
  onInput: (value: string) => void
  autofocus: boolean
}): JSX.Element {
  const [shown, setShown] = createSignal(false)
  return (
    <TextField
      label={props.setting.label}
      name={`channel-${props.name}`}
      type={props.setting.secret && !shown() ? 'password' : 'text'}
      // Whatever else a browser keeps for this page, these are not its user's passwords.
      autocomplete={props.setting.secret ? 'new-password' : 'off'}
      spellcheck={false}
      mono
      hint={props.setting.hint}
      placeholder={props.setting.usual}
      optional={props.setting.made === true || props.setting.usual !== undefined}
      value={props.value}
      error={props.error}
      autofocus={props.autofocus}
      onInput={props.onInput}
      suffix={
        props.setting.secret ? (
          <IconButton
            icon="eye"
            size="small"
            label={`${shown() ? 'Hide' : 'Show'} ${inSentence(props.setting.label)}`}
            pressed={shown()}
            onClick={() => setShown(!shown())}
          />
        ) : undefined
      }
    />
  )
}
