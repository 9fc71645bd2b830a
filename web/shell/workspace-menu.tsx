/** The workspace one is in: its name, one's role there, and the way to another. */
import { useNavigate } from '@solidjs/router'
import { type JSX, Show } from 'solid-js'
import { chooseWorkspace, useWorkspace } from '../api/workspace.ts'
import { Icon } from '../ui/icon.tsx'
import { Menu, type MenuEntry } from '../ui/menu.tsx'
import styles from './side-buttons.module.css'

const roleWords = {
  owner: 'Owner',
  editor: 'Editor',
  operator: 'Operator',
  reviewer: 'Reviewer',
} as const

export function WorkspaceMenu(props: { folded: boolean }): JSX.Element {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const entries = (): MenuEntry[] => [
    { heading: 'Workspaces' },
    ...workspace.all.map((other) => ({
      label: other.name,
      hint: roleWords[other.role],
      checked: other.id === workspace.id,
      onSelect: () => {
        if (other.id === workspace.id) return
        // The page may show a thing of the old workspace: start from the list.
        navigate('/chat/flows')
        chooseWorkspace(other.id)
      },
    })),
  ]
  return (
    <Menu
      placement="bottom-start"
      triggerClass={styles.trigger}
      {...(props.folded ? { label: `Workspace ${workspace.name}` } : {})}
      entries={entries()}
      trigger={
        <>
          <span class={styles.mark} aria-hidden="true">
            <svg width="16" height="16" viewBox="0 0 32 32" fill="none" aria-hidden="true">
              <path
                d="M11 8h11M11 16h8M11 8v17"
                stroke="currentColor"
                stroke-width="4.4"
                stroke-linecap="round"
              />
            </svg>
          </span>
          <Show when={!props.folded}>
            <span class={styles.words}>
              <span class={styles.name}>
                <span class="only-read">Workspace </span>
                {workspace.name}
              </span>
              <span class={styles.hint}>{roleWords[workspace.role]}</span>
            </span>
            <Icon name="chevron-down" size={14} />
          </Show>
        </>
      }
    />
  )
}
