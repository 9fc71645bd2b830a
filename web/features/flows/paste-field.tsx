/** The field for pasted JSON: reads it once one pauses, and hands on what it found. */
import { createSignal, type JSX, onCleanup } from 'solid-js'
import { TextAreaField } from '../../ui/field.tsx'
import type { Given } from './flow-source.ts'

const pauseMs = 250

export function PasteField(props: {
  error: string | null
  onGiven: (given: Given) => void
}): JSX.Element {
  const [text, setText] = createSignal('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let round = 0
  onCleanup(() => {
    clearTimeout(timer)
    round++
  })
  const read = async () => {
    const mine = ++round
    const { readFlowText } = await import('./read-flow-file.ts')
    if (mine !== round) return
    const found = readFlowText(text())
    props.onGiven(
      found.ok
        ? { state: 'ready', file: found.value, label: 'Pasted text' }
        : { state: 'refused', message: found.error.message },
    )
  }
  return (
    <TextAreaField
      label="Flow JSON"
      name="flow-json"
      mono
      rows={14}
      spellcheck={false}
      autocomplete="off"
      placeholder={'{\n  "version": "7.3",\n  "screens": [ … ]\n}'}
      value={text()}
      error={props.error}
      onInput={(next) => {
        setText(next)
        clearTimeout(timer)
        round++
        if (!next.trim()) {
          props.onGiven({ state: 'none' })
          return
        }
        props.onGiven({ state: 'reading', label: 'Pasted text' })
        timer = setTimeout(() => void read(), pauseMs)
      }}
    />
  )
}
