/** The preview page at /chat/flows/:id/preview: the phone alone, always the newest text of the room. */
import { useSearchParams } from '@solidjs/router'
import {
  createEffect,
  createMemo,
  createSignal,
  lazy,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from 'solid-js'
import type { VersionDetail } from '../../../shared/api/flows.ts'
import { closeCode } from '../../../shared/collab/wire.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { createRoom } from '../../collab/room.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { createComments, type ThreadView } from '../comments/comments.ts'
import { createCursors } from '../phone/live/cursors.ts'
import { LivePhone } from '../phone/live/live-phone.tsx'
import { OpenVersion } from '../phone/live/open-version.tsx'
import { PreviewBar } from '../phone/live/preview-bar.tsx'
import { createPreviewRun, onRunKey, runFrom } from '../phone/live/preview-run.ts'
import { createRoomText } from '../phone/live/room-text.ts'
import { brokenWords, createSettled, createSoundFlow } from '../phone/live/sound-flow.ts'
import { createStamp } from '../phone/live/stamp.ts'
import { StatePill } from '../phone/live/state-pill.tsx'
import styles from './preview-page.module.css'

const CommentsPanel = lazy(() => import('../comments/comments-panel.tsx'))

export default function PreviewPage() {
  return (
    <OpenVersion>
      {({ publicId, version }) => <LivePreview publicId={publicId} version={version()} />}
    </OpenVersion>
  )
}

function LivePreview(props: { publicId: string; version: VersionDetail }) {
  const workspace = useWorkspace()
  const room = createRoom({ publicId: props.publicId })
  onCleanup(room.destroy)
  const { value: text } = createRoomText(room.text)
  const { reading, shown } = createSoundFlow(text)
  const flow = () => shown()?.flow ?? null
  const run = createPreviewRun(flow)
  const stamp = createStamp(() => shown()?.text ?? null)
  const cursors = createCursors(room.text, room.awareness)
  const brokenNow = createMemo(() => brokenWords(reading(), shown(), cursors()))
  const broken = createSettled(brokenNow)
  onRunKey(() => runFrom(run))
  createEffect(() => room.lookAt(run.view()?.screenId ?? null))
  const comments = createComments({
    workspaceId: workspace.id,
    flowId: props.version.flowId,
    publicId: props.publicId,
    room,
    reading,
    mayComment: () => workspace.can('comment'),
  })
  const [params, setParams] = useSearchParams<{ thread?: string }>()
  const [talking, setTalking] = createSignal(params.thread !== undefined)
  /** Comments on the screen that shows. */
  const commentHere = () => {
    const id = run.view()?.screenId
    const screen = flow()?.screens.find((one) => one.id === id)
    if (screen && comments.startThreadAt(screen.path)) setTalking(true)
  }
  const showThread = ({ stand }: ThreadView) => {
    const screen = flow()?.screens.find(({ path }) => stand?.path?.startsWith(path))
    if (screen && screen.id !== run.view()?.screenId) runFrom(run, screen.id)
  }
  createEffect(
    on([() => params.thread, comments.threads], ([id, threads]) => {
      const wanted = threads.find((one) => one.id === id)
      if (!wanted || (!wanted.stand && !wanted.gone)) return
      comments.setOpen(wanted.id)
      showThread(wanted)
      setParams({ thread: undefined }, { replace: true })
    }),
  )
  // In comment mode, until one can point at things on the phone, it is the screen that one comments on.
  createEffect(on(comments.picking, (picking) => picking && commentHere()))
  const keys = (event: KeyboardEvent) => {
    const typing = (event.target as Element | null)?.closest?.(
      'input:not([type="radio"], [type="checkbox"]), textarea, select, [role="dialog"], [role="menu"]',
    )
    if (event.key.toLowerCase() !== 'c' || typing || event.ctrlKey || event.metaKey) return
    if (event.altKey || event.defaultPrevented || !comments.mayComment()) return
    event.preventDefault()
    commentHere()
  }
  onMount(() => window.addEventListener('keydown', keys))
  onCleanup(() => window.removeEventListener('keydown', keys))
  const editor = () => `/chat/flows/${props.publicId}`

  return (
    <Page
      full
      title={props.version.name}
      documentTitle={`Preview of ${props.version.name}`}
      back={editor()}
      breadcrumb={[
        { label: 'Flows', href: '/chat/flows' },
        { label: props.version.name, href: editor() },
      ]}
      titleSlot={<h1 class={styles.title}>Preview</h1>}
      pill={<StatePill version={props.version} />}
      actions={
        <>
          <Button icon="comment" aria-pressed={talking()} onClick={() => setTalking(!talking())}>
            {comments.unread() > 0 ? `Comments, ${comments.unread()} unread` : 'Comments'}
          </Button>
          <LinkButton href={editor()}>
            {workspace.can('edit-flows') && props.version.state === 'draft' ? 'Edit' : 'Open JSON'}
          </LinkButton>
        </>
      }
    >
      <div class={styles.page} data-talking={talking()}>
        <Show when={room.closed()}>
          {(closed) => (
            <Banner tone="bad">
              {closed().code === closeCode.notSignedIn
                ? 'You are signed out, so this preview no longer follows the flow.'
                : closed().reason}
            </Banner>
          )}
        </Show>
        <Show when={room.status() === 'offline'}>
          <Banner tone="warn" icon="offline">
            No connection: this is the flow as it was a moment ago. It follows again by itself.
          </Banner>
        </Show>
        <PreviewBar
          alone
          flow={flow()}
          shown={run.view()?.screenId ?? null}
          stamp={stamp()}
          onScreen={(id) => runFrom(run, id)}
          onRun={() => runFrom(run)}
        />
        <div class={styles.scroll}>
          <div class={styles.column}>
            <Show when={room.synced()} fallback={<Skeleton width="286px" height="580px" />}>
              <LivePhone flow={flow()} run={run} broken={broken()} onRestart={() => runFrom(run)} />
            </Show>
          </div>
        </div>
      </div>
      <Show when={talking()}>
        <aside class={styles.comments} aria-label="Comments beside the preview">
          <Suspense fallback={<Skeleton width="60%" />}>
            <CommentsPanel
              comments={comments}
              linkTo={(id) => `${location.origin}${location.pathname}?thread=${id}`}
              onShow={showThread}
              onClose={() => setTalking(false)}
              how={comments.mayComment() ? 'Press C to comment on the screen that shows.' : ''}
            />
          </Suspense>
        </aside>
      </Show>
    </Page>
  )
}
