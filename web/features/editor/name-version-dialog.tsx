/** Names this version: keeps its text as it is now, so that it can be found again. */
import { NameVersion } from '../../../shared/api/flows.ts'
import { wordsFor } from '../../api/problem.ts'
import { NameDialog } from '../../ui/name-dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { nameVersion } from './version-actions.ts'

export function NameVersionDialog(props: {
  open: boolean
  onClose: () => void
  which: { workspaceId: string; publicId: string }
  onNamed: () => void
}) {
  return (
    <NameDialog
      open={props.open}
      onClose={props.onClose}
      title="Name this version"
      description="The text as it is now is kept under this name. Work goes on as before."
      placeholder="Before the price change"
      max={120}
      shape={NameVersion}
      onSave={async (name) => {
        await nameVersion(props.which, name)
        toast({ tone: 'good', title: `Saved as “${name}”` })
        props.onNamed()
      }}
      words={wordsFor}
    />
  )
}
