/** What the menu of one row of the flow list offers, by the state of its version and the rights of the person. */
import type { FlowRow } from '../../../shared/api/flows.ts'
import type { MenuEntry } from '../../ui/menu.tsx'

/** What opens a dialog: what uses it, and what asks before it is done. */
export type Question = 'uses' | 'deprecate' | 'delete' | 'delete-draft'

export type RowActs = {
  open: (address: string) => void
  exportJson: () => void
  duplicate: () => void
  newDraft: () => void
  ask: (question: Question) => void
}

/**
 * Edit, Preview, View responses, Export flow JSON, Duplicate, Used by, then what changes the flow's state, then Delete. What is off
 * says why; View responses is left out where there can be none.
 */
export function rowMenu(row: FlowRow, mayEdit: boolean, acts: RowActs): MenuEntry[] {
  const page = `/chat/flows/${row.publicId}`
  const { draft, allowed } = row
  const entries: (MenuEntry | false)[] = [
    {
      label: 'Edit',
      icon: 'edit',
      disabledReason: allowed.edit,
      onSelect: () => acts.open(page),
    },
    draft !== null && {
      label: mayEdit ? `Edit draft ${draft.number}` : `Open draft ${draft.number}`,
      icon: 'edit',
      onSelect: () => acts.open(`/chat/flows/${draft.publicId}`),
    },
    row.state !== 'draft' &&
      draft === null &&
      mayEdit && {
        label: 'New draft from this version',
        icon: 'plus',
        onSelect: acts.newDraft,
      },
    { label: 'Preview', icon: 'eye', onSelect: () => acts.open(`${page}/preview`) },
    allowed.viewResponses === null && {
      label: 'View responses',
      icon: 'responses',
      onSelect: () => acts.open(`${page}/responses`),
    },
    { label: 'Export flow JSON', icon: 'download', onSelect: acts.exportJson },
    mayEdit && { label: 'Duplicate', icon: 'duplicate', onSelect: acts.duplicate },
    { label: 'Used by…', icon: 'link', onSelect: () => acts.ask('uses') },
    'separator',
    row.state === 'draft' && {
      label: 'Publish…',
      icon: 'publish',
      disabledReason: allowed.publish,
      // Published where the text that goes out is in sight.
      onSelect: () => acts.open(`${page}?publish=1`),
    },
    row.state === 'published' && {
      label: 'Deprecate…',
      icon: 'archive',
      disabledReason: allowed.deprecate,
      onSelect: () => acts.ask('deprecate'),
    },
    draft !== null &&
      mayEdit && {
        label: `Delete draft ${draft.number}…`,
        icon: 'trash',
        tone: 'danger',
        onSelect: () => acts.ask('delete-draft'),
      },
    {
      label: 'Delete…',
      icon: 'trash',
      tone: 'danger',
      disabledReason: allowed.delete,
      onSelect: () => acts.ask('delete'),
    },
  ]
  return entries.filter((entry) => entry !== false)
}
