/** The message text with its tools: bold, italic, strike, monospace, and a button for the next variable. */
import { type JSX, Show } from 'solid-js'
import { templateLimits } from '../../../shared/api/templates.ts'
import { addVariable, toggleMark } from '../../../shared/templates/text.ts'
import { Button } from '../../ui/button.tsx'
import { TextAreaField } from '../../ui/field.tsx'
import styles from './body-editor.module.css'

const marks = [
  { mark: '*', face: 'B', label: 'Bold', key: 'b', shift: false, style: 'bold' },
  { mark: '_', face: 'I', label: 'Italic', key: 'i', shift: false, style: 'italic' },
  { mark: '~', face: 'S', label: 'Strikethrough', key: 'x', shift: true, style: 'strike' },
  { mark: '```', face: 'M', label: 'Monospace', key: 'm', shift: true, style: 'mono' },
] as const

export function BodyEditor(props: {
  value: string
  /** Its variable counts along with those of the text. */
  header: string
  onInput: (value: string) => void
  onLeave: () => void
  error?: string | null
  advice?: string | null
}): JSX.Element {
  let area: HTMLTextAreaElement | undefined

  /** Puts the text in and the selection back where the person expects it. */
  const put = (text: string, from: number, to = from) => {
    props.onInput(text)
    queueMicrotask(() => {
      area?.focus()
      area?.setSelectionRange(from, to)
    })
  }
  const mark = (character: string) => {
    if (!area) return
    const next = toggleMark(props.value, area.selectionStart, area.selectionEnd, character)
    put(next.text, next.from, next.to)
  }
  const variable = () => {
    const from = area?.selectionStart ?? props.value.length
    const next = addVariable(
      { header: props.header, body: props.value },
      from,
      area?.selectionEnd ?? from,
    )
    put(next.body, next.caret)
  }

  return (
    <div class={styles.editor}>
      <div class={styles.tools} role="toolbar" aria-label="Text tools">
        {marks.map((tool) => (
          <button
            type="button"
            class={`${styles.tool} ${styles[tool.style]}`}
            aria-label={tool.label}
            title={`${tool.label} (Ctrl+${tool.shift ? 'Shift+' : ''}${tool.key.toUpperCase()})`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => mark(tool.mark)}
          >
            {tool.face}
          </button>
        ))}
        <Button size="small" variant="quiet" icon="plus" onClick={variable}>
          Add variable
        </Button>
      </div>
      <TextAreaField
        ref={area}
        label="Body"
        value={props.value}
        onInput={props.onInput}
        onBlur={props.onLeave}
        onKeyDown={(event) => {
          const tool = marks.find((one) => one.key === event.key.toLowerCase())
          if (!tool || !(event.ctrlKey || event.metaKey) || tool.shift !== event.shiftKey) return
          event.preventDefault()
          mark(tool.mark)
        }}
        max={templateLimits.body}
        rows={7}
        dir="auto"
        placeholder="Hello {{1}}, your visit on {{2}} is booked. Is there anything to change?"
        error={props.error}
        hint={
          <Show when={!props.error}>
            {props.advice ?? 'Variables such as {{1}} are filled in for each person when you send.'}
          </Show>
        }
      />
    </div>
  )
}
