/** The room's text as a signal that follows every edit, at most once a frame and right behind it. */
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type * as Y from 'yjs'

/** Above this many characters a reading takes longer than a frame: it waits until typing rests. */
const LARGE = 400_000
const LARGE_REST_MS = 400
const HUGE = 2_000_000
const HUGE_REST_MS = 1200
/** Somebody who types without rest still sees the preview move; not so in huge texts. */
const LARGE_WAIT_MS = 2500

export type RoomText = {
  value: Accessor<string>
  /** Reads the text at once, for a change that stands on it. */
  catchUp: () => void
}

/** The text now, and after each edit of anybody. Rests while the page is hidden and catches up when it shows. */
export function createRoomText(text: Y.Text): RoomText {
  const [value, setValue] = createSignal(text.toString())
  let frame: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let firstChange: number | null = null
  const read = () => {
    if (frame !== undefined) cancelAnimationFrame(frame)
    frame = undefined
    clearTimeout(timer)
    timer = undefined
    firstChange = null
    setValue(text.toString())
  }
  const schedule = () => {
    const { length } = text
    if (length > LARGE) {
      firstChange ??= performance.now()
      const rest = length > HUGE ? HUGE_REST_MS : LARGE_REST_MS
      const waited = performance.now() - firstChange
      if (timer !== undefined && length <= HUGE && waited > LARGE_WAIT_MS) return
      clearTimeout(timer)
      timer = setTimeout(read, rest)
    } else if (document.hidden) timer ??= setTimeout(read, 100)
    // The letter shows first; what is read out of it comes right behind that frame.
    else
      frame ??= requestAnimationFrame(() => {
        timer = setTimeout(read)
      })
  }
  text.observe(schedule)
  onCleanup(() => {
    text.unobserve(schedule)
    clearTimeout(timer)
    if (frame !== undefined) cancelAnimationFrame(frame)
  })
  return { value, catchUp: read }
}
