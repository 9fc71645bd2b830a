/** A dialog that asks for a name: checked here, saved by whoever asks, and left open with the reason where that fails. */
import { createEffect, createSignal, on } from 'solid-js'
import type { z } from 'zod'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { TextField } from './field.tsx'

export function NameDialog(props: {
  open: boolean
  onClose: () => void
  title: string
  description: string
  /** What stands in the field at first. */
  name?: string
  placeholder?: string
  autocomplete?: 'name'
  /** Characters at most. */
  max: number
  /** What a name has to be. */
  shape: z.ZodType<{ name: string }>
  onSave: (name: string) => Promise<unknown>
  /** Turns what was thrown into words. */
  words: (error: unknown) => string
}) {
  const [name, setName] = createSignal('')
  const [error, setError] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        setName(props.name ?? '')
        setError(null)
      },
    ),
  )
  const save = async () => {
    const wanted = props.shape.safeParse({ name: name() })
    if (!wanted.success) return void setError(wanted.error.issues[0]?.message ?? 'This is no name.')
    setBusy(true)
    try {
      await props.onSave(wanted.data.name)
      props.onClose()
    } catch (refusal) {
      setError(props.words(refusal))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      description={props.description}
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
          placeholder={props.placeholder}
          max={props.max}
          autofocus
          autocomplete={props.autocomplete}
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
