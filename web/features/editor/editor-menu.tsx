/** The editor's ⋮ menu: everything about this version that is not editing it. */
import type { VersionDetail } from '../../../shared/api/flows.ts'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'

export function EditorMenu(props: {
  version: VersionDetail
  canEdit: boolean
  onExport: () => void
  onDuplicate: () => void
  onName: () => void
  onSettings: () => void
  onDiscard: () => void
  /** Why there is nothing to discard; null where there is. */
  discardOff: string | null
  onShortcuts: () => void
  onNewDraft: () => void
}) {
  const address = () => `/chat/flows/${props.version.publicId}`
  const needsRight = () => (props.canEdit ? null : 'Your role may not edit flows.')
  const entries = (): MenuEntry[] => [
    { label: 'Preview', icon: 'phone', href: `${address()}/preview` },
    {
      label: 'View responses',
      icon: 'responses',
      href: `${address()}/responses`,
      disabledReason: props.version.allowed.viewResponses,
    },
    { label: 'History', icon: 'history', href: `${address()}/history` },
    { label: 'Export flow JSON', icon: 'download', onSelect: props.onExport },
    'separator',
    {
      label: 'Duplicate',
      icon: 'duplicate',
      disabledReason: needsRight(),
      onSelect: props.onDuplicate,
    },
    {
      label: 'Name this version',
      icon: 'archive',
      disabledReason: needsRight(),
      onSelect: props.onName,
    },
    {
      label: 'Discard changes since I came',
      icon: 'undo',
      disabledReason: props.discardOff,
      onSelect: props.onDiscard,
    },
    {
      label: 'New draft from this version',
      icon: 'edit',
      disabledReason:
        needsRight() ?? (props.version.state === 'draft' ? 'This is the draft already.' : null),
      onSelect: props.onNewDraft,
    },
    'separator',
    { label: 'Flow settings', icon: 'settings', onSelect: props.onSettings },
    { label: 'Keyboard shortcuts', icon: 'keyboard', onSelect: props.onShortcuts },
  ]
  return <Menu label="More about this flow" entries={entries()} />
}
