/** The preview page at /chat/flows/:id/preview: the phone alone, always the newest text of the room. */
import { createEffect, createMemo, onCleanup, Show } from 'solid-js'
import type { VersionDetail } from '../../../shared/api/flows.ts'
import { closeCode } from '../../../shared/collab/wire.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { createRoom } from '../../collab/room.ts'
import { Banner } from '../../ui/banner.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { createCursors } from '../phone/live/cursors.ts'
import { LivePhone } from '../phone/live/live-phone.tsx'
import { OpenVersion } from '../phone/live/open-version.tsx'
import { PreviewBar } from '../phone/live/preview-bar.tsx'
import { createPreviewRun, onRunKey, runFrom } from '../phone/live/preview-run.ts'
import { createRoomText } from '../phone/live/room-text.ts'
import { brokenWords, createSettled, createSoundFlow } from '../phone/live/sound-flow.ts'
import { createStamp } from '../phone/live/stamp.ts'
import { StatePill } from '../phone/live/state-pill.tsx'
import { ShareButton } from '../share/share-button.tsx'
import styles from './preview-page.module.css'

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
          <ShareButton version={props.version} />
          <LinkButton href={editor()}>
            {workspace.can('edit-flows') && props.version.state === 'draft' ? 'Edit' : 'Open JSON'}
          </LinkButton>
        </>
      }
    >
      <div class={styles.page}>
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
    </Page>
  )
}
