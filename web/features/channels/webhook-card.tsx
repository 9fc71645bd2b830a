/** How answers and news come here: Flowroom tells the provider, or somebody pastes an address and a token at Meta. */
import { createSignal, type JSX, Show } from 'solid-js'
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

export function WebhookCard(props: {
  channel: ChannelDetail
  webhook: NonNullable<ChannelDetail['webhook']>
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
