/** The publish dialog: what publishing means, which text goes out, and what still stands in its way. */
import { useNavigate } from '@solidjs/router'
import { createEffect, createSignal, For, Match, Show, Switch } from 'solid-js'
import { NameVersion, publishNoteMax, type VersionDetail } from '../../../shared/api/flows.ts'
import type { Flow } from '../../../shared/flow/flow.ts'
import { isPassed } from '../../../shared/flow/rehearse/index.ts'
import { isProblem, wordsFor } from '../../api/problem.ts'
import type { SaveState } from '../../collab/save-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextAreaField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { createRehearsal } from '../checks/create-rehearsal.ts'
import { startCutOver } from '../cut-over/cut-over-queries.ts'
import { sha256Of, shortHash } from '../phone/live/stamp.ts'
import type { Language } from './language/language.ts'
import { PreconditionList } from './precondition-list.tsx'
import { blockedBy, type Help, preconditionsOf, type Rehearsed } from './preconditions.ts'
import styles from './publish-dialog.module.css'
import { type Finding, findingsOf } from './refusal.ts'
import { channelStanding, nameVersion, publishVersion } from './version-actions.ts'

const inWords = new Intl.ListFormat('en', { type: 'conjunction' })

/** The text as it was looked at: nothing else is published. */
type Look = { text: string; sha256: string; findings: Finding[] }

type Step =
  | { at: 'looking' }
  | { at: 'naming'; name: string; busy: boolean; error: string | null }
  | { at: 'publishing' }
  | { at: 'refused'; words: string; found: Finding[]; text: string }

export function PublishDialog(props: {
  open: boolean
  onClose: () => void
  which: { workspaceId: string; publicId: string }
  version: VersionDetail
  /** The shared text, followed while the dialog is open. */
  text: string
  /** Whether every edit of this page is safe in the room; publishing waits for it. */
  saveState: SaveState
  check: Language
  /** As far as the text can be made out. */
  flow: Flow | null
  onSettings: () => void
  onJump: (offset: number, length: number) => void
  onPublished: (version: VersionDetail) => void
  onNamed: () => void
}) {
  const [look, setLook] = createSignal<Look | null>(null)
  const [changed, setChanged] = createSignal(false)
  const [step, setStep] = createSignal<Step>({ at: 'looking' })
  const [note, setNote] = createSignal('')
  const [replaces, setReplaces] = createSignal(true)
  const [waived, setWaived] = createSignal(false)
  const [channel, setChannel] = createSignal<
    Awaited<ReturnType<typeof channelStanding>> | string | null
  >(null)
  const navigate = useNavigate()
  const run = createRehearsal(() => look()?.text ?? null)
  const rehearsed = (): Rehearsed => {
    const now = run.now()
    if (run.about() !== look()?.text) return { state: 'running' }
    if (now.state === 'refused') return { state: 'refused', words: now.message }
    const ended = run.last()
    if (now.state !== 'ended' || !ended) return { state: 'running' }
    return isPassed(ended)
      ? { state: 'passed', everyWay: !ended.budget.exhausted }
      : {
          state: 'failed',
          problems: ended.findings.filter(({ severity }) => severity === 'problem').length,
        }
  }
  let asked = 0
  const askChannel = async () => {
    const mine = ++asked
    setChannel(null)
    const answer = await channelStanding(props.which).catch(wordsFor)
    if (mine === asked) setChannel(answer)
  }
  createEffect(() => {
    if (props.open) void askChannel()
  })
  const help = (does: Help) => {
    if (does === 'ask-channel') return void askChannel()
    props.onClose()
    if (does === 'settings') return props.onSettings()
    navigate(`/chat/flows/${props.which.publicId}/checks`)
  }
  const lines = () =>
    preconditionsOf({
      findings: look()?.findings ?? null,
      flow: props.flow,
      endpointUri: props.version.endpointUri,
      rehearsed: rehearsed(),
      waived: waived(),
      categories: props.version.categories,
      channel: channel(),
    })

  createEffect(() => {
    if (!props.open) {
      setLook(null)
      setChanged(false)
      setStep({ at: 'looking' })
      setNote('')
      setReplaces(true)
      setWaived(false)
      return
    }
    const { text } = props
    // While it is being published the dialog keeps naming the text that was sent.
    if (step().at === 'publishing') return
    void Promise.all([sha256Of(text), props.check.checkNow(text)]).then(([sha256, diagnostics]) => {
      if (!props.open || props.text !== text) return
      const before = look()
      if (before && before.sha256 !== sha256) {
        setChanged(true)
        // Their word was about the text before.
        setWaived(false)
      }
      setLook({ text, sha256, findings: diagnostics })
    })
  })

  /** The run that stands at publishing this very draft. */
  const begun = () => {
    const { cutOver, publicId } = props.version
    return cutOver?.new.publicId === publicId ? cutOver : null
  }
  /** The live version that this publish takes the place of step by step; null where it is a publish alone. */
  const replaced = () => {
    const { cutOver, leavesBehind } = props.version
    if (cutOver) return begun()?.old.publicId ?? null
    return leavesBehind && replaces() ? leavesBehind.publicId : null
  }

  const blocked = () => {
    const now = look()
    if (!now) return 'The flow is being checked.'
    if (note().trim().length > publishNoteMax) return 'The note is too long.'
    if (props.saveState === 'offline') return 'You are offline.'
    if (props.saveState !== 'saved') return 'Your last edits are not saved yet.'
    return blockedBy(lines())
  }

  const publish = async () => {
    const now = look()
    if (!now || blocked()) return
    setStep({ at: 'publishing' })
    const wanted = {
      sha256: now.sha256,
      note: note(),
      waivesRehearsal: waived() && rehearsed().state !== 'passed',
    }
    const old = replaced()
    try {
      if (old) {
        await startCutOver(props.which, { ...wanted, replaces: old })
        navigate(`/chat/flows/${props.which.publicId}/cut-over`)
        return
      }
      props.onPublished(await publishVersion(props.which, wanted))
      props.onClose()
    } catch (error) {
      setStep({
        at: 'refused',
        words: isProblem(error, 'text-changed')
          ? 'Somebody changed the text in between, so nothing was published. Look again, then publish. The draft is as it was.'
          : isProblem(error, 'publish-unknown')
            ? `${wordsFor(error)} Publish again in a minute: that goes on with this very publish. We ask the provider as well.`
            : isProblem(error, 'being-published')
              ? `${wordsFor(error)} This page shows it as soon as it has ended.`
              : `${wordsFor(error)} The draft is as it was.`,
        found: findingsOf(error).map((finding) => placed(finding, now.text)),
        text: now.text,
      })
    }
  }

  const saveName = async () => {
    const now = step()
    if (now.at !== 'naming') return
    const wanted = NameVersion.safeParse({ name: now.name })
    if (!wanted.success) {
      setStep({ ...now, error: wanted.error.issues[0]?.message ?? 'This is no name.' })
      return
    }
    setStep({ ...now, busy: true, error: null })
    try {
      await nameVersion(props.which, wanted.data.name)
      toast({ tone: 'good', title: `Saved as “${wanted.data.name}”` })
      props.onNamed()
      props.onClose()
    } catch (error) {
      setStep({ ...now, busy: false, error: wordsFor(error) })
    }
  }

  const naming = () => {
    const now = step()
    return now.at === 'naming' ? now : null
  }
  const refused = () => {
    const now = step()
    return now.at === 'refused' ? now : null
  }
  const busy = () => step().at === 'publishing'
  /** Ours about the text as it is, and the provider's about the text that it was given. */
  const findings = () => {
    const theirs = refused()?.found.filter(({ origin }) => origin === 'provider') ?? []
    const ours = look()?.findings ?? []
    return refused()?.text === look()?.text ? [...theirs, ...ours] : ours
  }

  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title={naming() ? 'Save as draft' : 'Publish this flow?'}
      firm={busy()}
      footer={
        <Show
          when={naming()}
          fallback={
            <>
              <Button disabled={busy()} onClick={props.onClose}>
                Cancel
              </Button>
              <Button
                disabled={busy()}
                onClick={() => setStep({ at: 'naming', name: '', busy: false, error: null })}
              >
                Save as draft
              </Button>
              <Button
                variant="primary"
                loading={busy()}
                disabledReason={busy() ? null : blocked()}
                onClick={() => void publish()}
              >
                Publish
              </Button>
            </>
          }
        >
          {(now) => (
            <>
              <Button disabled={now().busy} onClick={() => setStep({ at: 'looking' })}>
                Back
              </Button>
              <Button variant="primary" loading={now().busy} onClick={() => void saveName()}>
                Save
              </Button>
            </>
          )}
        </Show>
      }
    >
      <Switch>
        <Match when={naming()}>
          {(now) => (
            <form
              class={styles.body}
              onSubmit={(event) => {
                event.preventDefault()
                void saveName()
              }}
            >
              <p>
                The draft stays open to everybody. Its text as it is now is kept under a name, so
                that you find it again.
              </p>
              <TextField
                label="Name"
                placeholder="Before the price change"
                max={120}
                value={now().name}
                error={now().error}
                autofocus
                onInput={(name) => setStep({ ...now(), name, error: null })}
              />
            </form>
          )}
        </Match>
        <Match when={true}>
          <div class={styles.body}>
            <p>
              This version goes live: templates can send it to customers. It can no longer be
              edited; a change means a new version.
            </p>
            <dl class={styles.facts}>
              <div>
                <dt>Version</dt>
                <dd>Draft {props.version.number}</dd>
              </div>
              <div>
                <dt>Text</dt>
                <dd>
                  <code title={look()?.sha256}>
                    {look() ? shortHash(look()!.sha256) : '········'}
                  </code>
                </dd>
              </div>
            </dl>
            <PreconditionList lines={lines()} busy={busy()} onHelp={help} />
            <Show when={rehearsed().state !== 'passed' && rehearsed().state !== 'running'}>
              <label class={styles.waive}>
                <input
                  type="checkbox"
                  checked={waived()}
                  disabled={busy()}
                  onChange={(event) => setWaived(event.currentTarget.checked)}
                />
                <span>
                  Publish without a rehearsal that passed. Your name and the time are kept with the
                  version.
                </span>
              </label>
            </Show>
            <Show
              when={begun()}
              fallback={
                <Show when={props.version.cutOver === null && props.version.leavesBehind}>
                  {(old) => (
                    <label class={styles.waive}>
                      <input
                        type="checkbox"
                        checked={replaces()}
                        disabled={busy()}
                        onChange={(event) => setReplaces(event.currentTarget.checked)}
                      />
                      <span>
                        Go on as a cut-over. Version {old().number} is live, and{' '}
                        {inWords.format(old().templates)}{' '}
                        {old().templates.length === 1 ? 'opens' : 'open'} it for good. This leads
                        through replacing it: new templates, messages that wait, the end of the old
                        version.
                      </span>
                    </label>
                  )}
                </Show>
              }
            >
              {(run) => (
                <Banner>
                  The first step of the cut-over in which it takes the place of version{' '}
                  {run().old.number}.
                </Banner>
              )}
            </Show>
            <Show when={props.version.publishing && !busy() && !refused()}>
              <Banner tone="info">
                Publishing this text was begun and has not ended. Publish again: that goes on with
                the same one, and nothing goes out twice.
              </Banner>
            </Show>
            <Show when={changed() && !busy()}>
              <Banner tone="info">
                The text changed while this was open. What you see is the newest.
              </Banner>
            </Show>
            <Show when={refused()}>{(now) => <Banner tone="bad">{now().words}</Banner>}</Show>
            <Show when={busy()}>
              <p role="status">Publishing at the provider. This takes a few seconds.</p>
            </Show>
            <Show when={findings().length > 0}>
              <ul class={styles.findings} aria-label="What was found">
                <For each={findings().slice(0, 50)}>
                  {(found) => (
                    <li>
                      <button
                        type="button"
                        disabled={found.offset === undefined}
                        onClick={() => {
                          if (found.offset === undefined) return
                          const { offset, length } = found
                          props.onClose()
                          props.onJump(offset, length ?? 0)
                        }}
                      >
                        <span class={styles.severity} data-severity={found.severity}>
                          {found.severity === 'error' ? 'Problem' : 'Suggestion'}
                        </span>
                        <span>{found.message}</span>
                        <span class={styles.line}>
                          {found.origin === 'provider' ? 'WhatsApp' : 'Flowroom'}
                        </span>
                        <Show when={found.lineStart}>
                          <span class={styles.line}>line {found.lineStart}</span>
                        </Show>
                      </button>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
            <TextAreaField
              label="Note for the history"
              optional
              rows={2}
              placeholder="What is new in this version"
              max={publishNoteMax}
              value={note()}
              disabled={busy()}
              error={
                note().trim().length > publishNoteMax
                  ? `At most ${publishNoteMax} characters.`
                  : null
              }
              onInput={setNote}
            />
          </div>
        </Match>
      </Switch>
    </Dialog>
  )
}

/** A finding of the provider names a line and column of the text; the editor jumps to an offset. */
function placed(finding: Finding, text: string): Finding {
  const { lineStart, columnStart } = finding
  if (finding.offset !== undefined || !lineStart) return finding
  const before = text.split('\n', lineStart - 1).join('\n').length
  return {
    ...finding,
    offset: before + (lineStart > 1 ? 1 : 0) + Math.max(0, (columnStart ?? 1) - 1),
  }
}
