/** Start values: what the message that opens the flow would bring along. */
import { createMemo, createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { exampleData } from '../../../shared/flow/endpoint/example-reply.ts'
import { problemText, readData } from '../../../shared/flow/endpoint/read-data.ts'
import { type Flow, findScreen } from '../../../shared/flow/flow.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextAreaField, TextField } from '../../ui/field.tsx'
import styles from './answer.module.css'
import { isUsual, problemsOf, type StartValues, usualStart } from './start-values.ts'

const FIRST = '(first)'

export function StartDialog(props: {
  flow: Flow | null
  values: StartValues
  onClose: () => void
  onStart: (values: StartValues) => void
}) {
  const [draft, setDraft] = createStore<StartValues>({ ...props.values })
  const [isTried, setTried] = createSignal(false)
  const screen = () => {
    const { flow } = props
    if (!flow) return null
    return (draft.screen === '' ? flow.screens[0] : findScreen(flow, draft.screen)) ?? null
  }
  const problems = createMemo(() => problemsOf(draft, props.flow))
  const advice = createMemo(() => {
    const read = draft.data.trim() === '' ? null : readData(draft.data, screen())
    return read?.ok ? read.value.advice.map(problemText) : []
  })
  const start = () => {
    setTried(true)
    if (Object.keys(problems()).length === 0) props.onStart({ ...draft })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Start values"
      description="What the message that opens the flow brings along. Kept for this flow in this browser."
      footer={
        <>
          <Button
            variant="quiet"
            disabledReason={isUsual(draft) ? 'These are the usual ones.' : null}
            onClick={() => setDraft({ ...usualStart })}
          >
            Reset
          </Button>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button variant="primary" onClick={start}>
            Start with these
          </Button>
        </>
      }
    >
      <form
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          start()
        }}
      >
        <SelectField
          label="First screen"
          value={draft.screen === '' ? FIRST : draft.screen}
          onChange={(value) => setDraft('screen', value === FIRST ? '' : value)}
          options={[
            { value: FIRST, label: 'The flow’s first screen' },
            ...(props.flow?.screens ?? [])
              .filter(({ id }) => id !== '')
              .map(({ id, title }) => ({ value: id, label: id, hint: title })),
          ]}
          error={problems().screen ?? null}
        />
        <Show when={props.flow?.dataApiVersion != null}>
          <div class={styles.kinds}>
            <label>
              <input
                type="checkbox"
                checked={draft.asksEndpoint}
                onChange={(event) => setDraft('asksEndpoint', event.currentTarget.checked)}
              />
              Ask the endpoint for the first screen (INIT)
            </label>
          </div>
        </Show>
        <TextAreaField
          label="Data as JSON"
          optional
          mono
          spellcheck={false}
          rows={6}
          value={draft.data}
          onInput={(data) => setDraft('data', data)}
          hint="Left empty, the screen shows its example data."
          error={problems().data ?? null}
        />
        <Show when={advice().length > 0}>
          <ul class={styles.advice} aria-label="What does not fit">
            <For each={advice()}>{(words) => <li>{words}</li>}</For>
          </ul>
        </Show>
        <div class={styles.row}>
          <Button
            size="small"
            disabledReason={
              Object.keys(screen()?.data ?? {}).length === 0 ? 'This screen takes no data.' : null
            }
            onClick={() => {
              const now = screen()
              if (now) setDraft('data', JSON.stringify(exampleData(now), null, 2))
            }}
          >
            Fill in the example data
          </Button>
        </div>
        <TextField
          label="Flow token"
          optional
          mono
          value={draft.flowToken}
          onInput={(flowToken) => setDraft('flowToken', flowToken)}
          hint="Comes back with the answer, so that you know whose it is."
        />
        <TextField
          label="Phone number"
          optional
          inputmode="tel"
          placeholder="+999…"
          value={draft.phoneNumber}
          onInput={(phoneNumber) => setDraft('phoneNumber', phoneNumber)}
          hint="Whose phone this is; it stands in the log."
          error={isTried() ? (problems().phoneNumber ?? null) : null}
        />
      </form>
    </Dialog>
  )
}
