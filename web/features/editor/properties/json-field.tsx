/** A value as JSON, for what has no field of its own. */
import { createSignal, Show } from 'solid-js'
import { IconButton } from '../../../ui/button.tsx'
import { useBench } from '../bench.ts'
import styles from './properties.module.css'
import { SettledInput } from './typed-input.tsx'

export function JsonField(props: {
  id?: string
  label: string
  /** Undefined: not set. */
  value: unknown
  onChange: (value: unknown) => void
  onRemove?: () => void
}) {
  const bench = useBench()
  const [wrong, setWrong] = createSignal<string | null>(null)
  const written = () =>
    props.value === undefined ? '' : (JSON.stringify(props.value, null, 2) ?? '')
  const settle = (text: string) => {
    if (text.trim() === '') {
      setWrong(null)
      props.onRemove?.()
      return
    }
    try {
      props.onChange(JSON.parse(text))
      setWrong(null)
    } catch (error) {
      setWrong(`Not JSON, so nothing was changed: ${(error as Error).message}`)
    }
  }
  return (
    <div class={styles.json}>
      <SettledInput
        {...(props.id === undefined ? {} : { id: props.id })}
        label={`${props.label} as JSON`}
        lines
        mono
        value={written()}
        readOnly={bench.hindrance() !== null}
        placeholder="JSON"
        onSettle={settle}
      />
      <Show when={props.onRemove && props.value !== undefined && bench.hindrance() === null}>
        <IconButton
          icon="close"
          size="small"
          label={`Remove ${props.label}`}
          onClick={() => props.onRemove?.()}
        />
      </Show>
      <Show when={wrong()}>
        <p class={styles.finding} data-severity="error" role="alert">
          {wrong()}
        </p>
      </Show>
    </div>
  )
}
