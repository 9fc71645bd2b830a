/** Comment mode: its keys, and beginning a thread at what was chosen. */
import { onCleanup, onMount } from 'solid-js'
import { toast } from '../../ui/toast.tsx'
import type { Comments } from './comments.ts'

const writing =
  'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]'

/** C enters comment mode and leaves it, where nobody is writing; Escape leaves it. */
export function createPickingKeys(comments: Comments): void {
  const keys = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    if (event.key === 'Escape' && comments.picking()) {
      event.preventDefault()
      return void comments.setPicking(false)
    }
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey)
    const isWriting = (event.target as Element | null)?.closest?.(writing)
    if (event.key.toLowerCase() !== 'c' || !isPlain || isWriting || !comments.mayComment()) return
    event.preventDefault()
    comments.setPicking(!comments.picking())
  }
  onMount(() => window.addEventListener('keydown', keys))
  onCleanup(() => window.removeEventListener('keydown', keys))
}

/** Begins a thread at a component or screen and brings it into sight with `show`; says so where there is none just now. */
export function startAt(comments: Comments, path: string | undefined, show: () => void): void {
  if (path !== undefined && comments.startThreadAt(path)) show()
  else
    toast({
      title: 'No comment here yet',
      detail: 'Wait until the flow is whole, then try again.',
    })
}
