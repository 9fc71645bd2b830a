/** The share dialog: a new link, shown once with its QR code, and the links there are. */
import { createEffect, createSignal, Match, Show, Switch } from 'solid-js'
import type { VersionDetail } from '../../../shared/api/flows.ts'
import type { MadeShareLink } from '../../../shared/api/shares.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { LinkList } from './link-list.tsx'
import { MadeLink } from './made-link.tsx'
import { NewLinkForm } from './new-link-form.tsx'

export default function ShareDialog(props: {
  open: boolean
  onClose: () => void
  version: VersionDetail
}) {
  const workspace = useWorkspace()
  const [made, setMade] = createSignal<MadeShareLink | null>(null)
  createEffect(() => {
    // A token is shown once: when the dialog is opened again it is gone.
    if (!props.open) setMade(null)
  })
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title="Share for review"
      description="Whoever has a link walks through the flow as a customer would, without an account. Nobody can change the flow by a link."
    >
      <Switch>
        <Match when={made()}>
          {(link) => <MadeLink made={link()} onMore={() => setMade(null)} />}
        </Match>
        <Match when={workspace.can('edit-flows')}>
          <NewLinkForm version={props.version} onMade={setMade} />
        </Match>
      </Switch>
      <Show when={props.open}>
        <LinkList
          workspaceId={workspace.id}
          flowId={props.version.flowId}
          mayRevoke={workspace.can('edit-flows')}
        />
      </Show>
    </Dialog>
  )
}
