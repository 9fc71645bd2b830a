/** The choice of what to add at one place: the palette for keyboards and fingers. */
import type { Offer } from '../../../../shared/flow/build/offer.ts'
import type { Snippet, SnippetOffer } from '../../../../shared/flow/build/snippets.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Palette } from './palette.tsx'

export function AddDialog(props: {
  open: boolean
  offers: readonly Offer[]
  snippets: readonly SnippetOffer[]
  onClose: () => void
  onAdd: (kind: string) => void
  onAddSnippet: (snippet: Snippet) => void
}) {
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title="Add a component"
    >
      <Palette
        offers={props.offers}
        snippets={props.snippets}
        onAdd={props.onAdd}
        onAddSnippet={props.onAddSnippet}
        search
      />
    </Dialog>
  )
}
