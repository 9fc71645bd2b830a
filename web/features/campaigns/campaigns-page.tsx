/** Campaigns: what was sent to whom, and how far it came. */
import { useNavigate, useSearchParams } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { createMemo, Match, Show, Switch } from 'solid-js'
import type { Campaign } from '../../../shared/api/campaigns.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NoMatch } from '../../ui/no-match.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { countText } from './campaign-progress.ts'
import { useCampaigns } from './campaign-queries.ts'
import { CampaignStatePill, ProgressBar } from './campaign-state.tsx'
import styles from './campaigns-page.module.css'

const columns: Column<Campaign>[] = [
  {
    key: 'name',
    heading: 'Name',
    phone: 'title',
    cell: (row) => (
      <a class={styles.name} href={`/campaigns/${row().id}`}>
        {row().name}
      </a>
    ),
  },
  {
    key: 'template',
    heading: 'Template',
    cell: (row) => <span class={styles.soft}>{row().templateName ?? 'Deleted template'}</span>,
  },
  {
    key: 'recipients',
    heading: 'Recipients',
    width: '92px',
    align: 'right',
    cell: (row) => countText(row().counts.total),
  },
  {
    key: 'progress',
    heading: 'Progress',
    width: '260px',
    cell: (row) => <ProgressBar campaign={row()} />,
  },
  {
    key: 'submitted',
    heading: 'Submitted',
    width: '88px',
    align: 'right',
    cell: (row) => countText(row().submitted),
  },
  {
    key: 'state',
    heading: 'Status',
    width: '104px',
    phone: 'corner',
    cell: (row) => <CampaignStatePill campaign={row()} />,
  },
  {
    key: 'created',
    heading: 'Created',
    width: '130px',
    cell: (row) => (
      <span class={styles.soft} title={`by ${row().createdBy}`}>
        <Time at={row().createdAt} as="relative" />
      </span>
    ),
  },
]

export default function CampaignsPage() {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [params, setParams] = useSearchParams<{ search?: string }>()
  const search = () => params.search ?? ''
  const campaigns = useCampaigns()
  useFeed(
    () => ['campaigns'],
    () => void client.invalidateQueries({ queryKey: ['campaigns'] }),
  )
  const all = () => known(campaigns)?.campaigns ?? []
  const rows = createMemo(() => {
    const wanted = search().trim().toLowerCase()
    return wanted
      ? all().filter((row) => `${row.name} ${row.templateName}`.toLowerCase().includes(wanted))
      : all()
  })
  const isEmpty = () => campaigns.isSuccess && all().length === 0
  const create = () => (
    <Button
      variant="primary"
      icon="plus"
      disabledReason={workspace.can('send-campaigns') ? null : 'Your role cannot send campaigns.'}
      onClick={() => navigate('/campaigns/create')}
    >
      Create campaign
    </Button>
  )

  return (
    <Page title="Campaigns" actions={<Show when={!isEmpty()}>{create()}</Show>}>
      <Switch>
        <Match when={campaigns.isPending}>
          <Card>
            <SkeletonRows />
          </Card>
        </Match>
        <Match when={campaigns.isLoadingError}>
          <Card>
            <ProblemState error={campaigns.error} onRetry={() => void campaigns.refetch()} />
          </Card>
        </Match>
        <Match when={isEmpty()}>
          <Card>
            <EmptyState
              icon="campaigns"
              title="No campaign yet"
              actions={
                <>
                  {create()}
                  <a href="/templates">See your templates</a>
                </>
              }
            >
              A campaign sends one approved template to a list of people and shows who received,
              read and answered it.
            </EmptyState>
          </Card>
        </Match>
        <Match when={true}>
          <Card>
            <Toolbar
              end={
                <span role="status">
                  {rows().length} {rows().length === 1 ? 'campaign' : 'campaigns'}
                </span>
              }
            >
              <SearchBox
                label="Search campaigns"
                placeholder="Search by name or template"
                value={search()}
                onInput={(text) => setParams({ search: text || undefined }, { replace: true })}
              />
            </Toolbar>
            <Show
              when={rows().length > 0}
              fallback={
                <NoMatch
                  what="campaign"
                  search={search()}
                  onClear={() => setParams({ search: undefined }, { replace: true })}
                />
              }
            >
              <Table
                label="Campaigns"
                rows={rows()}
                columns={columns}
                rowKey={(row) => row.id}
                rowLabel={(row) => row.name}
                onOpen={(row) => navigate(`/campaigns/${row.id}`)}
                openOnClick
              />
            </Show>
          </Card>
        </Match>
      </Switch>
    </Page>
  )
}
