/** What the keyboard can do in the editor, as a list; `?` or F1 opens it. */
import { createSignal, For, onCleanup, onMount } from 'solid-js'
import { Dialog } from '../../ui/dialog.tsx'
import { alt, isMac, mod } from './keys.ts'
import styles from './shortcuts.module.css'

/** Keys as they are pressed: several lists are several ways. */
const groups: { name: string; keys: { does: string; ways: string[][] }[] }[] = [
  {
    name: 'Edit',
    keys: [
      { does: 'Undo my last change', ways: [[mod, 'Z']] },
      {
        does: 'Redo',
        ways: isMac
          ? [['⌘', 'Shift', 'Z']]
          : [
              ['Ctrl', 'Y'],
              ['Ctrl', 'Shift', 'Z'],
            ],
      },
      { does: 'Find and replace', ways: [[mod, 'F']] },
      { does: 'Select the next match too', ways: [[mod, 'D']] },
      {
        does: 'Move the line',
        ways: [
          [alt, '↑'],
          [alt, '↓'],
        ],
      },
      { does: 'Indent, outdent', ways: [['Tab'], ['Shift', 'Tab']] },
      { does: 'Put a second cursor', ways: [[alt, 'click']] },
      { does: 'Rename everywhere', ways: [['F2']] },
      { does: 'Format the JSON', ways: [['Shift', alt, 'F']] },
    ],
  },
  {
    name: 'Move around',
    keys: [
      { does: 'Next problem', ways: [['F8']] },
      { does: 'Problem before', ways: [['Shift', 'F8']] },
      { does: 'Mend the problem at the cursor', ways: [[mod, '.']] },
      { does: 'Suggestions', ways: [['Ctrl', 'Space']] },
      { does: 'Go to a screen or component', ways: [[mod, 'Shift', 'O']] },
      { does: 'Go to where a name is defined', ways: [['F12'], [mod, 'click']] },
      { does: 'Where a name is used', ways: [['Shift', 'F12']] },
      {
        does: 'Fold, unfold',
        ways: isMac
          ? [
              ['⌘', '⌥', '['],
              ['⌘', '⌥', ']'],
            ]
          : [
              ['Ctrl', 'Shift', '['],
              ['Ctrl', 'Shift', ']'],
            ],
      },
      { does: 'Leave the JSON', ways: [['Esc', 'Tab']] },
    ],
  },
  {
    name: 'Canvas',
    keys: [
      { does: 'From card to card', ways: [['↑'], ['↓']] },
      {
        does: 'Move the component',
        ways: [
          [alt, '↑'],
          [alt, '↓'],
        ],
      },
      { does: 'Duplicate it', ways: [[mod, 'D']] },
      { does: 'Delete it', ways: [['Delete']] },
      { does: 'Let go of what is dragged', ways: [['Esc']] },
    ],
  },
  {
    name: 'Comments',
    keys: [
      { does: 'Comment: then choose what on', ways: [['C']] },
      { does: 'Comment on the selected text', ways: [[mod, alt, 'M']] },
      { does: 'Post the comment', ways: [[mod, 'Enter']] },
      { does: 'Leave comment mode', ways: [['Esc']] },
    ],
  },
  {
    name: 'Try it',
    keys: [
      { does: 'Every command', ways: [[mod, 'K']] },
      { does: 'Run the preview from the start', ways: [[mod, 'Enter']] },
      { does: 'This list', ways: [['?'], ['F1']] },
    ],
  },
]

/** Whether the list is shown, and the keys that show it: `?` outside of what can be typed into, F1 anywhere. */
export function createShortcuts() {
  const [open, setOpen] = createSignal(false)
  const listen = (event: KeyboardEvent) => {
    const typing = (event.target as Element | null)?.closest?.(
      'input, textarea, [contenteditable="true"], [role="dialog"], [role="menu"]',
    )
    const asked = event.key === 'F1' || (event.key === '?' && !typing)
    if (!asked || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    setOpen(true)
  }
  onMount(() => window.addEventListener('keydown', listen))
  onCleanup(() => window.removeEventListener('keydown', listen))
  return { open, show: () => setOpen(true), close: () => setOpen(false) }
}

export function Shortcuts(props: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title="Keyboard shortcuts"
      width="wide"
      reading
    >
      <div class={styles.groups}>
        <For each={groups}>
          {(group) => (
            <section>
              <h3>{group.name}</h3>
              <dl>
                <For each={group.keys}>
                  {(key) => (
                    <div>
                      <dt>{key.does}</dt>
                      <dd>
                        <For each={key.ways}>
                          {(way, index) => (
                            <>
                              {index() > 0 ? <span>or</span> : null}
                              <For each={way}>{(part) => <kbd>{part}</kbd>}</For>
                            </>
                          )}
                        </For>
                      </dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </div>
    </Dialog>
  )
}
