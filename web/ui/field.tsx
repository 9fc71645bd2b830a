/** Form fields with label, hint, counter and an error in words: one line of text, many lines, and a choice from a list. */
import { Select } from '@kobalte/core/select'
import { createUniqueId, type JSX, onMount, Show, splitProps } from 'solid-js'
import styles from './field.module.css'
import { Icon } from './icon.tsx'

type Shared = {
  label: string
  hint?: JSX.Element
  /** What is wrong, in words; the field is marked and the text is announced. */
  error?: string | null
  /** Counts characters as n/max. Typing past it stays possible, so that nothing pasted is cut silently; say so in `error`. */
  max?: number
  /** Marks the label as optional; fields are required unless said otherwise. */
  optional?: boolean
  /** Keeps the label for screen readers alone. */
  hideLabel?: boolean
  mono?: boolean
}

type TextProps = Shared &
  Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'value' | 'onInput' | 'max'> & {
    value: string
    onInput: (value: string) => void
    /** Stands inside the field at its right end. */
    suffix?: JSX.Element
  }

const own = [
  'label',
  'hint',
  'error',
  'max',
  'optional',
  'hideLabel',
  'mono',
  'value',
  'onInput',
  'class',
  'id',
] as const

export function TextField(props: TextProps): JSX.Element {
  const [mine, rest] = splitProps(props, [...own, 'suffix'])
  const made = createUniqueId()
  const id = () => mine.id ?? made
  let input: HTMLInputElement | undefined
  // Browsers heed `autofocus` once a document, and this is one document for every page.
  onMount(() => rest.autofocus && input?.focus())
  return (
    <Frame {...mine} id={id()} length={mine.value.length}>
      <span class={styles.box} data-bad={mine.error ? '' : undefined}>
        <input
          ref={input}
          type="text"
          {...rest}
          id={id()}
          class={mine.mono ? styles.mono : undefined}
          value={mine.value}
          onInput={(event) => mine.onInput(event.currentTarget.value)}
          aria-invalid={mine.error ? 'true' : undefined}
          aria-describedby={describedBy(id(), mine)}
          aria-required={mine.optional ? undefined : 'true'}
        />
        {mine.suffix}
        <Counter length={mine.value.length} max={mine.max} />
      </span>
    </Frame>
  )
}

export function TextAreaField(
  props: Shared &
    Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'onInput'> & {
      value: string
      onInput: (value: string) => void
    },
): JSX.Element {
  const [mine, rest] = splitProps(props, own)
  const made = createUniqueId()
  const id = () => mine.id ?? made
  return (
    <Frame {...mine} id={id()} length={mine.value.length}>
      <span class={`${styles.box} ${styles.area}`} data-bad={mine.error ? '' : undefined}>
        <textarea
          rows={4}
          {...rest}
          id={id()}
          class={mine.mono ? styles.mono : undefined}
          value={mine.value}
          onInput={(event) => mine.onInput(event.currentTarget.value)}
          aria-invalid={mine.error ? 'true' : undefined}
          aria-describedby={describedBy(id(), mine)}
          aria-required={mine.optional ? undefined : 'true'}
        />
        <Counter length={mine.value.length} max={mine.max} />
      </span>
    </Frame>
  )
}

export type SelectOption = { value: string; label: string; hint?: string; disabled?: boolean }

/** A choice from a list; `value` is the chosen option's value or null. */
export function SelectField(
  props: Shared & {
    options: SelectOption[]
    value: string | null
    onChange: (value: string) => void
    placeholder?: string
    disabled?: boolean
    name?: string
    class?: string
  },
): JSX.Element {
  const id = createUniqueId()
  const chosen = () => props.options.find((option) => option.value === props.value) ?? null
  return (
    <Select<SelectOption>
      class={[styles.field, props.class].filter(Boolean).join(' ')}
      options={props.options}
      optionValue="value"
      optionTextValue="label"
      optionDisabled="disabled"
      value={chosen()}
      onChange={(option) => option && props.onChange(option.value)}
      placeholder={props.placeholder ?? 'Choose…'}
      disallowEmptySelection
      disabled={props.disabled}
      name={props.name}
      validationState={props.error ? 'invalid' : 'valid'}
      gutter={4}
      sameWidth
      itemComponent={(item) => (
        <Select.Item item={item.item} class={styles.option}>
          <Select.ItemIndicator class={styles.tick} forceMount>
            <Show when={item.item.rawValue.value === props.value}>
              <Icon name="check" size={14} />
            </Show>
          </Select.ItemIndicator>
          <span class={styles.optionText}>
            <Select.ItemLabel>{item.item.rawValue.label}</Select.ItemLabel>
            <Show when={item.item.rawValue.hint}>
              <Select.ItemDescription class={styles.optionHint}>
                {item.item.rawValue.hint}
              </Select.ItemDescription>
            </Show>
          </span>
        </Select.Item>
      )}
    >
      <Select.Label class={props.hideLabel ? 'only-read' : styles.label}>
        {props.label}
        <Show when={props.optional}>
          <span class={styles.optional}>optional</span>
        </Show>
      </Select.Label>
      <Select.Trigger
        class={styles.select}
        data-bad={props.error ? '' : undefined}
        aria-describedby={describedBy(id, props)}
      >
        <Select.Value<SelectOption> class={styles.value}>
          {(state) => state.selectedOption().label}
        </Select.Value>
        <Icon name="chevron-down" size={14} />
      </Select.Trigger>
      <Messages id={id} hint={props.hint} error={props.error} />
      <Select.Portal ref={staysReadable}>
        <Select.Content class={styles.list}>
          <Select.Listbox class={styles.options} />
        </Select.Content>
      </Select.Portal>
    </Select>
  )
}

/** A list that opens over a dialog hangs outside of it, where everything is hidden from screen readers unless it says so. */
const staysReadable = (portal: HTMLElement | SVGElement): void => {
  portal.dataset.reactAriaTopLayer = 'true'
}

const describedBy = (id: string, props: { hint?: JSX.Element; error?: string | null }) =>
  [props.error && `${id}-error`, props.hint && `${id}-hint`].filter(Boolean).join(' ') || undefined

function Frame(
  props: Shared & { id: string; length: number; class?: string; children: JSX.Element },
): JSX.Element {
  return (
    <div class={[styles.field, props.class].filter(Boolean).join(' ')}>
      <label for={props.id} class={props.hideLabel ? 'only-read' : styles.label}>
        {props.label}
        <Show when={props.optional}>
          <span class={styles.optional}>optional</span>
        </Show>
      </label>
      {props.children}
      <Messages id={props.id} hint={props.hint} error={props.error} />
    </div>
  )
}

function Messages(props: { id: string; hint?: JSX.Element; error?: string | null }): JSX.Element {
  return (
    <>
      <Show when={props.hint}>
        <p id={`${props.id}-hint`} class={styles.hint}>
          {props.hint}
        </p>
      </Show>
      <Show when={props.error}>
        <p id={`${props.id}-error`} class={styles.error} role="alert">
          {props.error}
        </p>
      </Show>
    </>
  )
}

function Counter(props: { length: number; max?: number }): JSX.Element {
  return (
    <Show when={props.max}>
      {(max) => (
        <span class={styles.counter} data-over={props.length > max() ? '' : undefined}>
          {props.length}/{max()}
        </span>
      )}
    </Show>
  )
}
