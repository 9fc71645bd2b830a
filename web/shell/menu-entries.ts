/** What the left menu offers: working entries only, each with who may see it. */
import type { IconName } from '../ui/icon.tsx'

export type MenuEntry = {
  label: string
  href: string
  icon: IconName
  /** Stands in the menu only while the workspace has a sandbox channel. */
  sandboxOnly?: true
}

export const menuEntries: readonly MenuEntry[] = [
  { label: 'Flows', href: '/chat/flows', icon: 'flows' },
  { label: 'Templates', href: '/templates', icon: 'templates' },
  { label: 'Campaigns', href: '/campaigns', icon: 'campaigns' },
  { label: 'Logs', href: '/logs', icon: 'logs' },
  { label: 'Channels', href: '/channels', icon: 'plug' },
  { label: 'Handset', href: '/sandbox/phone', icon: 'handset', sandboxOnly: true },
]
