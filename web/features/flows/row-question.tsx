/** Asks once before a flow is published, deprecated or deleted, and says what that means. */
import { type JSX, Match, Switch } from 'solid-js'
import type { FlowRow } from '../../../shared/api/flows.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { lookAgain, versionActs } from './flow-queries.ts'
import type { Question } from './row-menu.ts'

const titles: Record<Question, (name: string) => string> = {
  publish: (name) => `Publish “${name}”?`,
  deprecate: (name) => `Deprecate “${name}”?`,
  delete: (name) => `Delete “${name}”?`,
  'delete-draft': (name) => `Delete the draft of “${name}”?`,
}
const buttons: Record<Question, string> = {
  publish: 'Publish',
  deprecate: 'Deprecate',
  delete: 'Delete flow',
  'delete-draft': 'Delete draft',
}

export function RowQuestion(props: {
  row: FlowRow
  question: Question
  onClose: () => void
}): JSX.Element {
  const workspace = useWorkspace()
  const run = async () => {
    const { row, question } = props
    const name = row.name
    const publicId = question === 'delete-draft' ? row.draft!.publicId : row.publicId
    const acts = versionActs(workspace.id, publicId)
    if (question === 'publish') await acts.publish()
    else if (question === 'deprecate') await acts.deprecate()
    else await acts.remove()
    await lookAgain(workspace.id)
    const done = {
      publish: 'Published',
      deprecate: 'Deprecated',
      delete: 'Deleted',
      'delete-draft': 'Draft deleted',
    }
    toast({ title: done[question], detail: name, tone: 'good' })
  }
  return (
    <ConfirmDialog
      open
      onClose={props.onClose}
      title={titles[props.question](props.row.name)}
      confirm={buttons[props.question]}
      danger={props.question !== 'publish'}
      onConfirm={run}
      words={wordsFor}
    >
      <Switch>
        <Match when={props.question === 'publish'}>
          This version is then frozen: its text never changes again, and templates can open it. To
          change something later, make a new draft from it.
        </Match>
        <Match when={props.question === 'deprecate'}>
          Messages with this flow can no longer be sent, and templates that open it are marked.
          Responses stay. <strong>This can’t be undone.</strong>
        </Match>
        <Match when={props.question === 'delete'}>
          The flow and its history are removed for everybody. <strong>This can’t be undone.</strong>
        </Match>
        <Match when={props.question === 'delete-draft'}>
          Draft {props.row.draft?.number} is removed for everybody; the other versions stay.{' '}
          <strong>This can’t be undone.</strong>
        </Match>
      </Switch>
    </ConfirmDialog>
  )
}
