/** The shared preview itself: the phone, which screen and version it shows, who is here, and comments. */
import { createEffect, createMemo, createSignal, Show } from 'solid-js'
import type { SharedFlow } from '../../../shared/api/shares.ts'
import type { Room } from '../../collab/room.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { createComments } from '../comments/comments.ts'
import { CommentsAside } from '../comments/comments-aside.tsx'
import { createPhoneComments } from '../comments/phone-comments.ts'
import { createLiveFlow } from '../phone/live/live-flow.ts'
import { LivePhone } from '../phone/live/live-phone.tsx'
import { createPreviewRun, onRunKey, runFrom } from '../phone/live/preview-run.ts'
import { WalkPage } from '../phone/live/walk-page.tsx'
import { GuestName } from './guest-name.tsx'
import styles from './walk.module.css'
import { WhoElse } from './who-else.tsx'

/** Comments stand beside the phone, or over its lower half where the window is narrow. */
export function Walk(props: { shared: SharedFlow; room: Room; onNamed: () => void }) {
  const { room } = props
  const { reading, flow, stamp, broken } = createLiveFlow(room)
  const run = createPreviewRun(flow)
  onRunKey(() => runFrom(run))
  createEffect(() => room.lookAt(run.view()?.screenId ?? null))

  const mayComment = () => props.shared.access === 'comment'
  const comments = createComments({
    workspaceId: props.shared.workspaceId,
    flowId: props.shared.flowId,
    publicId: props.shared.version.publicId,
    room,
    reading,
    mayComment,
  })
  const [talking, setTalking] = createSignal(false)
  const { showThread, pointing } = createPhoneComments(comments, {
    flow,
    screen: () => run.view()?.screenId ?? null,
    goTo: (id) => runFrom(run, id),
    show: () => setTalking(true),
  })
  // What is pointed at must not lie under the list.
  createEffect(() => comments.picking() && setTalking(false))

  const others = createMemo(() =>
    room
      .people()
      .filter(({ id }) => id !== props.shared.guest.id)
      .reverse(),
  )

  const state = () => {
    const { state, number } = props.shared.version
    const isDraft = state === 'draft'
    return { words: `${isDraft ? 'Draft' : 'Version'} ${number}`, isDraft }
  }

  return (
    <WalkPage
      name={props.shared.name}
      state={state()}
      about={
        <>
          Shared by {props.shared.sharedBy}.{' '}
          {state().isDraft
            ? 'It changes here as its authors work on it.'
            : 'This version does not change any more.'}
        </>
      }
      actions={
        <>
          <WhoElse people={others()} />
          <Show when={mayComment()}>
            <Button
              size="small"
              icon="comment"
              variant={comments.picking() ? 'primary' : 'secondary'}
              aria-pressed={comments.picking()}
              onClick={() => comments.setPicking(!comments.picking())}
            >
              {comments.picking() ? 'Press on the phone' : 'Comment'}
            </Button>
          </Show>
          <Button
            size="small"
            variant="quiet"
            aria-expanded={talking()}
            onClick={() => setTalking(!talking())}
          >
            {countWords(comments.threads().filter(({ resolved }) => resolved === null).length)}
          </Button>
          <GuestName
            linkId={props.shared.linkId}
            name={props.shared.guest.name}
            onNamed={props.onNamed}
          />
        </>
      }
      notice={
        <Show when={room.status() === 'offline'}>
          <Banner tone="warn" icon="offline">
            No connection: this is the flow as it was a moment ago. It follows again by itself.
          </Banner>
        </Show>
      }
      aside={
        <Show when={talking()}>
          <CommentsAside
            class={styles.aside}
            beside="preview"
            comments={comments}
            onShow={showThread}
            onClose={() => setTalking(false)}
            how="Choose Comment, then what you mean on the phone."
          />
        </Show>
      }
      flow={flow()}
      run={run}
      stamp={stamp()}
    >
      {(isPhone) => (
        <Show
          when={room.synced()}
          fallback={
            <span class={styles.waiting}>
              <Skeleton width="100%" height="100%" />
            </span>
          }
        >
          <LivePhone
            bare
            flow={flow()}
            run={run}
            broken={broken()}
            onRestart={() => runFrom(run)}
            draft={state().isDraft}
            fills={isPhone()}
            {...pointing}
          />
        </Show>
      )}
    </WalkPage>
  )
}

const countWords = (count: number): string =>
  count === 0 ? 'No comments' : count === 1 ? '1 comment' : `${count} comments`
