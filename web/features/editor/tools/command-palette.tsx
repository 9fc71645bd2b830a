/** The command palette: everything the editor can do, found by typing. */
import { createSignal, onCleanup, onMount } from 'solid-js'
import { type Pick, QuickPick } from '../../../ui/quick-pick.tsx'

/** Whether the palette is shown; Ctrl or ⌘ and K shows it, wherever the focus is. */
export function createPalette() {
  const [open, setOpen] = createSignal(false)
  const listen = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
    if (event.altKey || event.shiftKey) return
    event.preventDefault()
    setOpen(!open())
  }
  onMount(() => window.addEventListener('keydown', listen))
  onCleanup(() => window.removeEventListener('keydown', listen))
  return { open, show: () => setOpen(true), close: () => setOpen(false) }
}

export function CommandPalette(props: {
  open: boolean
  onClose: () => void
  picks: readonly Pick[]
}) {
  return (
    <QuickPick
      open={props.open}
      onClose={props.onClose}
      title="Do something"
      placeholder="What do you want to do?"
      picks={props.picks}
      none="Nothing here does that."
    />
  )
}
