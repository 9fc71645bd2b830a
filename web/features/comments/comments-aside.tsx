/** The comments beside what a page shows: the panel, loaded when somebody first looks at it. */
import { type JSX, lazy, Suspense } from 'solid-js'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { Comments, ThreadView } from './comments.ts'

const CommentsPanel = lazy(() => import('./comments-panel.tsx'))

export function CommentsAside(props: {
  class: string | undefined
  /** What it stands beside: "the flow". */
  beside: string
  comments: Comments
  /** Shows what a thread is on. */
  onShow: (thread: ThreadView) => void
  onClose?: (() => void) | undefined
  /** How one begins a thread here, in a sentence; for whoever may. */
  how: string
}): JSX.Element {
  return (
    <aside class={props.class} aria-label={`Comments beside the ${props.beside}`}>
      <Suspense fallback={<Skeleton width="60%" />}>
        <CommentsPanel
          comments={props.comments}
          linkTo={(id) => `${location.origin}${location.pathname}?thread=${id}`}
          onShow={props.onShow}
          {...(props.onClose ? { onClose: props.onClose } : {})}
          how={props.comments.mayComment() ? props.how : ''}
        />
      </Suspense>
    </aside>
  )
}
