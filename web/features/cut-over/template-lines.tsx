/** The templates of a run, a line each: its successor, where that stands, and what can be done about it. */
import { createSignal, Index, Show } from 'solid-js'
import type { CutOverRun, CutOverTemplate } from '../../../shared/api/cut-overs.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { Pill } from '../../ui/pill.tsx'
import { toast } from '../../ui/toast.tsx'
import { adviceFor, TemplateStatusPill } from '../templates/template-status.tsx'
import { cutOverActs } from './cut-over-queries.ts'
import styles from './step-list.module.css'
import { SuccessorDialog } from './successor-dialog.tsx'

export function TemplateLines(props: { run: CutOverRun; mayAct: boolean; onChanged: () => void }) {
  const workspace = useWorkspace()
  const [editing, setEditing] = createSignal<string | null>(null)
  const edited = () =>
    props.run.templates.find(({ templateId }) => templateId === editing()) ?? null
  const [busy, setBusy] = createSignal<string | null>(null)
  /** What is to be done next, where the run waits for somebody. */
  const firstStuck = () =>
    props.run.step === 'approval' ? props.run.templates.find(isRejected)?.templateId : undefined
  /** Settled once what was waiting has been moved. */
  const isOpen = () =>
    props.mayAct &&
    props.run.state === 'running' &&
    (props.run.step === 'templates' || props.run.step === 'approval')
  const act = async (
    line: CutOverTemplate,
    what: 'submit' | 'skip',
    failed: string,
  ): Promise<void> => {
    setBusy(`${what} ${line.templateId}`)
    const acts = cutOverActs(workspace.id, props.run.id)
    try {
      await (what === 'skip'
        ? acts.skip(line.templateId)
        : acts.submit(line.templateId, line.proposal))
    } catch (error) {
      toast({ tone: 'bad', title: failed, detail: wordsFor(error) })
    } finally {
      setBusy(null)
      props.onChanged()
    }
  }
  return (
    <>
      <ul class={styles.lines} aria-label="Templates">
        <Index each={props.run.templates}>
          {(line) => (
            <li>
              <span class={styles.what}>
                <span>
                  <a href={`/templates/${line().templateId}`}>{line().name}</a>{' '}
                  <span class={styles.soft}>{line().language}</span> →{' '}
                  <Show when={line().successor} fallback={<b>{nextName(line())}</b>}>
                    {(made) => <a href={`/templates/${made().id}`}>{made().name}</a>}
                  </Show>
                </span>
                <Show when={troubleOf(line())}>
                  {(words) => (
                    <span class={styles.trouble} dir="auto">
                      {words()}
                    </span>
                  )}
                </Show>
                <Show when={line().choice === 'wanted' && line().whyNotMoved}>
                  {(words) => (
                    <span class={styles.soft} dir="auto">
                      {words()} What waits stays with the old one.
                    </span>
                  )}
                </Show>
              </span>
              <Show
                when={line().choice === 'wanted' && line().successor}
                fallback={
                  <Pill tone="off">
                    {line().choice === 'skipped' ? 'Skipped' : 'Not submitted'}
                  </Pill>
                }
              >
                {(made) => <TemplateStatusPill status={made().status} />}
              </Show>
              <Show when={isOpen()}>
                <span class={styles.buttons}>
                  <Show when={mayBeSubmitted(line())}>
                    <Button
                      size="small"
                      variant={line().templateId === firstStuck() ? 'primary' : 'secondary'}
                      aria-label={`${isRejected(line()) ? 'Correct' : 'Change'} ${line().name}`}
                      onClick={() => setEditing(line().templateId)}
                    >
                      {isRejected(line()) ? 'Correct…' : 'Change…'}
                    </Button>
                  </Show>
                  <Show when={line().choice === 'skipped'}>
                    <Button
                      size="small"
                      loading={busy() === `submit ${line().templateId}`}
                      aria-label={`Submit ${line().name} after all`}
                      onClick={() => void act(line(), 'submit', 'Not submitted')}
                    >
                      Submit after all
                    </Button>
                  </Show>
                  <Show
                    when={line().choice !== 'skipped' && line().successor?.status !== 'APPROVED'}
                  >
                    <Button
                      size="small"
                      loading={busy() === `skip ${line().templateId}`}
                      aria-label={`Skip ${line().name}`}
                      onClick={() => void act(line(), 'skip', 'Not skipped')}
                    >
                      Skip
                    </Button>
                  </Show>
                </span>
              </Show>
            </li>
          )}
        </Index>
      </ul>
      <Show when={edited()} keyed={false}>
        {(line) => (
          <SuccessorDialog
            run={props.run}
            line={line()}
            onClose={() => setEditing(null)}
            onChanged={props.onChanged}
          />
        )}
      </Show>
    </>
  )
}

const nextName = ({ choice, proposal }: CutOverTemplate): string =>
  choice === 'skipped' ? 'no successor' : proposal.name

const isRejected = ({ choice, successor }: CutOverTemplate): boolean =>
  choice === 'wanted' && (successor?.status === 'REJECTED' || successor?.status === 'DISABLED')

const mayBeSubmitted = (line: CutOverTemplate): boolean =>
  line.choice === 'open' || isRejected(line)

function troubleOf(line: CutOverTemplate): string | null {
  if (line.refusal) return line.refusal
  const { successor } = line
  return line.choice === 'wanted' && successor ? adviceFor(successor).join(' ') || null : null
}
