/** Named states of this version: what was kept, by whom and when; each can be downloaded, and a draft put back to it. */
import { createSignal, For, Show } from 'solid-js'
import type { VersionDetail } from '../../../shared/api/flows.ts'
import { fileName, saveFile } from '../../api/download.ts'
import { wordsFor } from '../../api/problem.ts'
import type { Room } from '../../collab/room.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import styles from './named-states.module.css'
import { applyTo, editsBack } from './take-back.ts'
import { namedText, restoreNamed } from './version-actions.ts'

type NamedState = VersionDetail['named'][number]

export function NamedStates(props: {
  open: boolean
  onClose: () => void
  workspaceId: string
  version: VersionDetail
  room: Room
  /** Why nothing can be put back; null where it can. */
  whyNoRestore: string | null
  /** Leads on to naming the text as it is now; null where one may not. */
  onName: (() => void) | null
}) {
  const [busy, setBusy] = createSignal<string | null>(null)
  const which = (state: NamedState) => ({ workspaceId: props.workspaceId, namedId: state.id })

  const during = async (state: NamedState, failed: string, act: () => Promise<void>) => {
    if (busy()) return
    setBusy(state.id)
    try {
      await act()
    } catch (error) {
      toast({ tone: 'bad', title: failed, detail: wordsFor(error) })
    } finally {
      setBusy(null)
    }
  }
  const download = (state: NamedState) =>
    during(state, 'Not downloaded.', async () =>
      saveFile(
        new Blob([await namedText(which(state))], { type: 'application/json' }),
        fileName(`${props.version.name} - ${state.name}`, 'json'),
      ),
    )
  const restore = (state: NamedState) =>
    during(state, 'Nothing was restored.', async () => {
      const { text } = props.room
      const before = text.toString()
      const kept = await namedText(which(state))
      await restoreNamed(which(state))
      props.onClose()
      toast({
        tone: 'good',
        title: `Restored “${state.name}”`,
        detail: 'Everybody here sees it. It is an edit like any other.',
        action: {
          label: 'Undo',
          onSelect: () => {
            const edits = props.room.readOnly() ? null : editsBack(before, kept, text.toString())
            if (edits) applyTo(text, edits)
            else
              toast({
                tone: 'bad',
                title: 'Not undone.',
                detail: 'The same lines were edited since, so they stay as they are.',
              })
          },
        },
      })
    })

  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title="Named states"
      footer={
        props.onName === null ? undefined : (
          <Button onClick={() => props.onName?.()}>Name this version</Button>
        )
      }
    >
      <Show
        when={props.version.named.length > 0}
        fallback={
          <EmptyState icon="history" title="No named state yet">
            Name this version before a bigger change: its text as it is now is kept, and you can
            come back to it.
          </EmptyState>
        }
      >
        <ul class={styles.list} aria-label="Named states">
          <For each={props.version.named}>
            {(state) => (
              <li>
                <div class={styles.about}>
                  <strong dir="auto">{state.name}</strong>
                  <span>
                    {state.createdBy} · <Time at={state.createdAt} as="relative" />
                  </span>
                </div>
                <IconButton
                  icon="download"
                  label={`Download JSON of ${state.name}`}
                  onClick={() => void download(state)}
                />
                <Show when={props.whyNoRestore === null}>
                  <Button
                    size="small"
                    loading={busy() === state.id}
                    aria-label={`Restore ${state.name}`}
                    onClick={() => void restore(state)}
                  >
                    Restore
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={props.whyNoRestore}>{(why) => <p class={styles.why}>{why()}</p>}</Show>
      </Show>
    </Dialog>
  )
}
