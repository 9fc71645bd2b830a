/** The row over the faces: which of them shows, where one is, and what can be done with the text. */
import { createSignal, For, onCleanup, Show } from 'solid-js'
import { IconButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { Crumb } from './crumbs.ts'
import type { Editing } from './editing.ts'
import styles from './face-bar.module.css'
import { type Face, faces } from './faces.ts'

export function FaceBar(props: {
  /** Null where the window's tabs choose. */
  face: { value: Face; onChange: (face: Face) => void } | null
  /** `screens[0].layout.children[1].label`; empty at the root. */
  path: string
  /** The same in words, each step a place to go to. */
  crumbs: readonly Crumb[]
  onCrumb: (path: string) => void
  text: () => string
  /** Null where nothing can be changed. */
  editing: Editing | null
  /** Null while the JSON does not show. */
  onFind: (() => void) | null
  onDownload: () => void
  onPalette: () => void
  onShortcuts: () => void
  /** Comment mode, and the list of comments. */
  comments: {
    picking: boolean
    mayComment: boolean
    unread: number
    shown: boolean
    onPick: () => void
    onToggle: () => void
  }
  /** Panels that can be shown and hidden; null where the window has no room for panels. */
  panels: {
    outline: boolean
    problems: boolean
    preview: boolean
    toggle: (panel: 'outline' | 'problems' | 'preview') => void
  } | null
}) {
  const [copied, setCopied] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const copyPath = async () => {
    await navigator.clipboard.writeText(props.path).catch(() => undefined)
    setCopied(true)
    clearTimeout(timer)
    timer = setTimeout(() => setCopied(false), 1500)
  }
  return (
    <>
      <div class={styles.bar}>
        <Show when={props.panels}>
          {(panels) => (
            <IconButton
              size="small"
              icon="sidebar"
              label={panels().outline ? 'Hide screens' : 'Show screens'}
              pressed={panels().outline}
              onClick={() => panels().toggle('outline')}
            />
          )}
        </Show>
        <Show when={props.face}>
          {(face) => (
            <Segmented<Face>
              label="Edit as"
              value={face().value}
              options={[...faces]}
              onChange={face().onChange}
            />
          )}
        </Show>
        <span class={styles.tools}>
          <Show when={props.editing}>
            {(editing) => (
              <>
                <IconButton
                  size="small"
                  icon="undo"
                  label="Undo my last change (Ctrl or ⌘ and Z)"
                  disabledReason={editing().canUndo() ? null : 'Nothing of yours to undo.'}
                  onClick={editing().takeBack}
                />
                <IconButton
                  size="small"
                  icon="redo"
                  label="Redo"
                  disabledReason={editing().canRedo() ? null : 'Nothing to redo.'}
                  onClick={editing().redo}
                />
                <span class={styles.gap} aria-hidden="true" />
              </>
            )}
          </Show>
          <Show when={props.onFind}>
            {(find) => (
              <IconButton
                size="small"
                icon="search"
                label="Find in the JSON (Ctrl or ⌘ and F)"
                onClick={() => find()()}
              />
            )}
          </Show>
          <CopyButton text={props.text()} label="Copy all" />
          <IconButton
            size="small"
            icon="download"
            label="Download the JSON"
            onClick={props.onDownload}
          />
          <Show when={props.comments.mayComment}>
            <IconButton
              size="small"
              icon="pin"
              label={
                props.comments.picking
                  ? 'Stop commenting (Escape)'
                  : 'Comment: then choose what on (C)'
              }
              pressed={props.comments.picking}
              onClick={props.comments.onPick}
            />
          </Show>
          {/* Where the window's tabs choose, its strip has the button. */}
          <Show when={props.panels}>
            <span class={styles.counted}>
              <IconButton
                size="small"
                icon="comment"
                label={`${props.comments.shown ? 'Hide' : 'Show'} comments${props.comments.unread > 0 ? `, ${props.comments.unread} unread` : ''}`}
                pressed={props.comments.shown}
                onClick={props.comments.onToggle}
              />
              <Show when={props.comments.unread > 0}>
                <span class={styles.count} aria-hidden="true">
                  {props.comments.unread > 99 ? '99+' : props.comments.unread}
                </span>
              </Show>
            </span>
          </Show>
          <Show when={props.panels}>
            {(panels) => (
              <>
                <IconButton
                  size="small"
                  icon="more"
                  label="All commands (Ctrl or ⌘ and K)"
                  onClick={props.onPalette}
                />
                <IconButton
                  size="small"
                  icon="keyboard"
                  label="Keyboard shortcuts (?)"
                  onClick={props.onShortcuts}
                />
                <span class={styles.gap} aria-hidden="true" />
                <IconButton
                  size="small"
                  icon="warning"
                  label={panels().problems ? 'Hide problems' : 'Show problems'}
                  pressed={panels().problems}
                  onClick={() => panels().toggle('problems')}
                />
                <IconButton
                  size="small"
                  icon="phone"
                  label={panels().preview ? 'Hide preview' : 'Show preview'}
                  pressed={panels().preview}
                  onClick={() => panels().toggle('preview')}
                />
              </>
            )}
          </Show>
        </span>
      </div>
      <nav class={styles.crumbs} aria-label="Where the cursor is">
        <ol>
          <For each={props.crumbs}>
            {(crumb) => (
              <li>
                <button type="button" onClick={() => props.onCrumb(crumb.path)}>
                  {crumb.words}
                </button>
              </li>
            )}
          </For>
        </ol>
        <Show when={props.path !== ''} fallback={<span class={styles.whole}>The whole flow</span>}>
          <IconButton
            size="small"
            icon={copied() ? 'check' : 'link'}
            label={copied() ? 'Copied' : `Copy the path ${props.path}`}
            onClick={() => void copyPath()}
          />
        </Show>
      </nav>
    </>
  )
}
