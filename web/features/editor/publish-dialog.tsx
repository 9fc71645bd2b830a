/** The publish dialog: what publishing means, which text goes out, and what still stands in its way. */
import { createEffect, createSignal, For, Match, Show, Switch } from 'solid-js'
import { NameVersion, type VersionDetail } from '../../../shared/api/flows.ts'
import { isPublishable } from '../../../shared/flow/check/index.ts'
import { isProblem, wordsFor } from '../../api/problem.ts'
import type { SaveState } from '../../collab/save-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { sha256Of, shortHash } from '../phone/live/stamp.ts'
import type { Language } from './language/language.ts'
import { countsInWords } from './problems.tsx'
import styles from './publish-dialog.module.css'
import { type Finding, findingsOf } from './refusal.ts'
import { nameVersion, publishVersion } from './version-actions.ts'

/** The text as it was looked at: nothing else is published. */
type Look = { text: string; sha256: string; findings: Finding[]; publishable: boolean }

type Step =
  | { at: 'looking' }
  | { at: 'naming'; name: string; busy: boolean; error: string | null }
  | { at: 'publishing' }
  | { at: 'refused'; words: string; findings: Finding[] }

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
  onJump: (offset: number, length: number) => void
  onPublished: (version: VersionDetail) => void
  onNamed: () => void
}) {
  const [look, setLook] = createSignal<Look | null>(null)
  const [changed, setChanged] = createSignal(false)
  const [step, setStep] = createSignal<Step>({ at: 'looking' })

  createEffect(() => {
    if (!props.open) {
      setLook(null)
      setChanged(false)
      setStep({ at: 'looking' })
      return
    }
    const { text } = props
    // While it is being published the dialog keeps naming the text that was sent.
    if (step().at === 'publishing') return
    void Promise.all([sha256Of(text), props.check.checkNow(text)]).then(([sha256, diagnostics]) => {
      if (!props.open || props.text !== text) return
      const before = look()
      if (before && before.sha256 !== sha256) setChanged(true)
      setLook({ text, sha256, findings: diagnostics, publishable: isPublishable(diagnostics) })
    })
  })

  const blocked = () => {
    const now = look()
    if (!now) return 'The flow is being checked.'
    if (!now.publishable) return 'Mend the problems first.'
    if (props.saveState === 'offline') return 'You are offline.'
    if (props.saveState !== 'saved') return 'Your last edits are not saved yet.'
    return null
  }

  const publish = async () => {
    const now = look()
    if (!now || blocked()) return
    setStep({ at: 'publishing' })
    try {
      const version = await publishVersion(props.which, now.sha256)
      props.onPublished(version)
      props.onClose()
    } catch (error) {
      setStep({
        at: 'refused',
        words: isProblem(error, 'text-changed')
          ? 'Somebody changed the text in between, so nothing was published. Look again, then publish.'
          : wordsFor(error),
        findings: findingsOf(error),
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
  const findings = () => refused()?.findings ?? look()?.findings ?? []

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
              <div>
                <dt>Check</dt>
                <dd data-bad={look() !== null && !look()!.publishable}>
                  {look() ? countsInWords(look()!.findings) : 'Checking…'}
                </dd>
              </div>
            </dl>
            <Show when={changed() && !busy()}>
              <Banner tone="info">
                The text changed while this was open. What you see is the newest.
              </Banner>
            </Show>
            <Show when={refused()}>
              {(now) => <Banner tone="bad">{now().words} The draft is as it was.</Banner>}
            </Show>
            <Show when={busy()}>
              <p role="status">Publishing at the provider. This takes a few seconds.</p>
            </Show>
            <Show when={findings().length > 0}>
              <ul class={styles.findings}>
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
                        <Show when={found.lineStart}>
                          <span class={styles.line}>line {found.lineStart}</span>
                        </Show>
                      </button>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          </div>
        </Match>
      </Switch>
    </Dialog>
  )
}
