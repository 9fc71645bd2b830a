/** What a workspace without a channel sees: why it needs one, the sandbox channel in one click, and a number of one's own. */
import { createSignal, type JSX, Show } from 'solid-js'
import { connectChannel } from '../../api/channels.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

export function ConnectChannel(): JSX.Element {
  const workspace = useWorkspace()
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const connect = async () => {
    setBusy(true)
    setWrong(null)
    try {
      await connectChannel(workspace.id, { kind: 'sandbox' })
    } catch (error) {
      setWrong(wordsFor(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <EmptyState
      icon="plug"
      title="Connect a channel"
      actions={
        <>
          <Button
            variant="primary"
            loading={busy()}
            disabledReason={
              workspace.can('manage-channels')
                ? null
                : 'Only an owner of the workspace connects channels.'
            }
            onClick={() => void connect()}
          >
            Connect a sandbox channel
          </Button>
          <Show when={workspace.can('manage-channels')}>
            <a href="/channels/connect">Connect a WhatsApp number</a>
          </Show>
        </>
      }
    >
      Every flow belongs to a channel: one WhatsApp number at one provider. The sandbox channel is a
      number that exists only here, with simulated phones, so that everything can be tried without a
      WhatsApp account.
      <Show when={wrong()}>
        <Banner tone="bad">{wrong()}</Banner>
      </Show>
    </EmptyState>
  )
}
