/** The flow list: every flow of the workspace with its state, who is in it right now, and what can be done with it. */
import { useNavigate, useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import type { FlowRow } from '../../../shared/api/flows.ts'
import { useChannels } from '../../api/channels.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { isProblem } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button, IconButton, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { createSettled } from '../../ui/settled.ts'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { RunningBanner } from '../cut-over/running-banner.tsx'
import { ConnectChannel } from './connect-channel.tsx'
import { lookAgain, useFlows } from './flow-queries.ts'
import { FlowTable } from './flow-table.tsx'
import styles from './list-page.module.css'
import type { Question } from './row-menu.ts'
import { RowQuestion } from './row-question.tsx'

export default function FlowListPage(): JSX.Element {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams<{ search?: string }>()
  const typed = () => params.search ?? ''
  const search = createSettled(typed)
  const flows = useFlows(() => search().trim())
  const channels = useChannels()
  const [question, setQuestion] = createSignal<{ row: FlowRow; question: Question } | null>(null)

  useFeed(
    () => ['flows'],
    () => void lookAgain(workspace.id),
  )

  // Looking again by itself, as others work, turns no wheel.
  const [refreshing, setRefreshing] = createSignal(false)
  const refresh = async () => {
    setRefreshing(true)
    await flows.refetch()
    setRefreshing(false)
  }

  const rows = createMemo(() => known(flows)?.flows ?? [])
  const hasNoChannel = () => known(channels)?.channels.length === 0
  const mayEdit = () => workspace.can('edit-flows')
  const replacing = () => rows().filter(({ cutOver }) => cutOver !== null)
  const isEmpty = () => rows().length === 0 && !search().trim()

  return (
    <Page
      title="Flows"
      actions={
        <Show when={mayEdit() && !hasNoChannel()}>
          <LinkButton href="/chat/flows/create" variant="primary" icon="plus">
            <span>
              Create<span class={styles.long}> a WhatsApp Flow</span>
            </span>
          </LinkButton>
        </Show>
      }
    >
      <Show when={flows.isRefetchError && !flows.isFetching && !shellSays(flows.error)}>
        <Banner
          tone="warn"
          actions={
            <Button size="small" onClick={() => void flows.refetch()}>
              Try again
            </Button>
          }
        >
          This list may be out of date.
        </Banner>
      </Show>
      <For each={replacing().map(({ id }) => id)}>
        {(id) => (
          <Show when={replacing().find((row) => row.id === id)}>
            {(row) => (
              <Show when={row().cutOver}>
                {(running) => <RunningBanner running={running()} name={row().name} />}
              </Show>
            )}
          </Show>
        )}
      </For>
      <Card>
        <Switch
          fallback={
            <>
              <div class={styles.tools}>
                <SearchBox
                  label="Search flows by name"
                  placeholder="Search flows"
                  value={typed()}
                  onInput={(value) => setParams({ search: value }, { replace: true })}
                />
                <span class={styles.count} role="status">
                  <Show when={!flows.isPending}>{countWords(rows().length, search().trim())}</Show>
                </span>
                <IconButton
                  icon="refresh"
                  label="Refresh"
                  loading={refreshing()}
                  onClick={() => void refresh()}
                />
              </div>
              <Switch>
                <Match when={flows.isPending}>
                  <SkeletonRows rows={6} />
                </Match>
                <Match when={rows().length === 0}>
                  <EmptyState
                    icon="search"
                    title="No flow has this in its name"
                    actions={
                      <Button onClick={() => setParams({ search: '' }, { replace: true })}>
                        Clear search
                      </Button>
                    }
                  />
                </Match>
                <Match when={rows().length > 0}>
                  <FlowTable
                    rows={rows()}
                    onAsk={(row, asked) => setQuestion({ row, question: asked })}
                  />
                </Match>
              </Switch>
            </>
          }
        >
          <Match when={flows.isLoadingError}>
            <ProblemState error={flows.error} onRetry={() => void flows.refetch()} />
          </Match>
          <Match when={flows.isSuccess && isEmpty() && hasNoChannel()}>
            <ConnectChannel />
          </Match>
          <Match when={flows.isSuccess && isEmpty()}>
            <EmptyState
              icon="flows"
              title="No flows yet"
              actions={
                <Show when={mayEdit()}>
                  <Button icon="book" onClick={() => navigate('/chat/flows/create?start=example')}>
                    Start from an example
                  </Button>
                  <a href="/chat/flows/create">or from a blank one</a>
                </Show>
              }
            >
              A flow is a small form that opens inside WhatsApp: a booking, an enquiry, a return.
              Write it here together, try it on a phone, and send it.
            </EmptyState>
          </Match>
        </Switch>
      </Card>
      <Show when={question()}>
        {(asked) => (
          <RowQuestion
            row={asked().row}
            question={asked().question}
            onClose={() => setQuestion(null)}
          />
        )}
      </Show>
    </Page>
  )
}

/** The shell already tells of a lost server or sign-in. */
const shellSays = (error: unknown): boolean =>
  isProblem(error, 'server-down') || isProblem(error, 'not-signed-in')

const countWords = (count: number, search: string): string =>
  `${count} ${count === 1 ? 'flow' : 'flows'}${search ? ` with “${search}”` : ''}`
