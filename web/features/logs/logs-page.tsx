/** Logs: every message in and out, newest first, with how far it came. */
import { useSearchParams } from '@solidjs/router'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { LogMessage } from '../../../shared/api/campaigns.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { plainChatText } from '../../ui/chat-markup.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { NoMatch } from '../../ui/no-match.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { createSettled } from '../../ui/settled.ts'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { formatExact, Time, zoneName } from '../../ui/time.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { useMessageDetail, useMessages } from '../messages/message-queries.ts'
import { messageSteps } from '../messages/message-state.ts'
import { MessageError, MessageStatus } from '../messages/message-status.tsx'
import styles from './logs-page.module.css'
import { MessageDiagnoses } from './message-diagnoses.tsx'

const kindWords: Record<string, string> = {
  template: 'Template',
  interactive: 'Flow message',
  flow: 'Flow message',
  text: 'Text',
  'flow-reply': 'Flow answer',
  nfm_reply: 'Flow answer',
  submission: 'Flow answer',
}
const kindWord = (kind: string) => kindWords[kind] ?? kind

const columns: Column<LogMessage>[] = [
  {
    key: 'time',
    heading: `Time (${zoneName()})`,
    width: '132px',
    cell: (row) => <Time at={row().createdAt} />,
  },
  {
    key: 'direction',
    heading: 'Direction',
    width: '60px',
    cell: (row) => (
      <span class={styles.direction} data-direction={row().direction}>
        <Icon name={row().direction === 'in' ? 'arrow-left' : 'arrow-right'} size={14} />
        {row().direction === 'in' ? 'In' : 'Out'}
      </span>
    ),
  },
  {
    key: 'number',
    heading: 'Phone number',
    width: '140px',
    phone: 'title',
    cell: (row) => row().phoneNumber,
  },
  {
    key: 'kind',
    heading: 'Kind',
    width: '104px',
    cell: (row) => kindWord(row().kind),
  },
  {
    key: 'text',
    heading: 'Text',
    cell: (row) => (
      <span class={styles.text} dir="auto">
        {plainChatText(row().text) || '–'}
      </span>
    ),
  },
  {
    key: 'flow',
    heading: 'Flow',
    width: '180px',
    cell: (row) => <span class={styles.soft}>{row().flowName ?? '–'}</span>,
  },
  {
    key: 'status',
    heading: 'Status',
    width: '122px',
    phone: 'corner',
    cell: (row) => <MessageStatus message={row()} />,
  },
  {
    key: 'problem',
    heading: 'Problem',
    width: '230px',
    cell: (row) => <MessageError message={row()} />,
  },
]

export default function LogsPage() {
  const [params, setParams] = useSearchParams<{ search?: string }>()
  const search = () => params.search ?? ''
  const settled = createSettled(() => search().trim())
  const messages = useMessages(() => (settled() ? { search: settled() } : {}))
  useFeed(
    () => ['messages'],
    () => void messages.refetch(),
  )
  const rows = () => known(messages)?.pages.flatMap((page) => page.messages) ?? []
  const masked = () => known(messages)?.pages[0]?.masked ?? false
  const [openId, setOpenId] = createSignal<string | null>(null)
  const open = () => rows().find((row) => row.id === openId())

  return (
    <Page title="Logs">
      <Show when={masked()}>
        <Banner icon="lock" title="Phone numbers and texts are masked.">
          Your role has no log access. An owner of this workspace can give it to you.
        </Banner>
      </Show>
      <Switch>
        <Match when={messages.isPending}>
          <Card>
            <SkeletonRows rows={10} />
          </Card>
        </Match>
        <Match when={messages.isLoadingError}>
          <Card>
            <ProblemState error={messages.error} onRetry={() => void messages.refetch()} />
          </Card>
        </Match>
        <Match when={rows().length === 0 && !search()}>
          <Card>
            <EmptyState
              icon="logs"
              title="No message yet"
              actions={<a href="/campaigns">See your campaigns</a>}
            >
              Every message that you send or receive appears here within a second, with each step of
              its way.
            </EmptyState>
          </Card>
        </Match>
        <Match when={true}>
          <Card>
            <Toolbar end={<span role="status">{rows().length} shown</span>}>
              <SearchBox
                label="Search messages"
                placeholder={masked() ? 'Search by template or flow' : 'Search by number or text'}
                value={search()}
                onInput={(text) => setParams({ search: text || undefined }, { replace: true })}
              />
            </Toolbar>
            <Show
              when={rows().length > 0}
              fallback={
                <NoMatch
                  what="message"
                  search={search()}
                  onClear={() => setParams({ search: undefined }, { replace: true })}
                />
              }
            >
              <div class={styles.rows}>
                <Table
                  label="Messages"
                  rows={rows()}
                  columns={columns}
                  rowKey={(row) => row.id}
                  rowLabel={(row) => `${kindWord(row.kind)} ${row.phoneNumber}`}
                  selected={openId()}
                  onOpen={(row) => setOpenId(row.id)}
                  openOnClick
                />
              </div>
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
            </Show>
          </Card>
        </Match>
      </Switch>

      <Dialog
        open={Boolean(open())}
        onOpenChange={(isOpen) => !isOpen && setOpenId(null)}
        title={
          open()
            ? `${kindWord(open()!.kind)} ${open()!.direction === 'in' ? 'from' : 'to'} ${open()!.phoneNumber}`
            : ''
        }
        width="narrow"
      >
        <Show when={open()}>{(message) => <Details message={message()} />}</Show>
      </Dialog>
    </Page>
  )
}

/** One message with the time of each step, and what is known where something seems wrong. */
function Details(props: { message: LogMessage }) {
  const detail = useMessageDetail(() => props.message.id)
  useFeed(
    () => ['messages', 'templates', 'flows'],
    () => void detail.refetch(),
  )
  const diagnoses = () => known(detail)?.diagnoses ?? []
  return (
    <>
      <p class={styles.whole} dir="auto">
        {props.message.text || 'No text'}
      </p>
      <dl class={styles.facts}>
        <dt>Status</dt>
        <dd>
          <MessageStatus message={props.message} />
        </dd>
        <For each={messageSteps(props.message)}>
          {(step) => (
            <>
              <dt>{step.word}</dt>
              <dd>{formatExact(step.at)}</dd>
            </>
          )}
        </For>
        <Show when={props.message.templateName}>
          <dt>Template</dt>
          <dd>{props.message.templateName}</dd>
        </Show>
        <Show when={props.message.flowName}>
          <dt>Flow</dt>
          <dd>{props.message.flowName}</dd>
        </Show>
        <Show when={props.message.campaignId}>
          {(id) => (
            <>
              <dt>Campaign</dt>
              <dd>
                <a href={`/campaigns/${id()}`}>Open the campaign</a>
              </dd>
            </>
          )}
        </Show>
        <Show when={props.message.errorCode ?? props.message.errorText}>
          <dt>Problem</dt>
          <dd>
            <MessageError message={props.message} />
            <Show when={props.message.errorText}>
              <p class={styles.provider}>The provider said: {props.message.errorText}</p>
            </Show>
          </dd>
        </Show>
      </dl>
      <Switch>
        <Match when={detail.isPending && props.message.direction === 'out'}>
          <SkeletonRows rows={3} />
        </Match>
        <Match when={detail.isLoadingError}>
          <ProblemState error={detail.error} onRetry={() => void detail.refetch()} />
        </Match>
        <Match when={diagnoses().length > 0}>
          <MessageDiagnoses diagnoses={diagnoses()} />
        </Match>
      </Switch>
    </>
  )
}
