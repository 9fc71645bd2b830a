/** Editing a saved reply: its name and what it answers. */
import { createMemo, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { ChangeReply, SavedReply } from '../../../shared/api/replies.ts'
import type { Flow } from '../../../shared/flow/flow.ts'
import { wordsFor } from '../../api/problem.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import styles from './answer.module.css'
import { type AnswerDraft, draftOf, readDraft } from './answer-draft.ts'
import { AnswerFields } from './answer-fields.tsx'

export function ReplyDialog(props: {
  reply: SavedReply
  flow: Flow
  onClose: () => void
  onSave: (change: ChangeReply) => Promise<unknown>
}) {
  const [name, setName] = createSignal(props.reply.name)
  const [draft, setDraft] = createStore<AnswerDraft>(draftOf(props.flow, props.reply.answer))
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const read = createMemo(() => readDraft(props.flow, draft, props.reply.screen || draft.screen))
  const save = async () => {
    const { reply } = read()
    if (!reply || busy()) return
    setBusy(true)
    setWrong(null)
    try {
      const answer = { screen: reply.screen, data: reply.data as Record<string, never> }
      await props.onSave({ name: name().trim(), answer })
      props.onClose()
    } catch (refusal) {
      setWrong(wordsFor(refusal))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Edit saved reply"
      description={`Answers ${props.reply.action}${props.reply.screen ? ` from ${props.reply.screen}` : ''}.`}
      footer={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            variant="primary"
            loading={busy()}
            disabledReason={name().trim() === '' ? 'Give the reply a name.' : read().problem}
            onClick={() => void save()}
          >
            Save
          </Button>
        </>
      }
    >
      <div class={styles.form}>
        <TextField label="Name" value={name()} onInput={setName} error={wrong()} autofocus />
        <AnswerFields
          flow={props.flow}
          draft={draft}
          read={read()}
          likely={[]}
          onChange={(change) => setDraft(change)}
        />
      </div>
    </Dialog>
  )
}
