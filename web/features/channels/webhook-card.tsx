/** How answers and news come here: Flowroom tells the provider, or somebody pastes an address and a secret there. */
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { ChannelDetail } from '../../../shared/api/channels.ts'
import { tellProvider } from '../../api/channels.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Card } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import styles from './channel-page.module.css'
import { Fact } from './fact.tsx'

type Webhook = NonNullable<ChannelDetail['webhook']>

export const WebhookCard = (props: { channel: ChannelDetail; webhook: Webhook }): JSX.Element => (
  <>
    {'authorization' in props.webhook ? (
      <AtEightByEight
        url={props.webhook.url}
        authorization={props.webhook.authorization}
        subaccount={props.channel.settings.subaccountId ?? ''}
      />
    ) : (
      <AtMeta channel={props.channel} webhook={props.webhook} />
    )}
  </>
)

function AtMeta(props: {
  channel: ChannelDetail
  webhook: Exclude<Webhook, { authorization: string }>
}): JSX.Element {
  const workspace = useWorkspace()
  const [busy, setBusy] = createSignal(false)
  const [refused, setRefused] = createSignal<string | null>(null)
  const tell = async () => {
    setBusy(true)
    setRefused(null)
    try {
      await tellProvider(workspace.id, props.channel.id)
      toast({ tone: 'good', title: `News of ${props.channel.name} come here from now on.` })
    } catch (error) {
      setRefused(wordsFor(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card
      title="Answers and news"
      padded
      actions={
        <Button size="small" loading={busy()} onClick={() => void tell()}>
          Have them sent here
        </Button>
      }
    >
      <Show when={refused()}>
        {(words) => (
          <Banner tone="bad" title="The provider did not take it.">
            {words()}
          </Banner>
        )}
      </Show>
      <p class={styles.soft}>
        What people answer, and what becomes of messages and templates, the provider sends to this
        address. It asks there for the verify token first.
      </p>
      <dl class={styles.facts}>
        <Fact
          name="Callback URL"
          action={<CopyButton text={props.webhook.url} label="Copy callback URL" />}
        >
          <code>{props.webhook.url}</code>
        </Fact>
        <Fact
          name="Verify token"
          action={<CopyButton text={props.webhook.verifyToken} label="Copy verify token" />}
        >
          <code>{props.webhook.verifyToken}</code>
        </Fact>
      </dl>
      <Show when={!props.channel.sandbox}>
        <h3 class={styles.by}>In Meta’s dashboard</h3>
        <ol class={styles.steps}>
          <li>
            Open your app at{' '}
            <a href="https://developers.facebook.com/apps" target="_blank" rel="noreferrer">
              developers.facebook.com
            </a>
            , then WhatsApp → Configuration.
          </li>
          <li>Under Webhook press Edit, paste both, and press Verify and save.</li>
          <li>
            Subscribe to <code>messages</code>, <code>flows</code>,{' '}
            <code>message_template_status_update</code>,{' '}
            <code>message_template_quality_update</code>, <code>template_category_update</code>,{' '}
            <code>phone_number_quality_update</code> and <code>phone_number_name_update</code>. This
            is needed once an app, also where Flowroom told Meta the address.
          </li>
          <li>After replacing the verify token or the app, do this once more.</li>
        </ol>
      </Show>
    </Card>
  )
}

/** The kinds of webhooks at 8x8 that Flowroom reads (docs/8x8.md). */
const kinds = [
  { type: 'MSG', carries: 'what people send and answer' },
  { type: 'CADR', carries: 'what becomes of messages' },
  { type: 'CABM', carries: 'what becomes of templates' },
]

const AtEightByEight = (props: {
  url: string
  authorization: string
  subaccount: string
}): JSX.Element => (
  <Card title="Answers and news" padded>
    <p class={styles.soft}>
      What people answer, and what becomes of messages and templates, 8x8 sends to this address.
      Each time it carries this Authorization, by which Flowroom knows that it is 8x8. Keep both to
      yourselves.
    </p>
    <dl class={styles.facts}>
      <Fact name="Webhook URL" action={<CopyButton text={props.url} label="Copy webhook URL" />}>
        <code>{props.url}</code>
      </Fact>
      <Fact
        name="Authorization"
        action={<CopyButton text={props.authorization} label="Copy Authorization" />}
      >
        <code>{props.authorization}</code>
      </Fact>
    </dl>
    <h3 class={styles.by}>At 8x8</h3>
    <ol class={styles.steps}>
      <li>
        Open the webhooks of your account, or ask whoever sets them up with 8x8’s API (
        <code>httpAuthorization</code>).
      </li>
      <li>
        For the subaccount <code>{props.subaccount}</code> set three webhooks, all with this URL and
        this Authorization, the word Bearer included:
        <ul class={styles.steps}>
          <For each={kinds}>
            {({ type, carries }) => (
              <li>
                <code>{type}</code>: {carries}
              </li>
            )}
          </For>
        </ul>
      </li>
      <li>
        8x8 keeps one address a subaccount and kind. Another channel needs another subaccount, or
        its answers come here and are put aside.
      </li>
      <li>After replacing the subaccount, do this once more.</li>
    </ol>
  </Card>
)
