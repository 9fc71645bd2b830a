/** Comments on a page that shows the phone alone: pins on it, pointing at what to comment on, and links to a thread. */
import { useSearchParams } from '@solidjs/router'
import { type Accessor, createEffect, on, onCleanup, onMount } from 'solid-js'
import type { Flow } from '../../../shared/flow/flow.ts'
import { toast } from '../../ui/toast.tsx'
import type { Comments, ThreadView } from './comments.ts'

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

  const keys = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    if (event.key === 'Escape' && comments.picking()) {
      event.preventDefault()
      return void comments.setPicking(false)
    }
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey)
    const typing = (event.target as Element | null)?.closest?.(
      'input:not([type="radio"], [type="checkbox"]), textarea, select, [role="dialog"], [role="menu"]',
    )
    if (event.key.toLowerCase() !== 'c' || !isPlain || typing || !comments.mayComment()) return
    event.preventDefault()
    comments.setPicking(!comments.picking())
  }
  onMount(() => window.addEventListener('keydown', keys))
  onCleanup(() => window.removeEventListener('keydown', keys))

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
    if (comments.startThreadAt(path)) return show()
    toast({
      title: 'No comment here yet',
      detail: 'Wait until the flow is whole, then try again.',
    })
  },
})
