/** Channels: the WhatsApp numbers of the workspace, whether their settings work, and how the numbers are doing. */
import { useNavigate } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import type { Channel } from '../../../shared/api/channels.ts'
import { useChannelNews, useChannels } from '../../api/channels.ts'
import { known } from '../../api/known.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { ConnectChannel } from '../flows/connect-channel.tsx'
import { ChannelStatePill, providerName, SaidPill, whyNotManage } from './channel-state.tsx'
import styles from './channels-page.module.css'
import { limitWords, qualityOf } from './health-words.ts'

const columns: Column<Channel>[] = [
  {
    key: 'name',
    heading: 'Name',
    phone: 'title',
    cell: (row) => (
      <a class={styles.name} href={`/channels/${row().id}`} dir="auto">
        {row().name}
      </a>
    ),
  },
  {
    key: 'state',
    heading: 'State',
    width: '128px',
    phone: 'corner',
    cell: (row) => <ChannelStatePill channel={row()} />,
  },
  {
    key: 'provider',
    heading: 'Provider',
    width: '168px',
    cell: (row) => <span class={styles.soft}>{providerName(row())}</span>,
  },
  {
    key: 'number',
    heading: 'Number',
    width: '150px',
    cell: (row) => row().phoneNumber,
  },
  {
    key: 'quality',
    heading: 'Quality',
    width: '104px',
    cell: (row) => <SaidPill said={qualityOf(row().health?.quality ?? null)} />,
  },
  {
    key: 'limit',
    heading: 'Limit',
    width: '168px',
    cell: (row) => (
      <span class={styles.soft}>
        <Show when={row().health} fallback="–">
          {(health) => limitWords(health().messagingLimit)}
        </Show>
      </span>
    ),
  },
  {
    key: 'tested',
    heading: 'Last test',
    width: '130px',
    cell: (row) => (
      <span class={styles.soft}>
        <Show when={row().test} fallback="Never">
          {(test) => <Time at={test().at} as="relative" />}
        </Show>
      </span>
    ),
  },
]

export default function ChannelsPage() {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const channels = useChannels()
  useChannelNews()
  const rows = () => known(channels)?.channels ?? []
  return (
    <Page
      title="Channels"
      actions={
        <Show when={rows().length > 0}>
          <Button
            variant="primary"
            icon="plus"
            disabledReason={workspace.can('manage-channels') ? null : whyNotManage}
            onClick={() => navigate('/channels/connect')}
          >
            Connect a number
          </Button>
        </Show>
      }
    >
      <Card>
        <Switch>
          <Match when={channels.isPending}>
            <SkeletonRows rows={3} />
          </Match>
          <Match when={channels.isLoadingError}>
            <ProblemState error={channels.error} onRetry={() => void channels.refetch()} />
          </Match>
          <Match when={rows().length === 0}>
            <ConnectChannel />
          </Match>
          <Match when={true}>
            <Toolbar
              end={
                <span role="status">
                  {rows().length} {rows().length === 1 ? 'channel' : 'channels'}
                </span>
              }
            >
              <span class={styles.soft}>Each is one WhatsApp number at one provider.</span>
            </Toolbar>
            <Table
              label="Channels"
              rows={rows()}
              columns={columns}
              rowKey={(row) => row.id}
              rowLabel={(row) => row.name}
              onOpen={(row) => navigate(`/channels/${row.id}`)}
              openOnClick
            />
          </Match>
        </Switch>
      </Card>
    </Page>
  )
}
