/** The form for a successor: the text of its predecessor, changed where one likes, submitted when it holds. */
import { createMemo, createSignal, Show, untrack } from 'solid-js'
import { createStore, unwrap } from 'solid-js/store'
import type { CutOverRun, CutOverTemplate } from '../../../shared/api/cut-overs.ts'
import { templateLimits } from '../../../shared/api/templates.ts'
import { renumber } from '../../../shared/templates/text.ts'
import { known } from '../../api/known.ts'
import { isProblem, wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { stillComing } from '../media/media-words.ts'
import { draftFindings, headerOf, type TemplateDraft } from '../templates/template-draft.ts'
import { MessageFields } from '../templates/template-fields.tsx'
import { useTemplates } from '../templates/template-queries.ts'
import { adviceFor } from '../templates/template-status.tsx'
import { cutOverActs } from './cut-over-queries.ts'
import styles from './step-list.module.css'

export function SuccessorDialog(props: {
  run: CutOverRun
  line: CutOverTemplate
  onClose: () => void
  onChanged: () => void
}) {
  const workspace = useWorkspace()
  const existing = useTemplates()
  const [draft, setDraft] = createStore<TemplateDraft>(
    untrack(() => draftOf(props.line, props.run)),
  )
  const [seen, setSeen] = createStore<Record<string, true>>({})
  const [refused, setRefused] = createSignal<{ field: string | null; words: string } | null>(null)
  const [sending, setSending] = createSignal(false)
  const [uploading, setUploading] = createSignal(false)

  /** Its predecessor says the same, and may. */
  const others = () =>
    (known(existing)?.templates ?? []).filter(({ id }) => id !== props.line.templateId)
  const findings = createMemo(() => draftFindings(draft, others()))
  const errors = () => findings().filter(({ level }) => level === 'error')
  const problem = (field: string) => {
    const no = refused()
    if (no?.field === field) return no.words
    return (seen[field] && errors().find((one) => one.field === field)?.words) || null
  }
  const advice = (field: string) =>
    findings().find((one) => one.level === 'advice' && one.field === field)?.words ?? null
  const change = (fields: Partial<TemplateDraft>) => {
    setDraft(fields)
    setRefused(null)
  }
  const settle = () => {
    const { header, body, samples } = draft
    const next = renumber({ header, body, samples: [...samples] })
    if (next.body !== body || next.header !== header || next.samples.length < samples.length)
      change(next)
  }
  const form = {
    draft,
    change,
    leave: (field: string) => setSeen(field, true),
    problem,
    advice,
    uploads: setUploading,
  }

  const submit = async () => {
    settle()
    if (uploading()) return setRefused({ field: null, words: stillComing })
    const [first] = errors()
    if (first) {
      for (const { field } of errors()) setSeen(field, true)
      return
    }
    setSending(true)
    try {
      const { name, category, body, samples, buttonLabel } = unwrap(draft)
      await cutOverActs(workspace.id, props.run.id).submit(props.line.templateId, {
        name,
        category: category || undefined,
        body: body.trim(),
        samples: samples.map((sample) => sample.trim()),
        buttonLabel: buttonLabel.trim(),
        ...headerOf(unwrap(draft)),
        ...(draft.footer.trim() && { footer: draft.footer.trim() }),
      })
      props.onChanged()
      props.onClose()
    } catch (error) {
      const field = isProblem(error) ? (error.field ?? null) : null
      const shown = ['name', 'header', 'headerMedia', 'body', 'footer', 'buttonLabel']
      setRefused({ field: field && shown.includes(field) ? field : null, words: wordsFor(error) })
      props.onChanged()
    } finally {
      setSending(false)
    }
  }
  const isSame = () =>
    draft.body.trim() ===
    known(existing)?.templates.find(({ id }) => id === props.line.templateId)?.body

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !sending() && props.onClose()}
      title={`The successor of ${props.line.name}`}
      width="wide"
      footer={
        <>
          <Button disabled={sending()} onClick={props.onClose}>
            Cancel
          </Button>
          <Button variant="primary" icon="send" loading={sending()} onClick={() => void submit()}>
            Submit for approval
          </Button>
        </>
      }
    >
      <form
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Show when={refused()?.field === null && refused()}>
          {(no) => (
            <Banner tone="bad" title="Not submitted.">
              {no().words}
            </Banner>
          )}
        </Show>
        <Show when={props.line.successor?.status === 'REJECTED' && props.line.successor}>
          {(made) => (
            <Banner tone="warn" title={`${made().name} was rejected.`}>
              {adviceFor(made()).join(' ')}
            </Banner>
          )}
        </Show>
        <TextField
          label="Name"
          value={draft.name}
          onInput={(name) => change({ name })}
          onBlur={() => form.leave('name')}
          max={templateLimits.name}
          error={problem('name')}
          hint="For your team and the platform; customers never see it."
          spellcheck={false}
          autocomplete="off"
        />
        <MessageFields {...form} settle={settle} />
        <TextField
          label="Button label"
          value={draft.buttonLabel}
          onInput={(buttonLabel) => change({ buttonLabel })}
          onBlur={() => form.leave('buttonLabel')}
          max={templateLimits.button}
          error={problem('buttonLabel') ?? problem('buttons')}
          dir="auto"
        />
        <Show when={isSame()}>
          <p class={styles.soft}>
            The text is its predecessor’s. Should the platform refuse a second template with the
            same text, change a word. Keep the variables: what waits is moved where both take the
            same values.
          </p>
        </Show>
      </form>
    </Dialog>
  )
}

const draftOf = (
  { channelId, language, category, buttons, flowAt, headerMedia, proposal }: CutOverTemplate,
  run: CutOverRun,
): TemplateDraft => ({
  channelId,
  name: proposal.name,
  language,
  category: proposal.category ?? (category === 'UTILITY' ? 'UTILITY' : 'MARKETING'),
  headerKind: proposal.headerMedia?.kind ?? (proposal.header ? 'text' : 'none'),
  header: proposal.header ?? '',
  headerMedia,
  body: proposal.body,
  samples: [...proposal.samples],
  footer: proposal.footer ?? '',
  hasFlow: true,
  buttonLabel: proposal.buttonLabel,
  publicId: run.new.publicId,
  buttons: buttons.map((button) => ({ ...button })),
  flowAt,
})
