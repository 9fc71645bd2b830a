/** The left menu: workspace on top, the product's places, and one's own account at the foot. Folds to icons. */
import { useLocation } from '@solidjs/router'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { useChannels } from '../api/channels.ts'
import { known } from '../api/known.ts'
import { useWorkspace } from '../api/workspace.ts'
import { Icon } from '../ui/icon.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { AccountMenu } from './account-menu.tsx'
import { menuEntries } from './menu-entries.ts'
import styles from './side-menu.module.css'
import { WorkspaceMenu } from './workspace-menu.tsx'

export function SideMenu(props: {
  folded: boolean
  /** Folds or unfolds; left out in the phone's drawer, which is never folded. */
  onFold?: (folded: boolean) => void
  /** A place was chosen (the drawer closes). */
  onLeave?: () => void
}): JSX.Element {
  const location = useLocation()
  const workspace = useWorkspace()
  const channels = useChannels()
  const entries = createMemo(() => {
    const sandbox = known(channels)?.channels.some((channel) => channel.sandbox)
    return menuEntries.filter(
      (entry) => !entry.sandboxOnly || (sandbox && workspace.can('use-handset')),
    )
  })
  const isCurrent = (href: string) =>
    location.pathname === href || location.pathname.startsWith(`${href}/`)

  return (
    <div class={styles.side} data-folded={props.folded ? '' : undefined}>
      <WorkspaceMenu folded={props.folded} />
      <nav class={styles.nav} aria-label="Main">
        <ul>
          <For each={entries()}>
            {(entry) => (
              <li>
                <Tooltip text={props.folded ? entry.label : null} placement="right" block>
                  <a
                    class={styles.entry}
                    href={entry.href}
                    aria-current={isCurrent(entry.href) ? 'page' : undefined}
                    aria-label={props.folded ? entry.label : undefined}
                    onClick={() => props.onLeave?.()}
                  >
                    <Icon name={entry.icon} size={17} />
                    <span class={styles.word}>{entry.label}</span>
                  </a>
                </Tooltip>
              </li>
            )}
          </For>
        </ul>
      </nav>
      <div class={styles.foot}>
        <Show when={props.onFold}>
          {(fold) => (
            <Tooltip text={props.folded ? 'Open menu' : null} placement="right" block>
              <button
                type="button"
                class={styles.entry}
                aria-expanded={!props.folded}
                aria-label={props.folded ? 'Open menu' : undefined}
                onClick={() => fold()(!props.folded)}
              >
                <Icon name="sidebar" size={17} />
                <span class={styles.word}>Fold menu</span>
              </button>
            </Tooltip>
          )}
        </Show>
        <AccountMenu folded={props.folded} onLeave={() => props.onLeave?.()} />
      </div>
    </div>
  )
}
