/** Gives a screen, field or data field another name, everywhere it is named. */
import { createEffect, createSignal, on } from 'solid-js'
import type { NameAt } from '../../../../shared/flow/assist/index.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/field.tsx'
import { toast } from '../../../ui/toast.tsx'
import type { Editing } from '../editing.ts'

const kinds = { screen: 'screen', field: 'field', data: 'data field' } as const

export function RenameDialog(props: {
  open: boolean
  named: NameAt
  editing: Editing
  onClose: () => void
}) {
  const [to, setTo] = createSignal('')
  createEffect(
    on(
      () => props.open,
      (open) => open && setTo(props.named.name),
    ),
  )
  const places = () => props.named.mentions.length
  const rename = () => {
    const { kind, screen, name } = props.named
    const wanted = to().trim()
    const done =
      kind === 'screen'
        ? props.editing.carryOut({ kind: 'rename-screen', id: name, to: wanted })
        : props.editing.carryOut({
            kind: kind === 'field' ? 'rename-field' : 'rename-data-field',
            screen,
            name,
            to: wanted,
          })
    if (!done) return
    props.onClose()
    if (wanted !== name)
      toast({
        tone: 'good',
        title: `${name} is now ${wanted}`,
        detail: `Changed in ${places()} ${places() === 1 ? 'place' : 'places'}.`,
        action: { label: 'Undo', onSelect: props.editing.takeBack },
      })
  }
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title={`Rename ${kinds[props.named.kind]} ${props.named.name}`}
      width="narrow"
      footer={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button variant="primary" disabled={to().trim() === ''} onClick={rename}>
            Rename
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          rename()
        }}
      >
        <TextField
          label="New name"
          mono
          autofocus
          value={to()}
          onInput={setTo}
          hint={`It is named in ${places()} ${places() === 1 ? 'place' : 'places'}; all of them follow.`}
        />
      </form>
    </Dialog>
  )
}
