/** The Share button of a flow's pages; its dialog is fetched when it is first wanted. */
import { createMemo, createSignal, lazy, Show, Suspense } from 'solid-js'
import type { VersionDetail } from '../../../shared/api/flows.ts'
import { Button } from '../../ui/button.tsx'

const Share = lazy(() => import('./share-dialog.tsx'))

export function ShareButton(props: { version: VersionDetail }) {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button icon="share" onClick={() => setOpen(true)}>
        Share
      </Button>
      <ShareDialog open={open()} onClose={() => setOpen(false)} version={props.version} />
    </>
  )
}

/** The dialog alone, for those who open it another way. */
export function ShareDialog(props: { open: boolean; onClose: () => void; version: VersionDetail }) {
  // Stays once it was open, so that focus returns where it came from.
  const isWanted = createMemo((was: boolean) => was || props.open, false)
  return (
    <Show when={isWanted()}>
      <Suspense>
        <Share {...props} />
      </Suspense>
    </Show>
  )
}
