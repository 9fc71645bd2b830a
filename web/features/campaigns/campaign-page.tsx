/** One campaign: how far its messages came, person by person, as it happens. */
import { useParams } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { For, Match, Show, Switch } from 'solid-js'
import type { Campaign, LogMessage } from '../../../shared/api/campaigns.ts'
import { useChannels } from '../../api/channels.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { useMessages } from '../messages/message-queries.ts'
import { MessageError, MessageStatus } from '../messages/message-status.tsx'
import styles from './campaign-page.module.css'
import { countText, shareText, stages } from './campaign-progress.ts'
import { useCampaign, useTemplateChoices } from './campaign-queries.ts'
import { CampaignStatePill } from './campaign-state.tsx'

const at = (moment: number | null) => (
  <Show when={moment} fallback={<span class={styles.soft}>–</span>}>
    {(time) => <Time at={time()} />}
  </Show>
)

const columns: Column<LogMessage>[] = [
  {
    key: 'number',
    heading: 'Phone number',
    phone: 'title',
    width: '150px',
    cell: (row) => row().phoneNumber,
  },
  {
    key: 'status',
    heading: 'Status',
    width: '128px',
    phone: 'corner',
    cell: (row) => <MessageStatus message={row()} />,
  },
  {
    key: 'sent',
    heading: 'Sent',
    width: '112px',
    phone: 'hide',
    cell: (row) => at(row().sentAt),
  },
  {
    key: 'delivered',
    heading: 'Delivered',
    width: '112px',
    phone: 'hide',
    cell: (row) => at(row().deliveredAt),
  },
  {
    key: 'read',
    heading: 'Read',
    width: '112px',
    phone: 'hide',
    cell: (row) => at(row().readAt),
  },
  {
    key: 'submitted',
    heading: 'Submitted',
    width: '112px',
    cell: (row) => at(row().submittedAt),
  },
  { key: 'error', heading: 'Problem', cell: (row) => <MessageError message={row()} /> },
]

export default function CampaignPage() {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const params = useParams<{ id: string }>()
  const campaign = useCampaign(() => params.id)
  const messages = useMessages(() => ({ campaign: params.id }))
  const channels = useChannels()
  useFeed(
    () => [`campaign:${params.id}`],
    () => {
      void client.invalidateQueries({ queryKey: ['campaign', workspace.id, params.id] })
      void messages.refetch()
    },
  )
  const rows = () => known(messages)?.pages.flatMap((page) => page.messages) ?? []
  const masked = () => known(messages)?.pages[0]?.masked ?? false
  const current = () => known(campaign)
  /** A handset to look at, where this went to simulated phones. */
  const handset = () => {
    const channel = known(channels)?.channels.find((one) => one.id === current()?.channelId)
    if (!channel?.sandbox || !workspace.can('use-handset')) return null
    const number = masked() ? undefined : rows()[0]?.phoneNumber
    return number ? `/sandbox/phone?number=${encodeURIComponent(number)}` : '/sandbox/phone'
  }
  /** Where the answers arrive: the responses of the flow that the template's button opens. */
  const templates = useTemplateChoices()
  const responses = () => {
    const template = known(templates)?.templates.find((one) => one.id === current()?.templateId)
    return template?.publicId ? `/chat/flows/${template.publicId}/responses` : null
  }
  /** Sent to simulated phones, and none has answered: somebody has to play the customer. */
  const isYourTurn = () =>
    handset() !== null &&
    current()?.state === 'finished' &&
    current()?.submitted === 0 &&
    current()!.counts.sent > 0

  return (
    <Page
      breadcrumb={[{ label: 'Campaigns', href: '/campaigns' }]}
      back="/campaigns"
      title={current()?.name ?? 'Campaign'}
      pill={<Show when={current()}>{(one) => <CampaignStatePill campaign={one()} />}</Show>}
      actions={
        <>
          <Show when={!isYourTurn() && responses()}>
            {(href) => (
              <LinkButton icon="responses" href={href()}>
                <span class={styles.roomy}>View responses</span>
              </LinkButton>
            )}
          </Show>
          <Show when={!isYourTurn() && handset()}>
            {(href) => (
              <LinkButton icon="handset" href={href()}>
                <span class={styles.roomy}>Open handset</span>
              </LinkButton>
            )}
          </Show>
        </>
      }
    >
      <Switch>
        <Match when={campaign.isLoadingError}>
          <Card>
            <ProblemState error={campaign.error} onRetry={() => void campaign.refetch()} />
          </Card>
        </Match>
        <Match when={campaign.isPending}>
          <Card padded>
            <Skeleton width="40%" />
            <Skeleton height="64px" />
          </Card>
        </Match>
        <Match when={current()}>
          {(one) => (
            <>
              <Show when={isYourTurn() && handset()}>
                {(href) => (
                  <Banner
                    tone="good"
                    icon="handset"
                    title="It is on the phone."
                    actions={
                      <LinkButton variant="primary" href={href()}>
                        Open handset
                      </LinkButton>
                    }
                  >
                    Next: tap its button as a customer would, and send an answer.
                  </Banner>
                )}
              </Show>
              <Funnel campaign={one()} />
              <p class={styles.about}>
                Template{' '}
                <Show when={one().templateName} fallback="deleted since">
                  {(name) => (
                    <a href={`/templates?search=${encodeURIComponent(name())}`}>{name()}</a>
                  )}
                </Show>{' '}
                · {one().channelName} · sent by {one().createdBy} <Time at={one().createdAt} />
              </p>
            </>
          )}
        </Match>
      </Switch>
      <Show when={current()}>
        <Show when={masked()}>
          <Banner icon="lock" title="Phone numbers are masked.">
            Your role has no log access. An owner of this workspace can give it to you.
          </Banner>
        </Show>
        <Card title="People">
          <Switch>
            <Match when={messages.isLoadingError}>
              <Card>
                <ProblemState error={messages.error} onRetry={() => void messages.refetch()} />
              </Card>
            </Match>
            <Match when={messages.isPending}>
              <SkeletonRows />
            </Match>
            <Match when={rows().length === 0}>
              <EmptyState icon="users" title="Nobody yet">
                The people of this campaign appear here as soon as their messages are written down.
              </EmptyState>
            </Match>
            <Match when={true}>
              <Table
                label="People of this campaign"
                rows={rows()}
                columns={columns}
                rowKey={(row) => row.id}
              />
              <Show when={messages.hasNextPage}>
                <div class={styles.more}>
                  <Button
                    loading={messages.isFetchingNextPage}
                    onClick={() => void messages.fetchNextPage()}
                  >
                    Load more
                  </Button>
                </div>
              </Show>
            </Match>
          </Switch>
        </Card>
      </Show>
    </Page>
  )
}

/** From everybody to those who answered, and beside it what did not go that way. */
function Funnel(props: { campaign: Campaign }) {
  const counts = () => props.campaign.counts
  const others = () =>
    [
      { word: 'Waiting', count: counts().pending + counts().claimed, tone: undefined },
      { word: 'Failed', count: counts().failed, tone: 'bad' },
      { word: 'Skipped', count: counts().skipped, tone: undefined },
      { word: 'Needs decision', count: counts().unknown, tone: 'warn' },
    ] as const
  return (
    <section class={styles.funnel} aria-label="How far it came">
      <ol class={styles.stages}>
        <For each={stages(props.campaign)}>
          {(stage) => (
            <li class={styles.stage}>
              <span class={styles.word}>{stage.word}</span>
              <span class={styles.count}>{countText(stage.count)}</span>
              <span class={styles.track} aria-hidden="true">
                <span style={{ width: `${stage.share * 100}%` }} />
              </span>
              <span class={styles.share}>
                {stage.id === 'total' ? 'everybody' : shareText(stage.count, counts().total)}
              </span>
            </li>
          )}
        </For>
      </ol>
      <dl class={styles.others}>
        <For each={others()}>
          {(one) => (
            <div data-tone={one.count > 0 ? one.tone : undefined}>
              <dt>{one.word}</dt>
              <dd>{countText(one.count)}</dd>
            </div>
          )}
        </For>
        <div>
          <dt>Completion</dt>
          <dd title="Submitted out of delivered">
            {shareText(props.campaign.submitted, props.campaign.delivered)}
          </dd>
        </div>
      </dl>
    </section>
  )
}
