/** The responses of a flow: key figures, the table as answers arrive, and one response whole at the side. */
import { useParams, useSearchParams } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { createEffect, createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import type { ResponseRow } from '../../../shared/api/responses.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { Pill } from '../../ui/pill.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Time } from '../../ui/time.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { readDayRange } from './day-range.ts'
import { RangeFilter } from './range-filter.tsx'
import { ResponsePanel } from './response-panel.tsx'
import { exportAddress, useLastHour, useResponses, useVersion } from './response-queries.ts'
import styles from './responses-page.module.css'
import { ResponsesTable } from './responses-table.tsx'

const numbers = new Intl.NumberFormat()

export default function ResponsesPage() {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const params = useParams<{ id: string }>()
  const [search, setSearch] = useSearchParams<{ from?: string; to?: string; response?: string }>()
  const publicId = () => params.id
  const range = createMemo(() => readDayRange(search), undefined, {
    equals: (a, b) => a?.from === b?.from && a?.to === b?.to,
  })
  const isFiltered = () => Boolean(range().from || range().to)

  const version = useVersion(publicId)
  const responses = useResponses(publicId, range)
  const lastHour = useLastHour(publicId)
  const flow = () => known(version)
  useFeed(
    () => (flow() ? [`responses:${flow()!.flowId}`] : []),
    () => {
      void client.invalidateQueries({ queryKey: ['responses', workspace.id, publicId()] })
      void version.refetch()
    },
  )
  useFeed(
    () => [`flow:${publicId()}`],
    () => void version.refetch(),
  )

  const pages = () => known(responses)?.pages ?? []
  const rows = createMemo(() => pages().flatMap((page) => page.rows))
  const columns = () => pages()[0]?.columns ?? []
  const masked = () => pages()[0]?.masked ?? false
  const matching = () => pages()[0]?.total ?? 0

  const [looked, setLooked] = createSignal<ReadonlySet<string>>(new Set())
  const isNew = createArrivals(
    rows,
    () => responses.isSuccess && !responses.isPlaceholderData,
    () => `${publicId()} ${range().from} ${range().to}`,
  )
  const open = (row: ResponseRow) => {
    setLooked((before) => new Set(before).add(row.id))
    setSearch({ response: row.id }, { replace: Boolean(search.response), scroll: false })
  }

  const exportCsv = () => {
    const link = document.createElement('a')
    link.href = exportAddress(workspace.id, publicId(), range())
    link.download = ''
    link.click()
  }
  const whyNoExport = () => {
    if (!workspace.can('log-access'))
      return 'Your role has no log access, and an export holds everything unmasked.'
    return responses.isSuccess && matching() === 0 ? 'There is nothing to export yet.' : null
  }

  return (
    <Page
      breadcrumb={[{ label: 'Flows', href: '/chat/flows' }]}
      back="/chat/flows"
      title={flow()?.name ?? 'Responses'}
      documentTitle={flow() ? `${flow()!.name}, responses` : 'Responses'}
      pill={
        <Show when={flow()}>
          {(one) => (
            <span class={styles.long}>
              <Pill tone={one().state === 'published' ? 'good' : 'neutral'}>
                {one().state === 'published'
                  ? 'Published'
                  : one().state === 'deprecated'
                    ? 'Deprecated'
                    : 'Draft'}{' '}
                v{one().number}
              </Pill>
            </span>
          )}
        </Show>
      }
      actions={
        <>
          <LinkButton class={styles.roomy ?? ''} href={`/chat/flows/${publicId()}/preview`}>
            Open preview
          </LinkButton>
          <Button
            variant="primary"
            icon="download"
            disabledReason={whyNoExport()}
            onClick={exportCsv}
          >
            <span>
              Export<span class={styles.long}> CSV</span>
            </span>
          </Button>
        </>
      }
      tabs={
        <Tabs
          label="Parts of this flow"
          current={`/chat/flows/${publicId()}/responses`}
          tabs={[
            { label: 'Editor', href: `/chat/flows/${publicId()}` },
            { label: 'Preview', href: `/chat/flows/${publicId()}/preview` },
            { label: 'Responses', href: `/chat/flows/${publicId()}/responses` },
          ]}
        />
      }
    >
      <Show
        when={!version.isLoadingError}
        fallback={
          <Card>
            <ProblemState error={version.error} onRetry={() => void version.refetch()} />
          </Card>
        }
      >
        <div class={styles.split} data-open={search.response ? '' : undefined}>
          <div class={styles.main}>
            <div class={styles.figures}>
              <Figure label="Submitted">{flow() ? numbers.format(flow()!.responses) : '–'}</Figure>
              <Figure label="Last hour">
                {known(lastHour) === undefined ? '–' : numbers.format(known(lastHour)!)}
              </Figure>
              <Figure label={isFiltered() ? 'Newest in this range' : 'Newest'}>
                <Show when={rows()[0]} fallback="–">
                  {(row) => <Time at={row().submittedAt} as="relative" />}
                </Show>
              </Figure>
            </div>
            <Show when={masked()}>
              <Banner icon="lock" title="Numbers and answers are masked.">
                Your role has no log access. An owner of this workspace can give it to you.
              </Banner>
            </Show>
            <Card>
              <Toolbar
                end={
                  <span role="status">
                    <Show when={responses.isSuccess}>
                      {rows().length < matching()
                        ? `${numbers.format(rows().length)} of ${numbers.format(matching())}`
                        : `${numbers.format(matching())} ${matching() === 1 ? 'response' : 'responses'}`}
                    </Show>
                  </span>
                }
              >
                <RangeFilter
                  range={range()}
                  onChange={(next) =>
                    setSearch(
                      { from: next.from ?? undefined, to: next.to ?? undefined },
                      { replace: true, scroll: false },
                    )
                  }
                />
              </Toolbar>
              <Switch>
                <Match when={responses.isLoadingError}>
                  <ProblemState error={responses.error} onRetry={() => void responses.refetch()} />
                </Match>
                <Match when={responses.isPending}>
                  <SkeletonRows rows={8} />
                </Match>
                <Match when={rows().length === 0 && isFiltered()}>
                  <EmptyState
                    icon="search"
                    title="No response in these days"
                    actions={
                      <Button
                        onClick={() =>
                          setSearch({ from: undefined, to: undefined }, { replace: true })
                        }
                      >
                        Show all
                      </Button>
                    }
                  />
                </Match>
                <Match when={rows().length === 0}>
                  <EmptyState
                    icon="responses"
                    title="No response yet"
                    actions={
                      <Show
                        when={flow()?.state === 'published'}
                        fallback={
                          <a href={`/chat/flows/${publicId()}`}>Open the editor to publish it</a>
                        }
                      >
                        <Show when={workspace.can('edit-templates')}>
                          <LinkButton
                            icon="templates"
                            href={`/templates/create?flow=${publicId()}`}
                          >
                            Create a template
                          </LinkButton>
                        </Show>
                        <Show when={workspace.can('use-handset')}>
                          <a href="/sandbox/phone">Open the handset</a>
                        </Show>
                      </Show>
                    }
                  >
                    Send the flow with a template, fill it in on the simulated handset, and the
                    answer appears here within a second.
                  </EmptyState>
                </Match>
                <Match when={true}>
                  <ResponsesTable
                    rows={rows()}
                    columns={columns()}
                    masked={masked()}
                    isNew={(row) => isNew(row) && !looked().has(row.id)}
                    selected={search.response ?? null}
                    onOpen={open}
                  />
                  <Show when={responses.hasNextPage}>
                    <div class={styles.more}>
                      <Button
                        loading={responses.isFetchingNextPage}
                        onClick={() => void responses.fetchNextPage()}
                      >
                        Load more
                      </Button>
                    </div>
                  </Show>
                </Match>
              </Switch>
            </Card>
          </div>
          <Show when={search.response}>
            {(id) => (
              <div class={styles.side}>
                <ResponsePanel
                  id={id()}
                  onClose={() => setSearch({ response: undefined }, { scroll: false })}
                />
              </div>
            )}
          </Show>
        </div>
      </Show>
    </Page>
  )
}

const Figure = (props: { label: string; children: JSX.Element }) => (
  <section class={styles.figure}>
    <h2>{props.label}</h2>
    <p>{props.children}</p>
  </section>
)

/** Tells which rows came in after a list was first shown. Older ones that are loaded later are not new. */
function createArrivals(rows: () => ResponseRow[], settled: () => boolean, list: () => string) {
  type First = { list: string; ids: Set<string>; newestAt: number }
  const [first, setFirst] = createSignal<First | null>(null)
  createEffect(() => {
    if (!settled() || first()?.list === list()) return
    setFirst({
      list: list(),
      ids: new Set(rows().map((row) => row.id)),
      newestAt: rows()[0]?.submittedAt ?? 0,
    })
  })
  return (row: ResponseRow) => {
    const before = first()
    return before !== null && row.submittedAt >= before.newestAt && !before.ids.has(row.id)
  }
}
