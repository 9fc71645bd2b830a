/** Tabs as links: each has its own address, so Back and reload work. */
import { For, type JSX, Show } from 'solid-js'
import styles from './tabs.module.css'

export type Tab = { label: string; href: string; count?: number }

export function Tabs(props: { tabs: Tab[]; current: string; label?: string }): JSX.Element {
  return (
    <nav class={styles.tabs} aria-label={props.label ?? 'Sections'}>
      <For each={props.tabs}>
        {(tab) => (
          <a
            class={styles.tab}
            href={tab.href}
            aria-current={tab.href === props.current ? 'page' : undefined}
          >
            {tab.label}
            <Show when={tab.count !== undefined}>
              <span class={styles.count}>{tab.count}</span>
            </Show>
          </a>
        )}
      </For>
    </nav>
  )
}
