/** Comments on a page that shows the phone alone: pins on it, pointing at what to comment on, and links to a thread. */
import { useSearchParams } from '@solidjs/router'
import { type Accessor, createEffect, on } from 'solid-js'
import type { Flow } from '../../../shared/flow/flow.ts'
import type { Comments, ThreadView } from './comments.ts'
import { createPickingKeys, startAt } from './picking.ts'

export function createPhoneComments(
  comments: Comments,
  page: {
    flow: Accessor<Flow | null>
    /** Id of the screen that shows. */
    screen: Accessor<string | null>
    goTo: (screenId: string) => void
    /** Brings the list of comments into sight. */
    show: () => void
  },
) {
  const [params, setParams] = useSearchParams<{ thread?: string }>()

  /** Brings up the screen that a thread is on. */
  const showThread = ({ stand }: ThreadView) => {
    const { path } = stand ?? {}
    const screen = page
      .flow()
      ?.screens.find((one) => path === one.path || path?.startsWith(`${one.path}.`))
    if (screen && screen.id !== page.screen()) page.goTo(screen.id)
  }
  createEffect(
    on([() => params.thread, comments.threads], ([id, threads]) => {
      const wanted = threads.find((one) => one.id === id)
      if (!wanted || (!wanted.stand && !wanted.gone)) return
      comments.setOpen(wanted.id)
      page.show()
      showThread(wanted)
      setParams({ thread: undefined }, { replace: true })
    }),
  )

  createPickingKeys(comments)

  return { showThread, pointing: pointingOf(comments, page.show) }
}

/** What the phone needs to know of comments; `otherwise` hears of presses that begin none. */
export const pointingOf = (
  comments: Comments,
  show: () => void,
  otherwise: (path: string) => void = () => {},
) => ({
  get marks() {
    return comments.marks()
  },
  get picking() {
    return comments.picking()
  },
  onMark: (path: string) => {
    comments.openAt(path)
    show()
  },
  onPick: (path: string) => {
    if (!comments.picking()) return otherwise(path)
    startAt(comments, path, show)
  },
})
