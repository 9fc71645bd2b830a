/** Everything about a version that is not editing it: the ⋮ menu's entries, which the command palette offers as well. */
import type { VersionDetail } from '../../../shared/api/flows.ts'
import type { MenuEntry } from '../../ui/menu.tsx'
import type { Pick } from '../../ui/quick-pick.tsx'

export function versionEntries(of: {
  version: VersionDetail
  canEdit: boolean
  onShare: () => void
  onExport: () => void
  onDuplicate: () => void
  onName: () => void
  onDiscard: () => void
  /** Why there is nothing to discard; null where there is. */
  discardOff: string | null
  onSettings: () => void
  onNewDraft: () => void
  onUses: () => void
  onDeprecate: () => void
}): MenuEntry[] {
  const address = `/chat/flows/${of.version.publicId}`
  const needsRight = of.canEdit ? null : 'Your role may not edit flows.'
  return [
    { label: 'Preview', icon: 'phone', href: `${address}/preview` },
    { label: 'Share for review', icon: 'share', onSelect: of.onShare },
    { label: 'Rehearsal and checks', icon: 'check', href: `${address}/checks` },
    {
      label: 'View responses',
      icon: 'responses',
      href: `${address}/responses`,
      disabledReason: of.version.allowed.viewResponses,
    },
    { label: 'History', icon: 'history', href: `${address}/history` },
    { label: 'Export flow JSON', icon: 'download', onSelect: of.onExport },
    'separator',
    {
      label: 'Duplicate',
      icon: 'duplicate',
      disabledReason: needsRight,
      onSelect: of.onDuplicate,
    },
    {
      label: 'Name this version',
      icon: 'archive',
      disabledReason: needsRight,
      onSelect: of.onName,
    },
    {
      label: 'Discard changes since I came',
      icon: 'undo',
      disabledReason: of.discardOff,
      onSelect: of.onDiscard,
    },
    {
      label: 'New draft from this version',
      icon: 'edit',
      disabledReason:
        needsRight ?? (of.version.state === 'draft' ? 'This is the draft already.' : null),
      onSelect: of.onNewDraft,
    },
    ...(hasLived(of.version)
      ? [{ label: 'Cut-over', icon: 'refresh' as const, href: `${address}/cut-over` }]
      : []),
    { label: 'Used by…', icon: 'link', onSelect: of.onUses },
    ...(of.version.state === 'draft'
      ? []
      : [
          {
            label: 'Deprecate…',
            icon: 'archive' as const,
            disabledReason: of.version.allowed.deprecate,
            onSelect: of.onDeprecate,
          },
        ]),
    'separator',
    { label: 'Flow settings', icon: 'settings', onSelect: of.onSettings },
  ]
}

/** Whether there is, or was, a version to be replaced. */
const hasLived = ({ versions, cutOver }: VersionDetail): boolean =>
  cutOver !== null || versions.some(({ state }) => state !== 'draft')

/** The same as commands; `go` follows an address. */
export const picksOf = (entries: readonly MenuEntry[], go: (href: string) => void): Pick[] =>
  entries.flatMap((entry): Pick[] => {
    if (typeof entry === 'string' || !('label' in entry)) return []
    const { label, icon, disabledReason, href, onSelect } = entry
    return [
      {
        label,
        ...(icon ? { icon } : {}),
        disabledReason,
        onPick: () => (href === undefined ? onSelect?.() : go(href)),
      },
    ]
  })
