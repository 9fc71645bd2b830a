/** Answering by hand: the request as it was made, the answer to write, and keeping it for the next time. */
import { createMemo, createSignal, createUniqueId, For, Match, Show, Switch } from 'solid-js'
import { createStore } from 'solid-js/store'
import { replyScreens } from '../../../shared/flow/endpoint/example-reply.ts'
import type { Flow } from '../../../shared/flow/flow.ts'
import type { RequestFault } from '../../../shared/flow/interpret/index.ts'
import { wordsFor } from '../../api/problem.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Asked, PreviewRun } from '../phone/live/preview-run.ts'
import { requestBody } from '../phone/live/run-record.ts'
import styles from './answer.module.css'
import { type AnswerDraft, type AnswerKind, draftFor, readDraft } from './answer-draft.ts'
import { AnswerFields } from './answer-fields.tsx'
import { JsonBlock } from './json-block.tsx'
import type { Replies } from './reply-queries.ts'

type Kind = AnswerKind | 'none'

const kinds: { value: Kind; label: string }[] = [
  { value: 'screen', label: 'Next screen' },
  { value: 'message', label: 'Error message' },
  { value: 'end', label: 'End' },
  { value: 'none', label: 'No answer' },
]

const faults: { fault: RequestFault; label: string; message: string }[] = [
  {
    fault: 'timeout_error',
    label: 'It times out',
    message: 'The endpoint did not answer within ten seconds.',
  },
  {
    fault: 'unexpected_http_status_code',
    label: 'It answers with a server error',
    message: 'The endpoint answered with an error.',
  },
]

/** Made anew for each request. */
export function AnswerForm(props: {
  flow: Flow
  asked: Asked
  run: PreviewRun
  replies: Replies
  /** Why replies cannot be kept, or null. */
  whyNotSave: string | null
  onAnswered: () => void
}) {
  const kindName = createUniqueId()
  const faultName = createUniqueId()
  const first = draftFor(props.flow, props.asked)
  const [draft, setDraft] = createStore<AnswerDraft>({ ...first })
  const [kind, setKind] = createSignal<Kind>(first.kind)
  const [fault, setFault] = createSignal(faults[0]!)
  const [name, setName] = createSignal('')
  const [saving, setSaving] = createSignal(false)
  const [wrongName, setWrongName] = createSignal<string | null>(null)
  const read = createMemo(() => readDraft(props.flow, draft, props.asked.screen))
  const why = () => (kind() === 'none' ? null : read().problem)

  const choose = (next: Kind) => {
    setKind(next)
    if (next !== 'none') setDraft('kind', next)
  }
  const send = () => {
    const { reply } = read()
    if (kind() === 'none') props.run.fail(fault().fault, fault().message, 'chosen by hand')
    else if (reply) props.run.answer(reply, 'by hand')
    else return
    props.onAnswered()
  }
  const keep = async () => {
    const { reply } = read()
    if (!reply || saving()) return
    if (name().trim() === '') return void setWrongName('Give the reply a name.')
    setSaving(true)
    setWrongName(null)
    const { screen, action } = props.asked
    try {
      // It went through JSON on its way here, so that JSON is all it holds.
      const answer = { screen: reply.screen, data: reply.data as Record<string, never> }
      await props.replies.create({ name: name().trim(), screen, action, answer })
      toast({ tone: 'good', title: `Saved “${name().trim()}”` })
      setName('')
    } catch (refusal) {
      setWrongName(wordsFor(refusal))
    } finally {
      setSaving(false)
    }
  }
  return (
    <form
      class={styles.form}
      aria-label="Answer by hand"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <JsonBlock
        title="The request"
        value={requestBody(
          { type: 'request', ...props.asked, data: { ...props.asked.data } },
          props.flow.dataApiVersion,
        )}
        empty=""
      />
      <fieldset class={styles.kinds}>
        <legend>Your answer</legend>
        <For each={kinds}>
          {(one) => (
            <label>
              <input
                type="radio"
                name={kindName}
                checked={kind() === one.value}
                onChange={() => choose(one.value)}
              />
              {one.label}
            </label>
          )}
        </For>
      </fieldset>
      <Switch>
        <Match when={kind() !== 'none'}>
          <AnswerFields
            flow={props.flow}
            draft={draft}
            read={read()}
            likely={replyScreens(props.flow, props.asked)}
            onChange={(change) => setDraft(change)}
          />
        </Match>
        <Match when={kind() === 'none'}>
          <fieldset class={styles.faults}>
            <legend class="only-read">What happens instead</legend>
            <For each={faults}>
              {(one) => (
                <label>
                  <input
                    type="radio"
                    name={faultName}
                    checked={fault() === one}
                    onChange={() => setFault(one)}
                  />
                  {one.label}
                </label>
              )}
            </For>
          </fieldset>
        </Match>
      </Switch>
      <div class={styles.row}>
        <Button type="submit" disabledReason={why()}>
          {kind() === 'none' ? 'Fail the request' : 'Answer'}
        </Button>
        <Button variant="quiet" onClick={() => props.run.answering.answerWithExample()}>
          Use example data
        </Button>
      </div>
      <Show when={kind() !== 'none' && props.whyNotSave === null}>
        <div class={styles.keep}>
          <TextField
            label="Keep this answer as"
            optional
            placeholder="Such as: fully booked"
            value={name()}
            onInput={setName}
            error={wrongName()}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              void keep()
            }}
          />
          <Button loading={saving()} disabledReason={why()} onClick={() => void keep()}>
            Save reply
          </Button>
        </div>
      </Show>
    </form>
  )
}
