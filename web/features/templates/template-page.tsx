/** One template: its message, its state and what to do about it, and everything that happened to it. */
import { useNavigate, useParams } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import {
  fillVariables,
  type Template,
  type TemplateDetail,
  whyNotSendable,
} from '../../../shared/api/templates.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { ChatPreview } from '../../ui/chat-preview.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { formatExact, Time } from '../../ui/time.tsx'
import { bubbleMedia, factsWords, kindNames } from '../media/media-words.ts'
import { DeleteTemplate } from './delete-template.tsx'
import { languageName } from './languages.ts'
import { changeWords } from './template-changes.ts'
import { facesOf } from './template-faces.ts'
import styles from './template-page.module.css'
import { useTemplate } from './template-queries.ts'
import { adviceFor, categoryWord, QualityPill, TemplateStatusPill } from './template-status.tsx'

export default function TemplatePage() {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const params = useParams<{ templateId: string }>()
  const query = useTemplate(() => params.templateId)
  useFeed(
    () => ['templates'],
    () => void client.invalidateQueries({ queryKey: ['templates'] }),
  )
  const template = () => known(query)
  const [leaving, setLeaving] = createSignal<Template | null>(null)
  const mayEdit = () =>
    workspace.can('edit-templates') ? null : 'Your role cannot change templates.'
  const whyNotSent = (one: Template) =>
    workspace.can('send-campaigns') ? whyNotSendable(one) : 'Your role cannot send campaigns.'

  return (
    <Page
      breadcrumb={[{ label: 'Templates', href: '/templates' }]}
      back="/templates"
      title={template()?.name ?? 'Template'}
      pill={<Show when={template()}>{(one) => <TemplateStatusPill status={one().status} />}</Show>}
      actions={
        <Show when={template()}>
          {(one) => (
            <>
              <Menu
                label="More actions"
                entries={[
                  {
                    label: 'Delete',
                    icon: 'trash',
                    tone: 'danger',
                    disabledReason: mayEdit(),
                    onSelect: () => setLeaving(one()),
                  },
                ]}
              />
              <Button
                icon="duplicate"
                disabledReason={mayEdit()}
                onClick={() => navigate(copyAddress(one()))}
              >
                Duplicate
              </Button>
              <Button
                variant="primary"
                icon="send"
                disabledReason={whyNotSent(one())}
                onClick={() =>
                  navigate(`/campaigns/create?template=${encodeURIComponent(one().id)}`)
                }
              >
                Send
              </Button>
            </>
          )}
        </Show>
      }
    >
      <Switch>
        <Match when={query.isPending}>
          <Card>
            <SkeletonRows />
          </Card>
        </Match>
        <Match when={query.isLoadingError}>
          <Card>
            <ProblemState error={query.error} onRetry={() => void query.refetch()} />
          </Card>
        </Match>
        <Match when={template()}>{(one) => <Sheet template={one()} mayEdit={!mayEdit()} />}</Match>
      </Switch>
      <DeleteTemplate
        template={leaving()}
        onClose={() => setLeaving(null)}
        onDeleted={() => navigate('/templates')}
      />
    </Page>
  )
}

const copyAddress = ({ id }: Template) => `/templates/create?copy=${encodeURIComponent(id)}`

function Sheet(props: { template: TemplateDetail; mayEdit: boolean }): JSX.Element {
  const workspace = useWorkspace()
  const it = () => props.template
  return (
    <>
      <News template={it()} mayEdit={props.mayEdit} />
      <div class={styles.split}>
        <div class={styles.main}>
          <Card title="About" padded>
            <dl class={styles.facts}>
              <Fact name="Channel">{it().channelName}</Fact>
              <Fact name="Language">
                {languageName(it().language)} ({it().language})
              </Fact>
              <Fact name="Category">{categoryWord(it().category)}</Fact>
              <Fact name="Quality">
                <Show when={it().quality} fallback="Unknown: it was not sent much yet">
                  {(quality) => <QualityPill quality={quality()} />}
                </Show>
              </Fact>
              <Fact name="Flow">
                <Show when={it().publicId} fallback="None">
                  {(id) => (
                    <>
                      <a href={`/chat/flows/${id()}`}>{it().flowName ?? id()}</a>{' '}
                      <span class={styles.soft}>{id()}</span>
                    </>
                  )}
                </Show>
              </Fact>
              <Show when={it().headerMedia}>
                {(media) => (
                  <Fact name="Header">
                    {kindNames[media().kind]} <span dir="auto">{media().fileName}</span>{' '}
                    <span class={styles.soft}>{factsWords(media())}</span>
                  </Fact>
                )}
              </Show>
              <Show when={it().samples.length > 0}>
                <Fact name="Samples">
                  <ul class={styles.samples}>
                    <For each={it().samples}>
                      {(sample, at) => (
                        <li>
                          <code>{`{{${at() + 1}}}`}</code> <span dir="auto">{sample}</span>
                        </li>
                      )}
                    </For>
                  </ul>
                </Fact>
              </Show>
              <Fact name="Created">{formatExact(it().createdAt)}</Fact>
            </dl>
          </Card>
          <Card title="What happened">
            <ol class={styles.changes}>
              <For each={it().changes}>
                {(change) => (
                  <li>
                    <span>{changeWords(change)}</span>
                    <span class={styles.when}>
                      <Time at={change.at} as="relative" />
                    </span>
                  </li>
                )}
              </For>
            </ol>
          </Card>
        </div>
        <aside class={styles.side} aria-label="Message">
          <ChatPreview
            from={it().channelName}
            media={mediaOf(workspace.id, it())}
            heading={it().header && fillVariables(it().header ?? '', it().samples)}
            text={fillVariables(it().body, it().samples)}
            footer={it().footer}
            faces={facesOf(it().buttonLabel, it().buttons, it().flowAt)}
            note={it().samples.length > 0 ? 'With its samples filled in' : 'Preview'}
          />
        </aside>
      </div>
    </>
  )
}

const mediaOf = (workspaceId: string, { headerMedia }: Template) =>
  headerMedia && bubbleMedia(workspaceId, headerMedia.kind, headerMedia)

/** What somebody should know or do about it now. */
function News(props: { template: TemplateDetail; mayEdit: boolean }): JSX.Element {
  const it = () => props.template
  const copy = (label: string) => (
    <Show when={props.mayEdit}>
      <LinkButton icon="duplicate" href={copyAddress(it())}>
        {label}
      </LinkButton>
    </Show>
  )
  return (
    <>
      <Switch>
        <Match when={it().status === 'PENDING'}>
          <Banner title="It waits for approval.">
            A sandbox decides in a moment, WhatsApp within two days. This page says when it is
            there.
          </Banner>
        </Match>
        <Match when={it().status === 'REJECTED'}>
          <Banner tone="bad" title="It was rejected." actions={copy('Make a corrected copy')}>
            {adviceFor(it()).join(' ')}
          </Banner>
        </Match>
        <Match when={it().status === 'PAUSED'}>
          <Banner tone="warn" title="The platform paused it.">
            {adviceFor(it()).join(' ')}
          </Banner>
        </Match>
        <Match when={it().status === 'DISABLED'}>
          <Banner tone="bad" title="The platform disabled it." actions={copy('Duplicate')}>
            {adviceFor(it()).join(' ')}
          </Banner>
        </Match>
      </Switch>
      <Show when={it().flowClosed}>
        <Banner tone="warn" title="Its flow is deprecated." actions={copy('Make a copy')}>
          Nobody can open it any more. A template keeps its flow for good: make a copy that opens
          another one.
        </Banner>
      </Show>
      <Show when={it().comingCategory}>
        {(coming) => (
          <Banner
            tone="warn"
            title={`The platform is going to move it from ${categoryWord(it().category)} to ${categoryWord(coming().category)}.`}
          >
            <Show when={coming().at} fallback="It may do so within a day.">
              {(at) => <>From {formatExact(at())} on.</>}
            </Show>{' '}
            Prices and limits of that category hold from then on.
          </Banner>
        )}
      </Show>
    </>
  )
}

const Fact = (props: { name: string; children: JSX.Element }) => (
  <div>
    <dt>{props.name}</dt>
    <dd>{props.children}</dd>
  </div>
)
