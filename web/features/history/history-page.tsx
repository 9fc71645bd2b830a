/** The history of a version at /chat/flows/:id/history: what was done, by whom, and the way back to any of it. */
import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import type { VersionDetail } from '../../../shared/api/flows.ts'
import type { HistoryList } from '../../../shared/api/history.ts'
import { textEdits } from '../../../shared/collab/diff.ts'
import { colorOf } from '../../../shared/collab/presence.ts'
import { applyEdits } from '../../../shared/text-edit.ts'
import { fileName, saveFile } from '../../api/download.ts'
import { known } from '../../api/known.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { createRemembered } from '../../shell/remembered.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, IconButton, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { NameVersionDialog } from '../editor/name-version-dialog.tsx'
import { createNarrow } from '../editor/narrow.ts'
import { colourOf } from '../editor/people-here.tsx'
import { OpenVersion } from '../phone/live/open-version.tsx'
import { StatePill } from '../phone/live/state-pill.tsx'
import { ChangeView } from './change-view.tsx'
import { diffRows } from './diff-rows.ts'
import styles from './history-page.module.css'
import {
  restoreCheckpoint,
  restoreNamed,
  useChange,
  useHistory,
  useNamedText,
} from './history-queries.ts'
import { MeaningList } from './meaning-list.tsx'
import { MomentList } from './moment-list.tsx'
import { type Moment, momentsOf } from './moments.ts'

export default function HistoryPage() {
  return (
    <OpenVersion>
      {({ publicId, version, refresh }) => (
        <History publicId={publicId} version={version()} refresh={refresh} />
      )}
    </OpenVersion>
  )
}

/** What a chosen moment is set against. */
type Against = 'before' | 'now'

function History(props: { publicId: string; version: VersionDetail; refresh: () => void }) {
  const workspace = useWorkspace()
  const which = () => ({ workspaceId: workspace.id, publicId: props.publicId })
  const [search, setSearch] = useSearchParams<{ at?: string; against?: string }>()
  const { list, now, refresh } = useHistory(() => props.publicId)
  const moments = createMemo(() => {
    const past = known(list)
    return past ? momentsOf(past, props.version) : []
  })
  /** Newest work first where nothing is chosen: "what did I miss" is the question people come with. */
  const chosen = createMemo((): Moment | null => {
    const all = moments()
    return (
      all.find((moment) => moment.key === search.at) ??
      all.find((moment) => moment.kind === 'work') ??
      all[0] ??
      null
    )
  })
  const checkpoint = () => {
    const moment = chosen()
    return moment?.kind === 'work' || moment?.kind === 'start' ? moment.id : null
  }
  const namedId = () => {
    const moment = chosen()
    return moment?.kind === 'named' ? moment.namedId : null
  }
  const against = (): Against =>
    chosen()?.kind === 'work' && search.against !== 'now' ? 'before' : 'now'

  const change = useChange(() => props.publicId, checkpoint)
  const namedText = useNamedText(namedId)
  /** The chosen moment's text; null while it is on its way. */
  const text = createMemo((): string | null => {
    if (isNow(chosen())) return known(now) ?? null
    if (namedId() !== null) return known(namedText) ?? null
    const got = change.isPlaceholderData ? undefined : known(change)
    return got ? applyEdits(got.before, got.edits) : null
  })
  const shown = createMemo(() => {
    const here = text()
    const latest = known(now)
    if (here === null || latest === undefined) return null
    const got = known(change)
    if (against() === 'before' && got)
      return {
        before: got.before,
        after: here,
        rows: diffRows(got.before, here, got.edits),
        writers: got.writers,
      }
    return {
      before: here,
      after: latest,
      rows: diffRows(here, latest, textEdits(here, latest)),
      writers: [],
    }
  })
  const failed = () => [list, now, change, namedText].find((query) => query.isError)

  const [sides, setSides] = createRemembered('flowroom.history.sides', true)
  const narrow = createNarrow()
  const [naming, setNaming] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const whyNoRestore = (): string | null => {
    if (!workspace.can('edit-flows'))
      return 'To put a state back one needs the right to edit flows.'
    if (props.version.state !== 'draft')
      return 'This version is frozen. Make a new draft from it to go on editing.'
    if (text() === null) return 'Loading.'
    return text() === known(now) ? 'The text is just like this.' : null
  }
  const put = async (moment: Moment) => {
    if (moment.kind === 'named') await restoreNamed(workspace.id, moment.namedId)
    else if (moment.kind !== 'now' && moment.kind !== 'published')
      await restoreCheckpoint(which(), moment.id)
  }
  const restore = async () => {
    const moment = chosen()
    if (!moment || busy()) return
    setBusy(true)
    try {
      await put(moment)
      refresh()
      toast({
        tone: 'good',
        title: 'Restored',
        detail:
          'Everybody here sees it. It is an edit like any other, and the next entry in this list.',
        action: { label: 'Undo', onSelect: () => void undo() },
      })
    } catch (error) {
      toast({ tone: 'bad', title: 'Nothing was restored.', detail: wordsFor(error) })
    } finally {
      setBusy(false)
    }
  }
  /** Back to the state before the restore, unless somebody has gone on from it. */
  const undo = async () => {
    try {
      const past = (await list.refetch()).data
      const [restored, before] = past?.checkpoints ?? []
      if (past?.open || !restored || !before) {
        toast({
          tone: 'bad',
          title: 'Not undone.',
          detail: 'Somebody has edited since. The state before is in this list.',
        })
        return
      }
      await restoreCheckpoint(which(), before.id)
      refresh()
    } catch (error) {
      toast({ tone: 'bad', title: 'Not undone.', detail: wordsFor(error) })
    }
  }
  const download = () => {
    const content = text()
    if (content !== null)
      saveFile(
        new Blob([content], { type: 'application/json' }),
        fileName(`${props.version.name} - ${chosen()?.key ?? ''}`, 'json'),
      )
  }

  return (
    <Page
      full
      title="History"
      documentTitle={`${props.version.name}, history`}
      breadcrumb={[
        { label: 'Flows', href: '/chat/flows' },
        { label: props.version.name, href: `/chat/flows/${props.publicId}` },
      ]}
      back={`/chat/flows/${props.publicId}`}
      pill={<StatePill version={props.version} />}
      actions={
        <>
          <Show when={workspace.can('edit-flows') && props.version.state === 'draft'}>
            <Button onClick={() => setNaming(true)}>Name this version</Button>
          </Show>
          <LinkButton href={`/chat/flows/${props.publicId}`}>Open editor</LinkButton>
        </>
      }
    >
      <div class={styles.page}>
        <Show when={known(list)?.damages.at(-1)}>
          {(damage) => <DamageNews damage={damage()} />}
        </Show>
        <div class={styles.split}>
          <Show
            when={known(list)}
            fallback={
              <div class={styles.waiting}>
                <Show when={list.isError} fallback={<SkeletonRows rows={6} />}>
                  <ProblemState error={list.error} onRetry={refresh} />
                </Show>
              </div>
            }
          >
            <MomentList
              moments={moments()}
              chosen={chosen()?.key ?? ''}
              onChoose={(key) => setSearch({ at: key }, { scroll: false })}
            />
          </Show>
          <section class={styles.detail} aria-label="What changed">
            <Show when={chosen()}>
              {(moment) => (
                <header class={styles.head}>
                  <div class={styles.about}>
                    <h2>
                      <Show when={moment().kind !== 'now'} fallback="The text as it is now">
                        <Time at={moment().at} />
                      </Show>
                    </h2>
                    <Legend moment={moment()} version={props.version} />
                  </div>
                  <Show when={moment().kind === 'work'}>
                    <Segmented
                      label="Show"
                      options={[
                        { value: 'before', label: 'What changed' },
                        { value: 'now', label: 'Difference to now' },
                      ]}
                      value={against()}
                      onChange={(value: Against) =>
                        setSearch({ against: value }, { replace: true, scroll: false })
                      }
                    />
                  </Show>
                  <Show when={!narrow()}>
                    <IconButton
                      icon="split"
                      label={sides() ? 'One below the other' : 'Side by side'}
                      pressed={sides()}
                      onClick={() => setSides(!sides())}
                    />
                  </Show>
                  <Button
                    icon="download"
                    disabledReason={text() === null ? 'Loading.' : null}
                    onClick={download}
                  >
                    Download
                  </Button>
                  <Show when={!isNow(moment())}>
                    <Button
                      variant="primary"
                      loading={busy()}
                      disabledReason={whyNoRestore()}
                      onClick={() => void restore()}
                    >
                      Restore
                    </Button>
                  </Show>
                </header>
              )}
            </Show>
            <div class={styles.body}>
              <Switch fallback={<SkeletonRows rows={8} />}>
                <Match when={shown()?.rows.length === 0}>
                  <Nothing moment={chosen()} isFirst={moments().length <= 1} />
                </Match>
                <Match when={shown()}>
                  {(view) => (
                    <>
                      <MeaningList before={view().before} after={view().after} />
                      <ChangeView
                        rows={view().rows}
                        writers={view().writers}
                        sideBySide={sides() && !narrow()}
                      />
                    </>
                  )}
                </Match>
                <Match when={failed()}>
                  {(query) => (
                    <ProblemState error={query().error} onRetry={() => void query().refetch()} />
                  )}
                </Match>
              </Switch>
            </div>
          </section>
        </div>
      </div>
      <NameVersionDialog
        open={naming()}
        onClose={() => setNaming(false)}
        which={which()}
        onNamed={() => {
          props.refresh()
          refresh()
        }}
      />
    </Page>
  )
}

/** What became of a flow whose stored data was found damaged. */
function DamageNews(props: { damage: HistoryList['damages'][number] }) {
  return (
    <div class={styles.news}>
      <Banner
        tone={props.damage.lost ? 'bad' : 'info'}
        title="Stored data of this flow was found damaged"
      >
        on <Time at={props.damage.at} />.{' '}
        {props.damage.lost
          ? 'One change could not be read and is missing. If something is not as you remember it, a state below may still have it.'
          : 'It was rebuilt from an older copy and every change since. Nothing is missing.'}
      </Banner>
    </div>
  )
}

/** Who wrote, in the colours that their words have below. */
/** What went live is what stands there now. */
const isNow = (moment: Moment | null): boolean =>
  moment?.kind === 'now' || moment?.kind === 'published'

function Legend(props: { moment: Moment; version: VersionDetail }) {
  return (
    <p class={styles.legend}>
      <Switch>
        <Match when={props.moment.kind === 'work' && props.moment}>
          {(work) => (
            <For each={work().writers}>
              {({ id, name }) => (
                <span class={styles.writer}>
                  <i aria-hidden="true" style={{ background: colourOf(colorOf(id)) }} />
                  <span dir="auto">{name}</span>
                </span>
              )}
            </For>
          )}
        </Match>
        <Match when={props.moment.kind === 'named' && props.moment}>
          {(named) => (
            <span>
              <strong dir="auto">{named().name}</strong>, named by {named().by}. Below is what was
              done since.
            </span>
          )}
        </Match>
        <Match when={props.moment.kind === 'published' && props.moment}>
          {(moment) => (
            <span>
              Published by {moment().by}
              <Show when={moment().waivedBy}>
                {(name) => <>, without a rehearsal on the word of {name()}</>}
              </Show>
              .
              <For each={props.version.replaced}>
                {({ publicId, number }) => (
                  <>
                    {' '}
                    It took the place of{' '}
                    <a href={`/chat/flows/${publicId}/history`}>version {number}</a>.
                  </>
                )}
              </For>
              <Show when={props.version.replacedBy}>
                {(next) => (
                  <>
                    {' '}
                    <a href={`/chat/flows/${next().publicId}/history`}>Version {next().number}</a>{' '}
                    took its place.
                  </>
                )}
              </Show>
              <Show when={moment().note}>{(note) => <span dir="auto"> “{note()}”</span>}</Show>
            </span>
          )}
        </Match>
        <Match when={props.moment.kind === 'start'}>As it was created.</Match>
      </Switch>
    </p>
  )
}

function Nothing(props: { moment: Moment | null; isFirst: boolean }) {
  return (
    <Show
      when={props.isFirst}
      fallback={
        <EmptyState icon="history" title="No difference">
          {isNow(props.moment)
            ? 'Choose a moment to see what was done then.'
            : 'The text is just like this now.'}
        </EmptyState>
      }
    >
      <EmptyState icon="history" title="Nothing has happened yet">
        As soon as somebody has edited this version, every stretch of work stands here: who did
        what, and the way back.
      </EmptyState>
    </Show>
  )
}
