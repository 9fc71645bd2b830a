/** The cut-over at /chat/flows/:id/cut-over: a checklist of six steps, what happened when and by whom, one thing to do next. */
import { createSignal, Index, Match, Show, Switch } from 'solid-js'
import type { CutOver, CutOverRun } from '../../../shared/api/cut-overs.ts'
import type { VersionDetail } from '../../../shared/api/flows.ts'
import { known } from '../../api/known.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { Pill } from '../../ui/pill.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { OpenVersion } from '../phone/live/open-version.tsx'
import styles from './cut-over-page.module.css'
import { cutOverActs, startCutOver, useCutOver } from './cut-over-queries.ts'
import { happenedIn, messagesOf, stateLooks, templatesOf } from './cut-over-words.ts'
import { StepList } from './step-list.tsx'

export default function CutOverPage() {
  return (
    <OpenVersion>
      {({ publicId, version }) => <Opened publicId={publicId} version={version()} />}
    </OpenVersion>
  )
}

function Opened(props: { publicId: string; version: VersionDetail }) {
  const workspace = useWorkspace()
  const { query, refresh } = useCutOver(
    () => props.publicId,
    () => props.version.flowId,
  )
  const run = () => known(query)?.run ?? null
  const mayAct = () => workspace.can('publish-flows')
  const [asked, setAsked] = createSignal<'stop' | 'roll-back' | null>(null)
  const acts = () => cutOverActs(workspace.id, run()?.id ?? '')
  const isOpen = () => run()?.state === 'running' || run()?.state === 'rolling-back'
  const did = (title: string, act: () => Promise<unknown>) => async () => {
    await act()
    refresh()
    toast({ tone: 'good', title, detail: props.version.name })
  }
  return (
    <Page
      narrow
      title="Cut-over"
      documentTitle={`${props.version.name}, cut-over`}
      breadcrumb={[
        { label: 'Flows', href: '/chat/flows' },
        { label: props.version.name, href: `/chat/flows/${props.publicId}` },
      ]}
      back={`/chat/flows/${props.publicId}`}
      pill={
        <Show when={run()}>
          {(one) => <Pill tone={stateLooks[one().state].tone}>{stateLooks[one().state].word}</Pill>}
        </Show>
      }
      actions={
        <Show when={mayAct() && run()}>
          {(one) => (
            <>
              <Show when={isOpen()}>
                <Button disabledReason={one().whyNotStopped} onClick={() => setAsked('stop')}>
                  Stop
                </Button>
              </Show>
              <Show when={one().state !== 'rolled-back'}>
                <Button
                  icon="undo"
                  disabledReason={one().whyNotRolledBack}
                  onClick={() => setAsked('roll-back')}
                >
                  Roll back
                </Button>
              </Show>
            </>
          )}
        </Show>
      }
    >
      <Switch>
        <Match when={query.isPending}>
          <Card>
            <SkeletonRows rows={6} />
          </Card>
        </Match>
        <Match when={query.isLoadingError}>
          <Card>
            <ProblemState error={query.error} onRetry={refresh} />
          </Card>
        </Match>
        <Match when={run()}>
          {(one) => (
            <>
              <Show when={!mayAct()}>
                <Banner icon="eye">
                  You see each step as it happens. To act in it one needs the right to publish
                  flows.
                </Banner>
              </Show>
              <EndedNews run={one()} />
              <Show when={query.isRefetchError}>
                <Banner
                  tone="warn"
                  actions={
                    <Button size="small" onClick={refresh}>
                      Try again
                    </Button>
                  }
                >
                  This may be out of date. {wordsFor(query.error)}
                </Banner>
              </Show>
              <StepList run={one()} mayAct={mayAct()} onChanged={refresh} />
              <Events run={one()} />
              <Show when={mayAct() && known(query)?.offer}>
                {(offer) => <Offer offer={offer()} name={props.version.name} onBegun={refresh} />}
              </Show>
            </>
          )}
        </Match>
        <Match when={known(query)?.offer}>
          {(offer) => <Offer offer={offer()} name={props.version.name} onBegun={refresh} />}
        </Match>
        <Match when={true}>
          <Card>
            <EmptyState
              icon="flows"
              title="No cut-over can begin here"
              actions={
                <LinkButton href={`/chat/flows/${props.publicId}`}>Open the editor</LinkButton>
              }
            >
              {known(query)?.whyNone}
            </EmptyState>
          </Card>
        </Match>
      </Switch>
      <ConfirmDialog
        open={asked() === 'stop'}
        onClose={() => setAsked(null)}
        title="Stop this cut-over?"
        confirm="Stop it"
        onConfirm={did('Stopped', () => acts().stop())}
        words={wordsFor}
      >
        What is done stays done: {doneWords(run())} Nothing further happens, and version{' '}
        {run()?.old.number} stays published. You can begin again later, or still roll back.
      </ConfirmDialog>
      <ConfirmDialog
        open={asked() === 'roll-back'}
        onClose={() => setAsked(null)}
        title={`Roll back to version ${run()?.old.number}?`}
        confirm="Roll back"
        danger
        onConfirm={did('Rolled back', () => acts().rollBack())}
        words={wordsFor}
      >
        What was moved and has not left goes back to the old templates and opens version{' '}
        {run()?.old.number} again. What has left stays as it was sent. Version {run()?.new.number}{' '}
        and the new templates stay where they are.
      </ConfirmDialog>
    </Page>
  )
}

/** What a stop leaves as it is. */
function doneWords(run: CutOverRun | null): string {
  if (!run) return ''
  const made = run.templates.filter(({ successor }) => successor !== null).length
  const moved = run.campaigns.reduce((all, one) => all + one.moved, 0)
  const parts = [
    run.new.state === 'published' ? `version ${run.new.number} is published` : null,
    made > 0 ? `${templatesOf(made)} submitted` : null,
    moved > 0 ? `${messagesOf(moved)} moved` : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? `${parts.join(', ')}.` : 'nothing so far.'
}

function EndedNews(props: { run: CutOverRun }) {
  return (
    <Switch>
      <Match when={props.run.state === 'done'}>
        <Banner
          tone="good"
          title={`Version ${props.run.new.number} has taken the place of version ${props.run.old.number}.`}
          actions={
            <Show when={props.run.left > 0}>
              <LinkButton size="small" href="/templates?flow=closed">
                Show {props.run.left === 1 ? 'it' : 'them'}
              </LinkButton>
            </Show>
          }
        >
          <Show when={props.run.left > 0}>
            {templatesOf(props.run.left)} still {props.run.left === 1 ? 'opens' : 'open'} the closed
            version: nothing can be sent with {props.run.left === 1 ? 'it' : 'them'}.
          </Show>
        </Banner>
      </Match>
      <Match when={props.run.state === 'stopped'}>
        <Banner title="Stopped.">
          What was done stays done: {doneWords(props.run)} Version {props.run.old.number} stays
          published.
        </Banner>
      </Match>
      <Match when={props.run.state === 'rolled-back'}>
        <Banner
          title={`Rolled back: version ${props.run.old.number} stays published.`}
          actions={
            <LinkButton size="small" href="/templates">
              Templates
            </LinkButton>
          }
        >
          Messages that had not left went back to the old templates. New ones that you do not need
          can be deleted.
        </Banner>
      </Match>
      <Match when={props.run.state === 'rolling-back'}>
        <Banner tone="warn" title="Going back.">
          What has not left is moved to the old templates. You can leave this page.
        </Banner>
      </Match>
    </Switch>
  )
}

function Events(props: { run: CutOverRun }) {
  return (
    <Card title="What happened">
      <ol class={styles.events}>
        <Index each={props.run.events}>
          {(event) => (
            <li>
              <span class={styles.when}>
                <Time at={event().at} />
              </span>
              <span dir="auto">
                {happenedIn(event(), props.run)}
                <span class={styles.who}>{event().by ? `, by ${event().by}` : ''}</span>
              </span>
            </li>
          )}
        </Index>
      </ol>
    </Card>
  )
}

/** What a run would do, before one begins. */
function Offer(props: { offer: NonNullable<CutOver['offer']>; name: string; onBegun: () => void }) {
  const workspace = useWorkspace()
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const isDraft = () => props.offer.new.state === 'draft'
  const off = () =>
    workspace.can('publish-flows') ? null : 'This needs the right to publish flows.'
  const begin = async () => {
    setBusy(true)
    setWrong(null)
    try {
      const { publicId } = props.offer.new
      await startCutOver(
        { workspaceId: workspace.id, publicId },
        { replaces: props.offer.old.publicId },
      )
      props.onBegun()
    } catch (error) {
      setWrong(wordsFor(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card
      title={`Version ${props.offer.new.number} can take the place of version ${props.offer.old.number}`}
      padded
    >
      <p>
        Templates open one version for good. A cut-over leads through all that follows from a new
        one: it is published, each template gets a successor that opens it, messages that have not
        left go out with the successor, and the old version is deprecated when you say so. You can
        leave it, stop it, and roll it back until then.
      </p>
      <Show
        when={props.offer.templates.length > 0}
        fallback={<p>No template opens version {props.offer.old.number}.</p>}
      >
        <p>
          {templatesOf(props.offer.templates.length)} of version {props.offer.old.number}:
        </p>
        <ul class={styles.plain}>
          <Index each={props.offer.templates}>
            {(template) => (
              <li>
                <a href={`/templates/${template().id}`}>{template().name}</a>{' '}
                <span class={styles.soft}>{template().language}</span>
              </li>
            )}
          </Index>
        </ul>
      </Show>
      <Show when={wrong()}>{(words) => <Banner tone="bad">{words()}</Banner>}</Show>
      <div class={styles.act}>
        <Show
          when={isDraft()}
          fallback={
            <Button
              variant="primary"
              loading={busy()}
              disabledReason={off()}
              onClick={() => void begin()}
            >
              Begin the cut-over
            </Button>
          }
        >
          <LinkButton variant="primary" href={publishAddress(props.offer.new.publicId)}>
            Publish draft {props.offer.new.number}
          </LinkButton>
          <span class={styles.soft}>
            The first step, in the editor, where its text is in sight.
          </span>
        </Show>
      </div>
    </Card>
  )
}

const publishAddress = (publicId: string): string => `/chat/flows/${publicId}?publish=1`
