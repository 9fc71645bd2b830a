/** Templates: the messages that a platform approves, with their state as it changes, searched, filtered and ordered. */

import { useNavigate, useSearchParams } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { type Template, whyNotSendable } from '../../../shared/api/templates.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { plainChatText } from '../../ui/chat-markup.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'
import { NoMatch } from '../../ui/no-match.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { createSettled } from '../../ui/settled.ts'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { kindNames } from '../media/media-words.ts'
import { DeleteTemplate } from './delete-template.tsx'
import { languageName } from './languages.ts'
import { TemplateFilterFields, TemplateSortField } from './template-filter-fields.tsx'
import { arranged, type Filters, filterNames, type Sort, sorts } from './template-filters.ts'
import { useTemplates } from './template-queries.ts'
import { adviceFor, categoryWord, QualityPill, TemplateStatusPill } from './template-status.tsx'
import styles from './templates-page.module.css'

export default function TemplatesPage() {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [params, setParams] = useSearchParams<
    { search?: string; submitted?: string; sort?: string } & Filters
  >()
  const search = () => params.search ?? ''
  const templates = useTemplates(createSettled(search))
  useFeed(
    () => ['templates'],
    () => void client.invalidateQueries({ queryKey: ['templates'] }),
  )
  const found = () => known(templates)?.templates ?? []
  const filters = (): Filters => Object.fromEntries(filterNames.map((name) => [name, params[name]]))
  const sort = (): Sort => sorts.find((one) => one === params.sort) ?? 'updated'
  const rows = createMemo(() => arranged(found(), filters(), sort()))
  const isFiltered = () => filterNames.some((name) => params[name])
  const clear = () => {
    const none = Object.fromEntries(filterNames.map((name) => [name, undefined]))
    setParams({ ...none, search: undefined }, { replace: true })
  }
  const closed = () => found().filter((one) => one.flowClosed)
  const [leaving, setLeaving] = createSignal<Template | null>(null)

  /** The one that was just submitted, told of until one goes elsewhere. */
  const submitted = () => found().find((one) => one.id === params.submitted)
  const sendable = (template: Template) =>
    workspace.can('send-campaigns') && !whyNotSendable(template)
  const sendAddress = (template: Template) =>
    `/campaigns/create?template=${encodeURIComponent(template.id)}`

  const mayEdit = () =>
    workspace.can('edit-templates') ? null : 'Your role cannot change templates.'
  const isEmpty = () => templates.isSuccess && found().length === 0 && !search()
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
    { label: 'Open', icon: 'eye', href: `/templates/${template.id}` },
    {
      label: 'Send with this template',
      icon: 'send',
      href: sendAddress(template),
      disabledReason: workspace.can('send-campaigns')
        ? whyNotSendable(template)
        : 'Your role cannot send campaigns.',
    },
    {
      label: template.status === 'REJECTED' ? 'Make a corrected copy' : 'Duplicate',
      icon: 'duplicate',
      href: `/templates/create?copy=${encodeURIComponent(template.id)}`,
      disabledReason: mayEdit(),
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
          <a class={styles.open} href={`/templates/${row().id}`}>
            {row().name}
          </a>
          <span class={styles.snippet} dir="auto">
            <Show when={row().headerMedia}>{(media) => <>{kindNames[media().kind]} · </>}</Show>
            {plainChatText(row().body)}
          </span>
        </span>
      ),
    },
    {
      key: 'category',
      heading: 'Category',
      width: '104px',
      cell: (row) => (
        <span class={styles.flow}>
          {categoryWord(row().category)}
          <Show when={row().comingCategory}>
            {(coming) => (
              <span class={styles.closed}>
                soon {categoryWord(coming().category).toLowerCase()}
              </span>
            )}
          </Show>
        </span>
      ),
    },
    {
      key: 'language',
      heading: 'Language',
      width: '140px',
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
          <Show when={adviceFor(row())[0]}>
            {(reason) => (
              <span class={styles.reason} title={adviceFor(row()).join(' ')}>
                {reason()}
              </span>
            )}
          </Show>
        </span>
      ),
    },
    {
      key: 'quality',
      heading: 'Quality',
      width: '84px',
      cell: (row) => (
        <Show when={row().quality} fallback={<span class={styles.soft}>–</span>}>
          {(quality) => <QualityPill quality={quality()} />}
        </Show>
      ),
    },
    {
      key: 'flow',
      heading: 'Flow',
      width: '170px',
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
      width: '110px',
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
      <Show when={closed().length > 0 && params.flow !== 'closed'}>
        <Banner
          tone="warn"
          title={
            closed().length === 1
              ? 'One template opens a deprecated flow.'
              : `${closed().length} templates open a deprecated flow.`
          }
          actions={
            <Button size="small" onClick={() => setParams({ flow: 'closed' })}>
              Show {closed().length === 1 ? 'it' : 'them'}
            </Button>
          }
        >
          {listOf(closed().map(({ name }) => name))}: nothing can be sent with{' '}
          {closed().length === 1 ? 'it' : 'them'}. Duplicate and choose another flow.
        </Banner>
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
                <>
                  <span role="status">
                    {rows().length} {rows().length === 1 ? 'template' : 'templates'}
                  </span>
                  <TemplateSortField
                    sort={sort()}
                    onChange={(next) =>
                      setParams({ sort: next === 'updated' ? undefined : next }, { replace: true })
                    }
                  />
                </>
              }
            >
              <SearchBox
                label="Search templates"
                placeholder="Search by name or text"
                value={search()}
                onInput={(text) => setParams({ search: text || undefined }, { replace: true })}
              />
              <TemplateFilterFields
                templates={found()}
                filters={filters()}
                onChange={(change) => setParams(change, { replace: true })}
              />
              <Show when={isFiltered()}>
                <Button size="small" variant="quiet" onClick={clear}>
                  Clear filters
                </Button>
              </Show>
            </Toolbar>
            <Show
              when={rows().length > 0}
              fallback={
                <Show
                  when={!isFiltered()}
                  fallback={
                    <EmptyState
                      icon="filter"
                      title="No template fits these filters"
                      actions={<Button onClick={clear}>Clear filters</Button>}
                    />
                  }
                >
                  <NoMatch
                    what="template"
                    search={search()}
                    onClear={() => setParams({ search: undefined }, { replace: true })}
                  />
                </Show>
              }
            >
              <Table
                label="Templates"
                rows={rows()}
                columns={columns}
                rowKey={(row) => row.id}
                rowLabel={(row) => row.name}
                onOpen={(row) => navigate(`/templates/${row.id}`)}
              />
            </Show>
          </Card>
        </Match>
      </Switch>

      <DeleteTemplate template={leaving()} onClose={() => setLeaving(null)} />
    </Page>
  )
}

/** "a, b and 3 more" */
const listOf = (names: string[]): string =>
  names.length > 3
    ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
    : names.join(', ')

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
          {adviceFor(props.template).join(' ')}{' '}
          <a href={`/templates/create?copy=${props.template.id}`}>Make a corrected copy.</a>
        </Banner>
      </Match>
    </Switch>
  )
}
