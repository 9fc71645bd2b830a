/** What the others call this guest, said once; until then they are one more "Guest". */
import { createEffect, createSignal } from 'solid-js'
import { GuestName as GuestNameBody, guestNameMax } from '../../../shared/api/shares.ts'
import { unnamedGuest } from '../../../shared/collab/presence.ts'
import { wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'

export function GuestName(props: { linkId: string; name: string | null; onNamed: () => void }) {
  const [open, setOpen] = createSignal(false)
  const [name, setName] = createSignal('')
  const [error, setError] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  createEffect(() => {
    if (!open()) return
    setName(props.name ?? '')
    setError(null)
  })
  const save = async () => {
    const wanted = GuestNameBody.safeParse({ name: name() })
    if (!wanted.success) return void setError(wanted.error.issues[0]?.message ?? 'Type a name.')
    setBusy(true)
    try {
      await request('guest.name', { linkId: props.linkId }, { body: wanted.data })
      setOpen(false)
      props.onNamed()
    } catch (refusal) {
      setError(wordsFor(refusal))
    } finally {
      setBusy(false)
    }
  }
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
      <Dialog
        open={open()}
        onOpenChange={setOpen}
        title="Your name"
        description="Others who look at this flow see it, marked as a guest’s."
        width="narrow"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary" loading={busy()} onClick={() => void save()}>
              Save
            </Button>
          </>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <TextField
            label="Name"
            max={guestNameMax}
            autofocus
            autocomplete="name"
            value={name()}
            error={error()}
            onInput={(value) => {
              setName(value)
              setError(null)
            }}
          />
        </form>
      </Dialog>
    </>
  )
}
