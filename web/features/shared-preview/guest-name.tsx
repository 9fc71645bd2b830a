/** What the others call this guest, said once; until then they are one more "Guest". */
import { createSignal } from 'solid-js'
import { GuestName as GuestNameBody, guestNameMax } from '../../../shared/api/shares.ts'
import { unnamedGuest } from '../../../shared/collab/presence.ts'
import { wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import { Button } from '../../ui/button.tsx'
import { NameDialog } from '../../ui/name-dialog.tsx'

export function GuestName(props: { linkId: string; name: string | null; onNamed: () => void }) {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        icon="user"
        aria-label={`You are ${props.name ?? unnamedGuest} here. Change your name`}
        onClick={() => setOpen(true)}
      >
        {props.name ?? 'Your name'}
      </Button>
      <NameDialog
        open={open()}
        onClose={() => setOpen(false)}
        title="Your name"
        description="Others who look at this flow see it, marked as a guest’s."
        name={props.name ?? ''}
        autocomplete="name"
        max={guestNameMax}
        shape={GuestNameBody}
        onSave={async (name) => {
          await request('guest.name', { linkId: props.linkId }, { body: { name } })
          props.onNamed()
        }}
        words={wordsFor}
      />
    </>
  )
}
