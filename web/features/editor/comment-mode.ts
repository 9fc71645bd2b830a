/** Commenting on what the editor shows: what is clicked in comment mode, and links that lead to a thread. */
import { useSearchParams } from '@solidjs/router'
import { createEffect, on } from 'solid-js'
import { toast } from '../../ui/toast.tsx'
import type { Comments, ThreadView } from '../comments/comments.ts'
import { createPickingKeys, startAt } from '../comments/picking.ts'
import type { Workshop } from './workshop.ts'

/** What a click means in comment mode: a component on canvas or phone, the screen's card, a screen on the map. */
const pickable = '[data-path], [data-screen-card], [data-screen-node]'

/** `show` brings the comments into sight, `goTo` what a thread is on. */
export function createCommentMode(
  comments: Comments,
  shop: Workshop,
  {
    show,
    isShown,
    goTo,
  }: { show: () => void; isShown: () => boolean; goTo: (thread: ThreadView) => void },
) {
  const [params, setParams] = useSearchParams<{ thread?: string }>()

  const pathOf = (element: HTMLElement): string | undefined => {
    const { path, screenNode } = element.dataset
    if (path !== undefined) return path
    if (screenNode === undefined) return shop.screenAt() ?? undefined
    return shop.shown()?.flow?.screens.find(({ id }) => id === screenNode)?.path
  }
  const start = (path: string | undefined) => startAt(comments, path, show)
  /** Comments on the words that are selected in the JSON, or on the component the caret is in. */
  const startInText = () => {
    const selected = shop.code()?.selected()
    if (selected && selected.length > 0) {
      if (comments.startThreadOn(selected)) show()
    } else start(shop.place().component ?? shop.screenAt() ?? undefined)
  }
  /** Before anything else hears of a click: in comment mode it is about what is under it. */
  const onClickCapture = (event: MouseEvent) => {
    if (!comments.picking()) return
    const target = event.target as Element
    if (target.closest('[data-pin]')) return
    if (target.closest('.cm-content')) startInText()
    else {
      const found = target.closest<HTMLElement>(pickable)
      if (!found) return
      start(pathOf(found))
    }
    event.preventDefault()
    event.stopPropagation()
  }
  /** A press begins a drag or selects; in comment mode it does neither, but in the text, where it selects words. */
  const onPointerDownCapture = (event: PointerEvent) => {
    if (!comments.picking()) return
    const target = event.target as Element
    if (target.closest(pickable) && !target.closest('.cm-content, [data-pin]'))
      event.stopPropagation()
  }

  createPickingKeys(comments)

  // A link to a thread opens it once it is there, and where it stands.
  const wanted = () => {
    const id = params.thread
    return id === undefined ? undefined : comments.threads().find((one) => one.id === id)
  }
  createEffect(
    on(
      [() => params.thread, () => wanted() !== undefined, () => comments.state()],
      ([id, isThere, state]) => {
        if (id === undefined || state === 'loading') return
        const thread = wanted()
        show()
        if (thread) comments.setOpen(thread.id)
        else if (isThere === false && state === 'ready')
          toast({ title: 'These comments are not there any more' })
        if (thread?.stand || !thread) setParams({ thread: undefined }, { replace: true })
        if (thread?.stand) goTo(thread)
        else if (thread?.gone) setParams({ thread: undefined }, { replace: true })
      },
    ),
  )
  // What is begun or opened from a pin has to be seen.
  createEffect(
    on(
      [comments.open, comments.draft],
      ([open, draft]) => (open !== null || draft) && !isShown() && show(),
      { defer: true },
    ),
  )
  return { onClickCapture, onPointerDownCapture, startInText }
}
