/** Dragging on the canvas: what is carried, where it would land, and what happens when it is let go. */
import { createSignal, onCleanup } from 'solid-js'

/** A new component from the palette, or one that stands on the canvas already. */
export type Carried =
  | { readonly what: 'new'; readonly kind: string; readonly title: string }
  | {
      readonly what: 'component'
      /** Its name in identities.ts: its path may change while it is carried. */
      readonly identity: string
      readonly kind: string
      readonly title: string
    }

/** Before which entry of which list; with the reason where it may not stand there. */
export type Landing = {
  readonly list: string
  readonly index: number
  readonly refusal: string | null
}

export type Drag = {
  carried: () => Carried | null
  landing: () => Landing | null
  /** Where the pointer is, in the window. */
  pointer: () => { x: number; y: number }
  /** Takes a pointer that went down on something that can be carried. */
  begin: (event: PointerEvent, carried: Carried) => void
}

/** A pointer that moves less than this has clicked. */
const SLACK_PX = 5
/** Nearer than this to the canvas's edge it scrolls. */
const EDGE_PX = 40
const SCROLL_PX = 12

export function createDrag(options: {
  /** What is scrolled while something is carried past its edge. */
  scroller: () => HTMLElement | undefined
  refusal: (carried: Carried, list: string) => string | null
  onDrop: (carried: Carried, landing: Landing) => void
}): Drag {
  const [carried, setCarried] = createSignal<Carried | null>(null)
  const [landing, setLanding] = createSignal<Landing | null>(null, {
    equals: (a, b) => a?.list === b?.list && a?.index === b?.index && a?.refusal === b?.refusal,
  })
  const [pointer, setPointer] = createSignal({ x: 0, y: 0 })
  let stop: (() => void) | null = null
  onCleanup(() => stop?.())

  function begin(event: PointerEvent, what: Carried) {
    if (event.button !== 0 || !event.isPrimary || stop) return
    const start = { x: event.clientX, y: event.clientY }
    let frame: number | undefined
    let isCarrying = false

    const look = () => {
      frame = undefined
      const { x, y } = pointer()
      setLanding(landingAt(x, y, what))
      const scroller = options.scroller()
      if (!scroller) return
      const box = scroller.getBoundingClientRect()
      const by = y < box.top + EDGE_PX ? -SCROLL_PX : y > box.bottom - EDGE_PX ? SCROLL_PX : 0
      if (by === 0 || x < box.left || x > box.right) return
      scroller.scrollTop += by
      frame = requestAnimationFrame(look)
    }
    const move = (at: PointerEvent) => {
      if (at.pointerId !== event.pointerId) return
      if (!isCarrying && Math.hypot(at.clientX - start.x, at.clientY - start.y) < SLACK_PX) return
      if (!isCarrying) {
        isCarrying = true
        setCarried(what)
        document.body.style.cursor = 'grabbing'
        document.body.style.userSelect = 'none'
      }
      setPointer({ x: at.clientX, y: at.clientY })
      frame ??= requestAnimationFrame(look)
    }
    const up = (at: PointerEvent) => {
      if (at.pointerId !== event.pointerId) return
      const where = isCarrying ? landingAt(at.clientX, at.clientY, what) : null
      const wasCarrying = isCarrying
      end()
      if (!wasCarrying) return
      // The click that follows belongs to the drag and selects nothing.
      window.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
      if (where && where.refusal === null) options.onDrop(what, where)
    }
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Escape' || !isCarrying) return
      pressed.preventDefault()
      pressed.stopPropagation()
      end()
    }
    const end = () => {
      stop = null
      if (frame !== undefined) cancelAnimationFrame(frame)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('blur', end)
      window.removeEventListener('keydown', key, { capture: true })
      document.body.style.cursor = ''
      document.body.style.userSelect = ''
      setCarried(null)
      setLanding(null)
    }
    stop = end
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', end)
    window.addEventListener('blur', end)
    window.addEventListener('keydown', key, { capture: true })
  }

  /** The list under a point, and before which of its cards. */
  function landingAt(x: number, y: number, what: Carried): Landing | null {
    const under = document.elementFromPoint(x, y)
    const element = under?.closest<HTMLElement>('[data-list]')
    const list = element?.dataset.list
    if (!element || list === undefined) return null
    // Nothing is put into itself.
    if (element.closest('[data-carried="true"]')) return null
    const cards = [...element.children].filter((child) => child.matches('[data-card]'))
    let index = cards.length
    for (const [at, card] of cards.entries()) {
      const box = card.getBoundingClientRect()
      if (y < box.top + box.height / 2) {
        index = at
        break
      }
    }
    return { list, index, refusal: options.refusal(what, list) }
  }

  return { carried, landing, pointer, begin }
}

const swallow = (event: Event) => {
  event.preventDefault()
  event.stopPropagation()
}
