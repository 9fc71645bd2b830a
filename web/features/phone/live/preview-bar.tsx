/** The bar over a preview: which screen shows and a jump to others, the version stamp, and Run. */
import { createMemo, For, type JSX, Show } from 'solid-js'
import type { Flow } from '../../../../shared/flow/flow.ts'
import { Button } from '../../../ui/button.tsx'
import styles from './preview-bar.module.css'
import { shortHash } from './stamp.ts'

export function PreviewBar(props: {
  flow: Flow | null
  /** Id of the screen that shows. */
  shown: string | null
  /** SHA-256 of the text that is run. */
  stamp: string | null
  onScreen: (id: string) => void
  onRun: () => void
  /** On a page of its own: Run is its one filled button, and the page's title says what this is. */
  alone?: boolean
  /** Further controls, before Run. */
  children?: JSX.Element
}) {
  const ids = createMemo(() => props.flow?.screens.map((screen) => screen.id).filter(Boolean) ?? [])
  return (
    <header class={styles.bar} data-alone={props.alone}>
      <h2 class={props.alone ? 'only-read' : undefined}>Preview</h2>
      <Show when={ids().length > 0}>
        <select
          class={styles.screen}
          aria-label="Screen shown"
          title="Jump to a screen; its example data is used"
          onChange={(event) => props.onScreen(event.currentTarget.value)}
        >
          <For each={ids()}>
            {(id) => (
              <option value={id} selected={id === props.shown}>
                {id}
              </option>
            )}
          </For>
        </select>
      </Show>
      <Show when={props.stamp}>
        {(sha256) => (
          <code class={styles.stamp} title={`The text that runs here, SHA-256 ${sha256()}`}>
            {shortHash(sha256())}
          </code>
        )}
      </Show>
      <span class={styles.run}>
        {props.children}
        <Button
          size="small"
          variant={props.alone ? 'primary' : 'secondary'}
          icon="play"
          title="Start again at the first screen (Ctrl or ⌘ and Enter)"
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onClick={props.onRun}
        >
          Run
        </Button>
      </span>
    </header>
  )
}
