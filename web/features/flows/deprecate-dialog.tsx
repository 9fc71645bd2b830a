/** Asks once before a version is deprecated, and says what that means and whom it reaches. */
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { lookAgain, versionActs } from './flow-queries.ts'
import styles from './uses.module.css'
import { UsesList } from './uses.tsx'

export function DeprecateDialog(props: {
  open: boolean
  onClose: () => void
  publicId: string
  name: string
  onDone?: () => void
}) {
  const workspace = useWorkspace()
  const deprecate = async () => {
    await versionActs(workspace.id, props.publicId).deprecate()
    await lookAgain(workspace.id)
    toast({ title: 'Deprecated', detail: props.name, tone: 'good' })
    props.onDone?.()
  }
  return (
    <ConfirmDialog
      open={props.open}
      onClose={props.onClose}
      title={`Deprecate “${props.name}”?`}
      confirm="Deprecate"
      danger
      onConfirm={deprecate}
      words={wordsFor}
    >
      <div class={styles.uses}>
        <p>
          Messages with this version can no longer be sent, and customers can no longer open those
          they have. Responses stay. <strong>This can’t be undone.</strong>
        </p>
        <UsesList
          publicId={props.publicId}
          nothing="No template opens it and no campaign sends it."
        />
      </div>
    </ConfirmDialog>
  )
}
