/** The checks of a version at /chat/flows/:id/checks: what the rehearsal, what has happened, and what people say of it. */
import { createEffect, createMemo, createSignal, onCleanup, Show } from 'solid-js'
import {
  type CheckId,
  checksBeforePublishing,
  checksOfTheWholeWay,
} from '../../../shared/api/checks.ts'
import type { VersionDetail } from '../../../shared/api/flows.ts'
import type { Finding } from '../../../shared/flow/rehearse/index.ts'
import { known } from '../../api/known.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { createRoom } from '../../collab/room.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { createLiveFlow } from '../phone/live/live-flow.ts'
import { OpenVersion } from '../phone/live/open-version.tsx'
import { StatePill } from '../phone/live/state-pill.tsx'
import { CheckGroup } from './check-group.tsx'
import { standingOf } from './check-list.ts'
import { tick, untick, useChecks } from './check-queries.ts'
import styles from './checks-page.module.css'
import { createRehearsal } from './create-rehearsal.ts'
import { RehearsalView } from './rehearsal-view.tsx'
import { Replay } from './replay.tsx'

export default function ChecksPage() {
  return (
    <OpenVersion>
      {({ publicId, version }) => <ChecksOf publicId={publicId} version={version()} />}
    </OpenVersion>
  )
}

function ChecksOf(props: { publicId: string; version: VersionDetail }) {
  const workspace = useWorkspace()
  const which = () => ({ workspaceId: workspace.id, publicId: props.publicId })
  const room = createRoom({ publicId: props.publicId })
  onCleanup(room.destroy)
  const { reading, shown, flow, stamp: stampShown, broken } = createLiveFlow(room)
  /** What is rehearsed: the newest text that is whole. */
  const sound = createMemo(() => {
    const now = shown()
    return room.synced() && now?.broken === null ? now.text : null
  })
  const stamp = () => (sound() === null ? null : stampShown())
  const rehearsal = createRehearsal(sound)
  const checks = useChecks(() => props.version)
  const [replayed, setReplayed] = createSignal<Finding | null>(null)
  // What no longer stands in the newest rehearsal leads nowhere.
  createEffect(() => {
    const findings = rehearsal.last()?.findings ?? []
    const now = replayed()
    if (now && !findings.includes(now))
      setReplayed(findings.find(({ kind, path }) => kind === now.kind && path === now.path) ?? null)
  })

  const all = createMemo(() => ({
    publicId: props.publicId,
    evidence: known(checks.query)?.evidence ?? null,
    ticks: known(checks.query)?.ticks ?? [],
    sha256: stamp(),
    rehearsal: rehearsal.now().state === 'ended' ? rehearsal.last() : null,
  }))
  const standing = (check: CheckId) => standingOf(check, all())
  const whyNoTick = () =>
    !workspace.can('comment')
      ? 'Your role looks on.'
      : stamp() === null
        ? 'The flow is not whole yet.'
        : null
  const setTick = async (check: CheckId, isOn: boolean) => {
    const sha256 = stamp()
    if (isOn && sha256 === null) return
    try {
      await (isOn ? tick(which(), check, sha256!) : untick(which(), check))
      checks.refresh()
    } catch (error) {
      toast({ tone: 'bad', title: 'Not kept', detail: wordsFor(error) })
    }
  }
  const editor = () => `/chat/flows/${props.publicId}`

  return (
    <Page
      full
      title={props.version.name}
      documentTitle={`Checks of ${props.version.name}`}
      back={editor()}
      breadcrumb={[
        { label: 'Flows', href: '/chat/flows' },
        { label: props.version.name, href: editor() },
      ]}
      titleSlot={<h1 class={styles.title}>Checks</h1>}
      pill={<StatePill version={props.version} />}
      actions={<LinkButton href={editor()}>Open the editor</LinkButton>}
    >
      <div class={styles.page}>
        <div class={styles.lists}>
          <Show when={room.closed()}>
            {(closed) => <Banner tone="bad">{closed().reason}</Banner>}
          </Show>
          <Show when={broken()}>{(words) => <Banner tone="warn">{words()}</Banner>}</Show>
          <Show when={checks.query.isLoadingError}>
            <ProblemState error={checks.query.error} onRetry={checks.refresh} />
          </Show>
          <RehearsalView
            run={rehearsal}
            isBroken={reading().broken !== null}
            chosen={replayed()}
            onChoose={setReplayed}
          />
          <CheckGroup
            title="Before publishing"
            checks={checksBeforePublishing}
            standing={standing}
            whyNoTick={whyNoTick()}
            onTick={(check, isOn) => void setTick(check, isOn)}
          />
          <CheckGroup
            title="The whole way, to an answer and back"
            checks={checksOfTheWholeWay}
            standing={standing}
            whyNoTick={whyNoTick()}
            onTick={(check, isOn) => void setTick(check, isOn)}
          />
        </div>
        <Show when={replayed()}>
          {(finding) => (
            <Replay flow={flow()} finding={finding()} onClose={() => setReplayed(null)} />
          )}
        </Show>
      </div>
    </Page>
  )
}
