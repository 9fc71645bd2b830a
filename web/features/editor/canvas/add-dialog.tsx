/** The choice of what to add at one place: the palette for keyboards and fingers. */
import type { Offer } from '../../../../shared/flow/build/offer.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Palette } from './palette.tsx'

export function AddDialog(props: {
  open: boolean
  offers: readonly Offer[]
  onClose: () => void
  onAdd: (kind: string) => void
}) {
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title="Add a component"
    >
      <Palette offers={props.offers} onAdd={props.onAdd} search />
    </Dialog>
  )
}
