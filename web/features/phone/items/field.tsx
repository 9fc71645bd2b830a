/** What the phone's fields share: floating label, helper or error line, counter, clear button. */
import { type JSX, Show } from 'solid-js'
import { ClearIcon } from '../marks.tsx'
import styles from './field.module.css'

/** Required fields carry no mark; the others say so (reference §9.2). */
export const markedLabel = (field: { label: string; required: boolean }) =>
  field.required ? field.label : `${field.label} (optional)`

/**
 * The box around a control. `filled` or focus inside lifts the label. The control itself is the
 * child; it takes `id` and, when `describedBy` is not undefined, that too.
 */
export function FieldBox(props: {
  id: string
  label: string
  required: boolean
  large?: boolean
  filled: boolean
  enabled: boolean
  error: string | null
  helperText: string | null
  counter?: string | null
  tall?: boolean
  onClear?: (() => void) | undefined
  trailing?: JSX.Element
  children: JSX.Element
}) {
  return (
    <div class={styles.field} data-error={props.error !== null} data-off={!props.enabled}>
      <Show when={props.large}>
        <label class={styles.largeLabel} id={`${props.id}-label`} for={props.id} dir="auto">
          {props.label}
        </label>
      </Show>
      <div
        class={styles.box}
        data-filled={props.filled}
        data-tall={props.tall}
        data-large={props.large}
      >
        <Show when={!props.large}>
          <label class={styles.label} id={`${props.id}-label`} for={props.id} dir="auto">
            <bdi>{props.label}</bdi>
            {props.required ? '' : ' (optional)'}
          </label>
        </Show>
        {props.children}
        <Show when={props.filled && props.enabled && props.onClear}>
          <button
            type="button"
            class={styles.clear}
            aria-label="Clear"
            aria-describedby={`${props.id}-label`}
            onClick={() => props.onClear?.()}
          >
            <ClearIcon />
          </button>
        </Show>
        {props.trailing}
      </div>
      <Show when={props.error ?? props.helperText ?? props.counter}>
        <p class={styles.below} id={`${props.id}-help`}>
          <span dir="auto" role={props.error ? 'alert' : undefined}>
            {props.error ?? props.helperText}
          </span>
          <Show when={props.error === null && props.counter}>
            {(counter) => <span class={styles.counter}>{counter()}</span>}
          </Show>
        </p>
      </Show>
    </div>
  )
}

/** The id of the line below a field, for `aria-describedby`, where there is such a line. */
export const describedBy = (
  id: string,
  field: { error: string | null; helperText: string | null },
): string | undefined => (field.error || field.helperText ? `${id}-help` : undefined)
