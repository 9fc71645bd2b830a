/** A field of text that others may be typing into as well: what comes from them moves no caret. */
import { createEffect, type JSX, on, onCleanup, splitProps } from 'solid-js'
import { toast } from '../../../ui/toast.tsx'
import { useBench } from '../bench.ts'
import { bothChanges, carriedCaret } from '../followed.ts'
import styles from './properties.module.css'

type Props = {
  value: string
  /**
   * After every key: what stood there before it, and what stands there now. Returns false where it cannot be written
   * while the text is broken: the field keeps it, and asks again with what has been typed until then.
   */
  onType: (shown: string, typed: string) => boolean
  /** A field of several lines that grows with its text. */
  lines?: boolean
  mono?: boolean
} & Omit<JSX.HTMLAttributes<HTMLElement>, 'onInput'> & {
    id?: string
    readOnly?: boolean
    placeholder?: string
    inputmode?: 'text' | 'numeric' | 'url'
  }

export function TypedInput(props: Props) {
  const [own, rest] = splitProps(props, ['value', 'onType', 'lines', 'mono', 'class', 'ref'])
  const bench = useBench()
  let field!: HTMLInputElement | HTMLTextAreaElement
  /** What is written, as far as this field knows. */
  let written = ''
  /** What the field shows is more than what is written. */
  let isWaiting = false
  let isWriting = false
  const show = (next: string) => {
    if (field.value === next) return
    const { value: before, selectionStart, selectionEnd } = field
    field.value = next
    if (document.activeElement !== field) return
    field.setSelectionRange(
      carriedCaret(selectionStart ?? 0, before, next),
      carriedCaret(selectionEnd ?? 0, before, next),
    )
  }
  const write = () => {
    isWriting = true
    isWaiting = !own.onType(written, field.value)
    isWriting = false
    if (!isWaiting) follow()
  }
  const follow = () => {
    // Writing reads the text first, and what comes from that is not yet about these letters.
    if (isWriting || (isWaiting && !bench.isWhole())) return
    const next = own.value
    const mine = field.value
    const before = written
    written = next
    if (!isWaiting) return show(next)
    show(bothChanges(before, mine, next))
    write()
  }
  createEffect(on([() => own.value, bench.isWhole], follow))
  onCleanup(() => {
    if (isWaiting)
      toast({
        title: 'Not written',
        detail: `“${field.value}” could not be written: what it stood in is no longer open, or was taken away.`,
      })
  })
  const typed = () => {
    if (isWaiting || field.value !== written) write()
  }
  const shared = {
    class: styles.input,
    'data-mono': own.mono ? '' : undefined,
    spellcheck: false,
    autocomplete: 'off',
    onInput: (event: InputEvent) => !event.isComposing && typed(),
    onCompositionEnd: typed,
  } as const
  return own.lines ? (
    <textarea
      {...(rest as JSX.TextareaHTMLAttributes<HTMLTextAreaElement>)}
      {...shared}
      rows={2}
      ref={(element) => {
        field = element
      }}
    />
  ) : (
    <input
      {...(rest as JSX.InputHTMLAttributes<HTMLInputElement>)}
      {...shared}
      type="text"
      ref={(element) => {
        field = element
      }}
    />
  )
}

/** A field whose text counts once it is left or Enter is pressed; Escape takes it back. */
export function SettledInput(props: {
  value: string
  onSettle: (text: string) => void
  id?: string
  readOnly?: boolean
  mono?: boolean
  lines?: boolean
  placeholder?: string
  describedBy?: string
  label?: string
}) {
  let field!: HTMLInputElement | HTMLTextAreaElement
  createEffect(() => {
    const next = props.value
    if (field.value !== next && document.activeElement !== field) field.value = next
  })
  const settle = () => {
    if (field.value !== props.value) props.onSettle(field.value)
    // What was refused stands there no longer.
    field.value = props.value
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (field.value === props.value) return
      event.stopPropagation()
      field.value = props.value
    } else if (event.key === 'Enter' && !props.lines && !event.isComposing) settle()
  }
  const shared = {
    get id() {
      return props.id
    },
    class: styles.input,
    'data-mono': props.mono ? '' : undefined,
    spellcheck: false,
    autocomplete: 'off',
    onBlur: settle,
    onKeyDown: keys,
  } as const
  return props.lines ? (
    <textarea
      {...shared}
      rows={Math.min(12, Math.max(2, props.value.split('\n').length))}
      readOnly={props.readOnly}
      placeholder={props.placeholder}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      ref={(element) => {
        field = element
      }}
    />
  ) : (
    <input
      {...shared}
      type="text"
      readOnly={props.readOnly}
      placeholder={props.placeholder}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      ref={(element) => {
        field = element
      }}
    />
  )
}
