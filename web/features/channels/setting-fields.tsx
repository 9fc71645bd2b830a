/** Fields of a provider's settings, as its table describes them; secrets are hidden while they are typed. */
import { createSignal, For, type JSX, Show } from 'solid-js'
import { inSentence, type SettingFinding } from '../../../shared/channels/providers.ts'
import type { Setting } from '../../../shared/channels/setting.ts'
import { IconButton } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'

/** Goes to the first field below that is marked as wrong. */
export const focusWrong = (form: HTMLElement | undefined): void =>
  queueMicrotask(() =>
    form?.querySelector<HTMLElement>('[aria-invalid=true], button[data-bad]')?.focus(),
  )

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
        <Show
          when={setting.options}
          fallback={
            <SettingField
              name={name}
              setting={setting}
              value={props.values[name] ?? ''}
              error={errorOf(name)}
              onInput={(value) => props.onInput(name, value)}
              autofocus={props.autofocus === true && index() === 0}
            />
          }
        >
          {(options) => (
            <SelectField
              label={setting.label}
              hint={setting.hint}
              options={[...options()]}
              value={props.values[name] || setting.usual || null}
              error={errorOf(name)}
              onChange={(value) => props.onInput(name, value)}
            />
          )}
        </Show>
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
