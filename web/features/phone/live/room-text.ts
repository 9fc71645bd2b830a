/** The room's text as a signal that follows every edit, at most once a frame. */
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type * as Y from 'yjs'

/** Above this many characters one reading takes longer than a frame, so readings are spread out. */
const LARGE = 400_000
const LARGE_PAUSE_MS = 350

/** The text now, and after each edit of anybody. Rests while the page is hidden and catches up when it shows. */
export function createRoomText(text: Y.Text): Accessor<string> {
  const [value, setValue] = createSignal(text.toString())
  let frame: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const read = () => {
    frame = undefined
    timer = undefined
    setValue(text.toString())
  }
  const schedule = () => {
    if (frame !== undefined || timer !== undefined) return
    if (text.length > LARGE || document.hidden)
      timer = setTimeout(read, text.length > LARGE ? LARGE_PAUSE_MS : 100)
    else frame = requestAnimationFrame(read)
  }
  text.observe(schedule)
  onCleanup(() => {
    text.unobserve(schedule)
    clearTimeout(timer)
    if (frame !== undefined) cancelAnimationFrame(frame)
  })
  return value
}
