/** The fields of an answer: next screen with its data, an error message, or the end with what is sent. */
import { createUniqueId, For, Match, Show, Switch } from 'solid-js'
import { SUCCESS } from '../../../shared/flow/endpoint/example-reply.ts'
import type { Flow } from '../../../shared/flow/flow.ts'
import { TextAreaField, TextField } from '../../ui/field.tsx'
import styles from './answer.module.css'
import { type AnswerDraft, exampleText, type ReadDraft } from './answer-draft.ts'

export function AnswerFields(props: {
  flow: Flow
  draft: AnswerDraft
  read: ReadDraft
  /** Screens that are likely here, in order; the others stand apart. */
  likely: readonly string[]
  onChange: (change: Partial<AnswerDraft>) => void
}) {
  const id = createUniqueId()
  const likely = () => props.likely.filter((screen) => screen !== SUCCESS)
  const others = () =>
    props.flow.screens.map((screen) => screen.id).filter((one) => one && !likely().includes(one))
  const option = (screen: string) => (
    <option value={screen} selected={screen === props.draft.screen}>
      {screen}
    </option>
  )
  return (
    <div class={styles.fields}>
      <Switch>
        <Match when={props.draft.kind === 'screen'}>
          <div class={styles.choice}>
            <label for={id}>Next screen</label>
            <select
              id={id}
              value={props.draft.screen}
              onChange={(event) => {
                const screen = event.currentTarget.value
                props.onChange({ screen, data: exampleText(props.flow, screen) })
              }}
            >
              <For each={likely()}>{option}</For>
              <Show when={others().length > 0}>
                <optgroup label="Others">
                  <For each={others()}>{option}</For>
                </optgroup>
              </Show>
            </select>
          </div>
          <TextAreaField
            label="Data"
            mono
            spellcheck={false}
            rows={Math.min(14, Math.max(4, props.draft.data.split('\n').length))}
            value={props.draft.data}
            onInput={(data) => props.onChange({ data })}
            error={props.read.problem}
          />
        </Match>
        <Match when={props.draft.kind === 'message'}>
          <TextField
            label="Error message"
            value={props.draft.message}
            onInput={(message) => props.onChange({ message })}
            hint="A short notice on the screen that asked."
          />
        </Match>
        <Match when={props.draft.kind === 'end'}>
          <TextAreaField
            label="What is sent at the end"
            mono
            spellcheck={false}
            rows={Math.min(14, Math.max(4, props.draft.params.split('\n').length))}
            value={props.draft.params}
            onInput={(params) => props.onChange({ params })}
            error={props.read.problem}
          />
        </Match>
      </Switch>
      <Show when={props.read.advice.length > 0}>
        <ul class={styles.advice} aria-label="What does not fit">
          <For each={props.read.advice}>{(words) => <li>{words}</li>}</For>
        </ul>
      </Show>
    </div>
  )
}
