/** One channel: its settings and whether they work, what the provider is to be told, and how the number is doing. */
import { useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import type { ChannelDetail } from '../../../shared/api/channels.ts'
import {
  channelNameMax,
  inSentence,
  nameFlaw,
  settingsOf,
} from '../../../shared/channels/providers.ts'
import { z } from '../../../shared/zod.ts'
import {
  changeChannel,
  removeChannel,
  testChannel,
  useChannel,
  useChannelNews,
} from '../../api/channels.ts'
import { known } from '../../api/known.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'
import { NameDialog } from '../../ui/name-dialog.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { formatExact, Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import styles from './channel-page.module.css'
import {
  ChannelStatePill,
  providerName,
  SaidPill,
  stateOf,
  whyNotManage,
} from './channel-state.tsx'
import { Fact } from './fact.tsx'
import {
  abilityLines,
  concernsOf,
  limitWords,
  nameStatusOf,
  numberStateOf,
  qualityOf,
  throughputWords,
} from './health-words.ts'
import { ReplaceDialog } from './replace-dialog.tsx'
import { WebhookCard } from './webhook-card.tsx'

const ChannelName = z.object({ name: z.string() }).superRefine(({ name }, context) => {
  const flaw = nameFlaw(name)
  if (flaw) context.addIssue({ code: 'custom', message: flaw })
})

export default function ChannelPage(): JSX.Element {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const params = useParams<{ channelId: string }>()
  const query = useChannel(() => params.channelId)
  useChannelNews()
  const channel = () => known(query)
  const [asking, setAsking] = createSignal<'name' | 'removal' | null>(null)
  const [busy, setBusy] = createSignal(false)
  const [refused, setRefused] = createSignal<string | null>(null)
  const off = () => (workspace.can('manage-channels') ? null : whyNotManage)

  const testNow = async () => {
    setBusy(true)
    setRefused(null)
    try {
      const { test } = await testChannel(workspace.id, params.channelId)
      if (test?.findings.length === 0) toast({ tone: 'good', title: 'All settings work.' })
    } catch (error) {
      setRefused(wordsFor(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Page
      breadcrumb={[{ label: 'Channels', href: '/channels' }]}
      back="/channels"
      title={channel()?.name ?? 'Channel'}
      pill={<Show when={channel()}>{(one) => <ChannelStatePill channel={one()} />}</Show>}
      actions={
        <Show when={channel()}>
          <Menu
            label="More actions"
            entries={[
              {
                label: 'Rename',
                icon: 'edit',
                disabledReason: off(),
                onSelect: () => setAsking('name'),
              },
              {
                label: 'Remove',
                icon: 'trash',
                tone: 'danger',
                disabledReason: off(),
                onSelect: () => setAsking('removal'),
              },
            ]}
          />
          <Button
            variant="primary"
            icon="refresh"
            loading={busy()}
            disabledReason={off()}
            onClick={() => void testNow()}
          >
            {busy() ? 'Testing…' : channel()?.test ? 'Test again' : 'Test'}
          </Button>
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
        <Match when={channel()}>
          {(one) => (
            <>
              <Show when={refused()}>
                {(words) => (
                  <Banner tone="bad" title="Not tested.">
                    {words()}
                  </Banner>
                )}
              </Show>
              <News channel={one()} />
              <div class={styles.split}>
                <div class={styles.main}>
                  <Settings channel={one()} off={off()} />
                  <Show when={one().webhook}>
                    {(webhook) => <WebhookCard channel={one()} webhook={webhook()} />}
                  </Show>
                </div>
                <div class={styles.main}>
                  <Health channel={one()} />
                  <Abilities channel={one()} />
                </div>
              </div>
              <NameDialog
                open={asking() === 'name'}
                onClose={() => setAsking(null)}
                title="Rename the channel"
                description="Flows, templates and campaigns show it under this name. Nobody outside sees it."
                name={one().name}
                max={channelNameMax}
                shape={ChannelName}
                onSave={(name) => changeChannel(workspace.id, one().id, { name })}
                words={wordsFor}
              />
              <ConfirmDialog
                open={asking() === 'removal'}
                onClose={() => setAsking(null)}
                title={`Remove ${one().name}?`}
                confirm="Remove"
                danger
                words={wordsFor}
                onConfirm={async () => {
                  const { id, name } = one()
                  await removeChannel(workspace.id, id, () => navigate('/channels'))
                  toast({ tone: 'good', title: `${name} is removed.` })
                }}
              >
                Flowroom forgets its settings and takes nothing in from {one().phoneNumber} any
                more. At the provider nothing changes. A channel that a flow, a template or a
                campaign uses stays.
              </ConfirmDialog>
            </>
          )}
        </Match>
      </Switch>
    </Page>
  )
}

/** What somebody should know or do about it now. */
function News(props: { channel: ChannelDetail }): JSX.Element {
  const [search] = useSearchParams<{ connected?: string }>()
  const labelOf = (setting: string | null) => {
    const all = settingsOf(props.channel.provider)
    return all.find(([name]) => name === setting)?.[1].label
  }
  const rest = () => {
    const until = props.channel.sendsRestUntil
    return until !== null && until > Date.now() ? until : null
  }
  return (
    <>
      <Show when={props.channel.test?.findings.length}>
        <Banner tone="bad" title="The settings do not work.">
          <ul class={styles.findings}>
            <For each={props.channel.test?.findings}>
              {({ setting, message }) => (
                <li>
                  <Show when={labelOf(setting)}>{(label) => <strong>{label()}: </strong>}</Show>
                  {message}
                </li>
              )}
            </For>
          </ul>
        </Banner>
      </Show>
      <Show when={rest()}>
        {(until) => (
          <Banner tone="warn" icon="clock" title="The provider asked for a pause.">
            Messages wait until <Time at={until()} /> and then go on by themselves.
          </Banner>
        )}
      </Show>
      <For each={props.channel.health ? concernsOf(props.channel.health, Date.now()) : []}>
        {(words) => <Banner tone="warn">{words}</Banner>}
      </For>
      <Show when={search.connected && stateOf(props.channel) === 'works' && props.channel.webhook}>
        <Banner
          tone="good"
          title="It is connected."
          actions={<LinkButton href="/chat/flows/create">Create a flow</LinkButton>}
        >
          Next: have answers and news sent here, below.
        </Banner>
      </Show>
    </>
  )
}

function Settings(props: { channel: ChannelDetail; off: string | null }): JSX.Element {
  const [replacing, setReplacing] = createSignal<string | null>(null)
  const all = () => settingsOf(props.channel.provider)
  const labelOf = (name: string, value: string | undefined) =>
    all()
      .find(([other]) => other === name)?.[1]
      .options?.find((option) => option.value === value)?.label
  return (
    <Card title="Settings" padded>
      <dl class={styles.facts}>
        <Fact name="Provider">{providerName(props.channel)}</Fact>
        {/* Where nobody tells the number, it is one of the settings. */}
        <Show when={props.channel.settings.phoneNumber === undefined}>
          <Fact name="Number">{props.channel.phoneNumber}</Fact>
        </Show>
        <For each={all()}>
          {([name, setting]) => (
            <Fact
              name={setting.label}
              action={
                <Show when={!setting.fixed}>
                  <Button
                    size="small"
                    aria-label={`Replace ${inSentence(setting.label)}`}
                    disabledReason={props.off}
                    onClick={() => setReplacing(name)}
                  >
                    Replace
                  </Button>
                </Show>
              }
            >
              <Show
                when={props.channel.secretsSetAt[name]}
                fallback={
                  <Show
                    when={labelOf(name, props.channel.settings[name])}
                    fallback={<code>{props.channel.settings[name]}</code>}
                  >
                    {(label) => label()}
                  </Show>
                }
              >
                {(at) => (
                  <>
                    Set on <Time at={at()} />
                  </>
                )}
              </Show>
            </Fact>
          )}
        </For>
        <Fact name="Last test">
          <Show when={props.channel.test} fallback="Never">
            {(test) => (
              <>
                <Time at={test().at} as="relative" />,{' '}
                {test().findings.length === 0 ? 'everything worked' : 'something was wrong'}
              </>
            )}
          </Show>
        </Fact>
      </dl>
      <ReplaceDialog
        channel={props.channel}
        wanted={replacing()}
        onClose={() => setReplacing(null)}
      />
    </Card>
  )
}

function Health(props: { channel: ChannelDetail }): JSX.Element {
  return (
    <Card title="The number at the provider" padded>
      <Show
        when={props.channel.health}
        fallback={
          <p class={styles.soft}>
            {props.channel.provider === '8x8'
              ? '8x8 does not tell quality, limit or name of a number. WhatsApp Manager shows them, and each message says in the log what became of it.'
              : 'A test asks the provider how the number is doing.'}
          </p>
        }
      >
        {(health) => (
          <>
            <dl class={styles.facts}>
              <Fact name="State">
                <SaidPill said={numberStateOf(health().status)} />
              </Fact>
              <Fact name="Quality">
                <SaidPill said={qualityOf(health().quality)} />
              </Fact>
              <Fact name="Name">
                <span class={styles.row}>
                  <span dir="auto">{health().verifiedName ?? '–'}</span>
                  <SaidPill said={nameStatusOf(health().nameStatus)} />
                </span>
              </Fact>
              <Fact name="Limit">{limitWords(health().messagingLimit)}</Fact>
              <Fact name="Throughput">{throughputWords(health().throughput)}</Fact>
              <Fact name="Access token">
                <Show when={health().tokenEndsAt} fallback="Does not end">
                  {(at) => <>Ends {formatExact(at())}</>}
                </Show>
              </Fact>
            </dl>
            <p class={styles.soft}>
              As the provider said <Time at={health().at} as="relative" />.
            </p>
          </>
        )}
      </Show>
    </Card>
  )
}

function Abilities(props: { channel: ChannelDetail }): JSX.Element {
  return (
    <Card title="What it can do" padded>
      <ul class={styles.abilities}>
        <For each={abilityLines(props.channel.abilities)}>
          {(line) => (
            <li data-can={line.can ? '' : undefined}>
              <Icon name={line.can ? 'check' : 'minus'} size={15} />
              <span>
                {line.words}
                <span class={styles.why}>{line.why}</span>
              </span>
            </li>
          )}
        </For>
      </ul>
    </Card>
  )
}
