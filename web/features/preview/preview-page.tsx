/** The preview page at /chat/flows/:id/preview: the phone with its inspector, endpoint and log, on the newest text. */
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js'
import type { VersionDetail } from '../../../shared/api/flows.ts'
import { closeCode } from '../../../shared/collab/wire.ts'
import { known } from '../../api/known.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { createRoom } from '../../collab/room.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, IconButton, LinkButton } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { createComments } from '../comments/comments.ts'
import { CommentsAside } from '../comments/comments-aside.tsx'
import { createPhoneComments } from '../comments/phone-comments.ts'
import { createNarrow } from '../editor/narrow.ts'
import { AskedStrip } from '../phone/live/asked-strip.tsx'
import { createLiveFlow } from '../phone/live/live-flow.ts'
import { LivePhone } from '../phone/live/live-phone.tsx'
import { OpenVersion } from '../phone/live/open-version.tsx'
import { PreviewBar } from '../phone/live/preview-bar.tsx'
import { createPreviewRun, onRunKey } from '../phone/live/preview-run.ts'
import { StatePill } from '../phone/live/state-pill.tsx'
import { ShareButton } from '../share/share-button.tsx'
import { EndpointPanel } from './endpoint-panel.tsx'
import { InspectorPanel } from './inspector-panel.tsx'
import { LogPanel } from './log-panel.tsx'
import { createPanels, type PanelName, panelTitles } from './panels.ts'
import styles from './preview-page.module.css'
import { PreviewSettings } from './preview-settings.tsx'
import { useReplies } from './reply-queries.ts'
import { StartDialog } from './start-dialog.tsx'
import { createStartValues, isUsual, openingOf } from './start-values.ts'

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
  const { reading, flow, stamp, broken } = createLiveFlow(room)
  const start = createStartValues(props.version.flowId)
  const asksEndpoint = createMemo(() => flow()?.dataApiVersion != null)
  const replies = useReplies(props.publicId, asksEndpoint)
  const run = createPreviewRun(flow, {
    keeps: true,
    opening: () => openingOf(start.values(), flow()),
    // Without them nobody is kept waiting.
    replies: () => (replies.query.isError || !asksEndpoint() ? [] : known(replies.query)?.replies),
  })
  createEffect(() => room.lookAt(run.view()?.screenId ?? null))
  createEffect(
    on(stamp, (sha256, before) => {
      if (sha256 && before)
        run.note({
          kind: 'edit',
          screen: run.view()?.screenId ?? '',
          title: 'The flow was edited; the run goes on',
          payload: { sha256 },
        })
      return sha256 ?? before
    }),
  )

  const [starting, setStarting] = createSignal(false)
  const begin = (screen?: string) => {
    const opening = openingOf(start.values(), flow())
    if (screen === undefined) return run.begin(opening)
    // A jump shows the screen's example data, whatever the flow starts with.
    const { flowToken } = start.values()
    run.begin({ options: { examples: true, flowToken, screen }, about: opening.about ?? {} })
  }
  onRunKey(() => begin())

  const narrow = createNarrow()
  const panels = createPanels()
  const [tab, setTab] = createSignal<'phone' | PanelName>('phone')
  const offered = (): PanelName[] =>
    asksEndpoint() || run.asked() !== null
      ? ['inspector', 'endpoint', 'log', 'comments']
      : ['inspector', 'log', 'comments']
  const shows = (panel: PanelName) =>
    offered().includes(panel) && (narrow() ? tab() === panel : panels.isOpen(panel))
  const closer = (panel: PanelName) => (narrow() ? null : () => panels.toggle(panel))
  createEffect(() => {
    if (!narrow() || !(tab() === 'phone' || offered().includes(tab() as PanelName))) setTab('phone')
  })

  const comments = createComments({
    workspaceId: workspace.id,
    flowId: props.version.flowId,
    publicId: props.publicId,
    room,
    reading,
    mayComment: () => workspace.can('comment'),
  })
  const showComments = () => {
    if (narrow()) setTab('comments')
    else if (!panels.isOpen('comments')) panels.toggle('comments')
  }
  const { showThread, pointing } = createPhoneComments(comments, {
    flow,
    screen: () => run.view()?.screenId ?? null,
    goTo: begin,
    show: showComments,
  })
  // What is pointed at is on the phone.
  createEffect(() => comments.picking() && narrow() && setTab('phone'))

  let stage!: HTMLDivElement
  let sides!: HTMLDivElement
  /** Brings up where a request is answered, with the keyboard in it. */
  const answerByHand = () => {
    if (narrow()) setTab('endpoint')
    else if (!panels.isOpen('endpoint')) panels.toggle('endpoint')
    queueMicrotask(() => sides.querySelector<HTMLElement>('form input')?.focus())
  }
  const answered = () => {
    if (narrow()) setTab('phone')
    queueMicrotask(() => stage.focus({ preventScroll: true }))
  }
  const startLabel = () => (isUsual(start.values()) ? 'Start values' : 'Start values, changed')
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
          <Button
            icon="comment"
            aria-pressed={shows('comments')}
            onClick={() =>
              narrow()
                ? setTab(tab() === 'comments' ? 'phone' : 'comments')
                : panels.toggle('comments')
            }
          >
            {comments.unread() > 0 ? `Comments, ${comments.unread()} unread` : 'Comments'}
          </Button>
          <ShareButton version={props.version} />
          <LinkButton href={editor()}>
            {workspace.can('edit-flows') && props.version.state === 'draft' ? 'Edit' : 'Open JSON'}
          </LinkButton>
        </>
      }
    >
      <div class={styles.page} data-narrow={narrow()}>
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
          onScreen={begin}
          onRun={() => begin()}
        >
          <Show
            when={narrow()}
            fallback={
              <Button size="small" variant="quiet" icon="edit" onClick={() => setStarting(true)}>
                {startLabel()}
              </Button>
            }
          >
            <IconButton
              icon="edit"
              size="small"
              label={startLabel()}
              onClick={() => setStarting(true)}
            />
          </Show>
          <PreviewSettings
            run={run}
            asksEndpoint={asksEndpoint()}
            panels={narrow() ? [] : offered()}
            isOpen={panels.isOpen}
            onToggle={panels.toggle}
          />
        </PreviewBar>
        <Show when={narrow()}>
          <div class={styles.tabs}>
            <Segmented<'phone' | PanelName>
              label="Show"
              value={tab()}
              onChange={setTab}
              options={[
                { value: 'phone', label: 'Phone' },
                ...offered().map((panel) => ({ value: panel, label: panelTitles[panel] })),
              ]}
            />
          </div>
        </Show>
        <div class={styles.columns} ref={sides}>
          <Show when={shows('inspector')}>
            <div class={`${styles.side} ${styles.left}`}>
              <InspectorPanel flow={flow()} run={run} onClose={closer('inspector')} />
            </div>
          </Show>
          <div class={styles.middle} hidden={narrow() && tab() !== 'phone'}>
            <AskedStrip run={run} always={asksEndpoint()} onHold={answerByHand}>
              <Show when={narrow() || !panels.isOpen('endpoint')}>
                <button type="button" class={styles.other} onClick={answerByHand}>
                  Answer by hand
                </button>
              </Show>
            </AskedStrip>
            <div class={styles.scroll}>
              <div class={styles.column} ref={stage} tabIndex={-1}>
                <Show when={room.synced()} fallback={<Skeleton width="286px" height="580px" />}>
                  <LivePhone
                    bare
                    flow={flow()}
                    run={run}
                    broken={broken()}
                    onRestart={() => begin()}
                    draft={props.version.state === 'draft'}
                    {...pointing}
                  />
                </Show>
              </div>
            </div>
          </div>
          <Show when={shows('endpoint') || shows('log')}>
            <div class={`${styles.side} ${styles.right}`}>
              <Show when={shows('endpoint') && flow()}>
                {(now) => (
                  <EndpointPanel
                    flow={now()}
                    run={run}
                    replies={replies}
                    whyNotSave={
                      workspace.can('edit-flows')
                        ? null
                        : 'Keeping replies needs the right to edit flows.'
                    }
                    onAnswered={answered}
                    onClose={closer('endpoint')}
                  />
                )}
              </Show>
              <Show when={shows('log')}>
                <LogPanel run={run} onClose={closer('log')} />
              </Show>
            </div>
          </Show>
          <Show when={shows('comments')}>
            <CommentsAside
              class={`${styles.side} ${styles.right}`}
              beside="preview"
              comments={comments}
              onShow={showThread}
              onClose={closer('comments') ?? undefined}
              how="Press C, then what you want to comment on the phone."
            />
          </Show>
        </div>
      </div>
      <Show when={starting()}>
        <StartDialog
          flow={flow()}
          values={start.values()}
          onClose={() => setStarting(false)}
          onStart={(values) => {
            start.set(values)
            setStarting(false)
            begin()
          }}
        />
      </Show>
    </Page>
  )
}
