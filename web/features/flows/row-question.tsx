/** The dialog that a row's menu asked for: what uses the flow, or a question before it is deprecated or deleted. */
import { type JSX, Match, Switch } from 'solid-js'
import type { FlowRow } from '../../../shared/api/flows.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { DeprecateDialog } from './deprecate-dialog.tsx'
import { lookAgain, versionActs } from './flow-queries.ts'
import type { Question } from './row-menu.ts'
import { UsesDialog } from './uses.tsx'

export function RowQuestion(props: {
  row: FlowRow
  question: Question
  onClose: () => void
}): JSX.Element {
  const workspace = useWorkspace()
  const remove = async (publicId: string, title: string) => {
    await versionActs(workspace.id, publicId).remove()
    await lookAgain(workspace.id)
    toast({ title, detail: props.row.name, tone: 'good' })
  }
  return (
    <Switch>
      <Match when={props.question === 'uses'}>
        <UsesDialog
          open
          onClose={props.onClose}
          publicId={props.row.publicId}
          name={props.row.name}
          number={props.row.number}
        />
      </Match>
      <Match when={props.question === 'deprecate'}>
        <DeprecateDialog
          open
          onClose={props.onClose}
          publicId={props.row.publicId}
          name={props.row.name}
        />
      </Match>
      <Match when={props.question === 'delete'}>
        <ConfirmDialog
          open
          onClose={props.onClose}
          title={`Delete “${props.row.name}”?`}
          confirm="Delete flow"
          danger
          onConfirm={() => remove(props.row.publicId, 'Deleted')}
          words={wordsFor}
        >
          The flow and its history are removed for everybody. <strong>This can’t be undone.</strong>
        </ConfirmDialog>
      </Match>
      <Match when={props.question === 'delete-draft' && props.row.draft}>
        {(draft) => (
          <ConfirmDialog
            open
            onClose={props.onClose}
            title={`Delete the draft of “${props.row.name}”?`}
            confirm="Delete draft"
            danger
            onConfirm={() => remove(draft().publicId, 'Draft deleted')}
            words={wordsFor}
          >
            Draft {draft().number} is removed for everybody; the other versions stay.{' '}
            <strong>This can’t be undone.</strong>
          </ConfirmDialog>
        )}
      </Match>
    </Switch>
  )
}
