/** Names this version: keeps its text as it is now, so that it can be found again. */
import { createEffect, createSignal } from 'solid-js'
import { NameVersion } from '../../../shared/api/flows.ts'
import { wordsFor } from '../../api/problem.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { nameVersion } from './version-actions.ts'

export function NameDialog(props: {
  open: boolean
  onClose: () => void
  which: { workspaceId: string; publicId: string }
  onNamed: () => void
}) {
  const [name, setName] = createSignal('')
  const [error, setError] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  createEffect(() => {
    if (!props.open) return
    setName('')
    setError(null)
  })
  const save = async () => {
    const wanted = NameVersion.safeParse({ name: name() })
    if (!wanted.success) return void setError(wanted.error.issues[0]?.message ?? 'This is no name.')
    setBusy(true)
    try {
      await nameVersion(props.which, wanted.data.name)
      toast({ tone: 'good', title: `Saved as “${wanted.data.name}”` })
      props.onNamed()
      props.onClose()
    } catch (refusal) {
      setError(wordsFor(refusal))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title="Name this version"
      description="The text as it is now is kept under this name. Work goes on as before."
      width="narrow"
      footer={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
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
          placeholder="Before the price change"
          max={120}
          autofocus
          value={name()}
          error={error()}
          onInput={(value) => {
            setName(value)
            setError(null)
          }}
        />
      </form>
    </Dialog>
  )
}
