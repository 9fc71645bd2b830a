/** What is said about the flow besides its screens: what it is for, its language version, how large it is. */
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import type { ChangeFlow, VersionDetail } from '../../../shared/api/flows.ts'
import { flowCategories } from '../../../shared/flow/categories.ts'
import { upgradeFlow } from '../../../shared/flow/edit/index.ts'
import type { Flow } from '../../../shared/flow/flow.ts'
import { CURRENT_VERSION } from '../../../shared/flow/version.ts'
import { wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Editing } from './editing.ts'
import { EndpointSettings } from './endpoint-settings.tsx'
import styles from './settings-dialog.module.css'
import { SizeMeter } from './size-meter.tsx'

export function SettingsDialog(props: {
  open: boolean
  onClose: () => void
  workspaceId: string
  version: VersionDetail
  mayEdit: boolean
  /** Null where the text cannot be changed. */
  editing: Editing | null
  text: string
  /** As far as the text can be made out. */
  flow: Flow | null
  onChanged: () => void
}) {
  const [categories, setCategories] = createSignal<readonly string[]>([])
  const [error, setError] = createSignal<string | null>(null)
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        setCategories(props.version.categories)
        setError(null)
      },
    ),
  )
  const language = () => props.flow?.version ?? ''
  const change = async (body: ChangeFlow) => {
    const { workspaceId, version } = props
    await request('flows.change', { workspaceId, flowId: version.flowId }, { body })
    props.onChanged()
  }
  const upgrade = createMemo(() => {
    if (!props.open || language() === CURRENT_VERSION) return null
    return upgradeFlow(props.text, CURRENT_VERSION)
  })
  const toggle = async (category: string, isOn: boolean) => {
    const next = isOn ? [...categories(), category] : categories().filter((one) => one !== category)
    if (next.length === 0) return void setError('A flow needs at least one category.')
    const before = categories()
    setCategories(next)
    setError(null)
    try {
      await change({ categories: [...next] as ChangeFlow['categories'] })
    } catch (refusal) {
      setCategories(before)
      setError(wordsFor(refusal))
    }
  }
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title="Flow settings"
      footer={<Button onClick={props.onClose}>Close</Button>}
    >
      <div class={styles.parts}>
        <fieldset>
          <legend>What it is for</legend>
          <div class={styles.categories}>
            <For each={flowCategories}>
              {(category) => (
                <label>
                  <input
                    type="checkbox"
                    disabled={!props.mayEdit}
                    checked={categories().includes(category)}
                    onChange={(event) => void toggle(category, event.currentTarget.checked)}
                  />
                  {inWords(category)}
                </label>
              )}
            </For>
          </div>
          <Show when={error()}>
            <p class={styles.error} role="alert">
              {error()}
            </p>
          </Show>
        </fieldset>
        <EndpointSettings
          flow={props.flow}
          uri={props.version.endpointUri}
          mayEdit={props.mayEdit}
          editing={props.editing}
          onSave={(endpointUri) => change({ endpointUri })}
        />
        <section>
          <h3>Size</h3>
          <SizeMeter text={props.text} />
        </section>
        <section>
          <h3>Language version</h3>
          <Show
            when={upgrade()}
            fallback={<p>{language() || 'None'}, the newest that can be published.</p>}
          >
            {(upgraded) => {
              const result = upgraded()
              return result.ok ? (
                <>
                  <p>
                    {language() || 'None'}. An upgrade to {CURRENT_VERSION} does this:
                  </p>
                  <ul class={styles.notes}>
                    <For each={result.value.notes}>{(note) => <li>{note}</li>}</For>
                  </ul>
                  <Button
                    disabledReason={props.editing ? null : 'This text cannot be changed by you.'}
                    onClick={() => {
                      const done = props.editing?.carryOut({
                        kind: 'upgrade-version',
                        to: CURRENT_VERSION,
                      })
                      if (!done) return
                      props.onClose()
                      toast({
                        tone: 'good',
                        title: `Upgraded to ${CURRENT_VERSION}`,
                        action: { label: 'Undo', onSelect: () => props.editing?.takeBack() },
                      })
                    }}
                  >
                    Upgrade to {CURRENT_VERSION}
                  </Button>
                </>
              ) : (
                <p>
                  {language() || 'None'}. {result.error.message}
                </p>
              )
            }}
          </Show>
        </section>
      </div>
    </Dialog>
  )
}

/** `APPOINTMENT_BOOKING` → "Appointment booking". */
const inWords = (category: string): string => {
  const words = category.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
