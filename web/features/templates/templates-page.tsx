/** Templates: the messages that a platform approves, with their state as it changes. */

import { useNavigate, useSearchParams } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { createSignal, Match, Show, Switch } from 'solid-js'
import { fillVariables, type Template, whyNotSendable } from '../../../shared/api/templates.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { plainChatText } from '../../ui/chat-markup.ts'
import { ChatPreview } from '../../ui/chat-preview.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'
import { NoMatch } from '../../ui/no-match.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { createSettled } from '../../ui/settled.ts'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { languageName } from './languages.ts'
import { useTemplates } from './template-queries.ts'
import { reasonWords, TemplateStatusPill } from './template-status.tsx'
import styles from './templates-page.module.css'

export default function TemplatesPage() {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [params, setParams] = useSearchParams<{ search?: string; submitted?: string }>()
  const search = () => params.search ?? ''
  const templates = useTemplates(createSettled(search))
  useFeed(
    () => ['templates'],
    () => void client.invalidateQueries({ queryKey: ['templates'] }),
  )
  const rows = () => known(templates)?.templates ?? []
  const [shown, setShown] = createSignal<Template | null>(null)
  const [leaving, setLeaving] = createSignal<Template | null>(null)

  /** The one that was just submitted, told of until one goes elsewhere. */
  const submitted = () => rows().find((one) => one.id === params.submitted)
  const sendable = (template: Template) =>
    workspace.can('send-campaigns') && !whyNotSendable(template)
  const sendAddress = (template: Template) =>
    `/campaigns/create?template=${encodeURIComponent(template.id)}`

  const mayEdit = () =>
    workspace.can('edit-templates') ? null : 'Your role cannot change templates.'
  const isEmpty = () => templates.isSuccess && rows().length === 0 && !search()
  const create = () => (
    <Button
      variant="primary"
      icon="plus"
      disabledReason={workspace.can('edit-templates') ? null : 'Your role cannot create templates.'}
      onClick={() => navigate('/templates/create')}
    >
      Create template
    </Button>
  )

  const entries = (template: Template): MenuEntry[] => [
    { label: 'Show message', icon: 'eye', onSelect: () => setShown(template) },
    {
      label: 'Send with this template',
      icon: 'send',
      href: sendAddress(template),
      disabledReason: workspace.can('send-campaigns')
        ? whyNotSendable(template)
        : 'Your role cannot send campaigns.',
    },
    'separator',
    {
      label: 'Delete',
      icon: 'trash',
      tone: 'danger',
      disabledReason: mayEdit(),
      onSelect: () => setLeaving(template),
    },
  ]

  const columns: Column<Template>[] = [
    {
      key: 'name',
      heading: 'Name',
      phone: 'title',
      cell: (row) => (
        <span class={styles.name}>
          <button type="button" class={styles.open} onClick={() => setShown(row())}>
            {row().name}
          </button>
          <span class={styles.snippet} dir="auto">
            {plainChatText(row().body)}
          </span>
        </span>
      ),
    },
    {
      key: 'category',
      heading: 'Category',
      width: '104px',
      cell: (row) => <span class={styles.category}>{row().category.toLowerCase()}</span>,
    },
    {
      key: 'language',
      heading: 'Language',
      width: '156px',
      cell: (row) => (
        <span title={row().language}>
          {languageName(row().language)} <span class={styles.soft}>{row().language}</span>
        </span>
      ),
    },
    {
      key: 'status',
      heading: 'Status',
      width: '150px',
      cell: (row) => (
        <span class={styles.status}>
          <TemplateStatusPill status={row().status} />
          <Show when={row().status === 'REJECTED' && reasonWords(row().reason)}>
            {(reason) => <span class={styles.reason}>{reason()}</span>}
          </Show>
        </span>
      ),
    },
    {
      key: 'flow',
      heading: 'Flow',
      width: '190px',
      cell: (row) => (
        <Show when={row().publicId} fallback={<span class={styles.soft}>–</span>}>
          {(id) => (
            <span class={styles.flow}>
              <a href={`/chat/flows/${id()}`}>{row().flowName ?? id()}</a>
              <Show when={row().flowClosed}>
                <span class={styles.closed}>deprecated: sends with it fail</span>
              </Show>
            </span>
          )}
        </Show>
      ),
    },
    {
      key: 'updated',
      heading: 'Updated',
      width: '130px',
      cell: (row) => <Time at={row().updatedAt} as="relative" />,
    },
    {
      key: 'send',
      heading: '',
      label: 'Send',
      width: '68px',
      align: 'right',
      phone: 'hide',
      cell: (row) => (
        <Show when={sendable(row())}>
          <LinkButton size="small" href={sendAddress(row())} aria-label={`Send ${row().name}`}>
            Send
          </LinkButton>
        </Show>
      ),
    },
    {
      key: 'menu',
      heading: '',
      label: 'Actions',
      width: '44px',
      phone: 'corner',
      cell: (row) => <Menu label={`Actions for ${row().name}`} entries={entries(row())} />,
    },
  ]

  return (
    <Page title="Templates" actions={<Show when={!isEmpty()}>{create()}</Show>}>
      <Show when={submitted()}>
        {(one) => <NextStep template={one()} sendAddress={sendable(one()) && sendAddress(one())} />}
      </Show>
      <Switch>
        <Match when={templates.isPending}>
          <Card>
            <SkeletonRows />
          </Card>
        </Match>
        <Match when={templates.isLoadingError}>
          <Card>
            <ProblemState error={templates.error} onRetry={() => void templates.refetch()} />
          </Card>
        </Match>
        <Match when={isEmpty()}>
          <Card>
            <EmptyState
              icon="templates"
              title="No template yet"
              actions={
                <>
                  {create()}
                  <a href="/chat/flows">See your flows</a>
                </>
              }
            >
              A template is a message that the platform approves once, so that you may write to
              people first. Its button opens one of your published flows.
            </EmptyState>
          </Card>
        </Match>
        <Match when={true}>
          <Card>
            <Toolbar
              end={
                <span role="status">
                  {rows().length} {rows().length === 1 ? 'template' : 'templates'}
                </span>
              }
            >
              <SearchBox
                label="Search templates"
                placeholder="Search by name or text"
                value={search()}
                onInput={(text) => setParams({ search: text || undefined }, { replace: true })}
              />
            </Toolbar>
            <Show
              when={rows().length > 0}
              fallback={
                <NoMatch
                  what="template"
                  search={search()}
                  onClear={() => setParams({ search: undefined }, { replace: true })}
                />
              }
            >
              <Table
                label="Templates"
                rows={rows()}
                columns={columns}
                rowKey={(row) => row.id}
                rowLabel={(row) => row.name}
                onOpen={(row) => setShown(row)}
              />
            </Show>
          </Card>
        </Match>
      </Switch>

      <Dialog
        open={shown() !== null}
        onOpenChange={(open) => !open && setShown(null)}
        title={shown()?.name ?? ''}
        width="narrow"
      >
        <Show when={shown()}>
          {(template) => (
            <ChatPreview
              from={template().channelName}
              text={fillVariables(template().body, template().samples)}
              footer={template().footer}
              buttonLabel={template().buttonLabel}
              note="With its samples filled in"
            />
          )}
        </Show>
      </Dialog>

      <ConfirmDialog
        open={leaving() !== null}
        onClose={() => setLeaving(null)}
        title="Delete this template?"
        confirm="Delete"
        danger
        words={wordsFor}
        onConfirm={async () => {
          const template = leaving()
          if (!template) return
          await request('templates.delete', {
            workspaceId: workspace.id,
            templateId: template.id,
          })
          await client.invalidateQueries({ queryKey: ['templates'] })
          toast({ tone: 'good', title: `${template.name} is deleted.` })
        }}
      >
        <strong>{leaving()?.name}</strong> cannot be sent any more, and its name stays locked for 30
        days. Messages that went out keep working.
      </ConfirmDialog>
    </Page>
  )
}

/** After submitting: what is being waited for, then what comes next. */
function NextStep(props: { template: Template; sendAddress: string | false }) {
  return (
    <Switch>
      <Match when={props.template.status === 'PENDING'}>
        <Banner title={`${props.template.name} waits for approval.`}>
          A sandbox decides in a moment, WhatsApp within two days. This page says when it is there.
        </Banner>
      </Match>
      <Match when={props.template.status === 'APPROVED'}>
        <Banner
          tone="good"
          title={`${props.template.name} is approved.`}
          actions={
            <Show when={props.sendAddress}>
              {(href) => (
                <LinkButton icon="send" href={href()}>
                  Send it
                </LinkButton>
              )}
            </Show>
          }
        >
          Next: send it to people.
        </Banner>
      </Match>
      <Match when={props.template.status === 'REJECTED'}>
        <Banner tone="warn" title={`${props.template.name} was rejected.`}>
          {reasonWords(props.template.reason) ?? 'The platform gave no reason.'}
        </Banner>
      </Match>
    </Switch>
  )
}
