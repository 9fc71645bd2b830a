/** Connect a number: its settings at the provider, tested as a whole, with each wrong one named at its field. */
import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import {
  channelNameMax,
  connectable,
  flawsIn,
  nameFlaw,
  type Provider,
  providers,
  type SettingFinding,
  settingsOf,
  tidied,
} from '../../../shared/channels/providers.ts'
import { connectChannel, findingsIn } from '../../api/channels.ts'
import { ApiProblem, isProblem } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemPage } from '../../shell/problem-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { whyNotManage } from './channel-state.tsx'
import styles from './connect-page.module.css'
import { focusWrong, SettingFields } from './setting-fields.tsx'

export default function ConnectPage(): JSX.Element {
  const workspace = useWorkspace()
  return (
    <Show
      when={workspace.can('manage-channels')}
      fallback={
        <ProblemPage
          error={new ApiProblem({ kind: 'not-allowed', status: 403, title: whyNotManage })}
        />
      }
    >
      <ConnectForm />
    </Show>
  )
}

const choices = providers.map((value) => ({ value, label: connectable[value].name }))

/** The settings of a provider, those that are rarely changed apart. */
const fieldsOf = (provider: Provider) => {
  const all = settingsOf(provider)
  return {
    usual: all.filter(([, { rare }]) => !rare),
    rare: all.filter(([, { rare }]) => rare),
  }
}

const words: Record<Provider, { from: () => JSX.Element; rare: string; asks: string }> = {
  'cloud-api': {
    from: () => (
      <>
        These come from your app at{' '}
        <a href="https://developers.facebook.com/apps" target="_blank" rel="noreferrer">
          developers.facebook.com
        </a>
        .
      </>
    ),
    rare: 'Verify token, address and version',
    asks: 'Asking Meta about the token, the account, the number and the app…',
  },
  '8x8': {
    from: () => 'These come from 8x8 Connect, where the number is a channel of your account.',
    rare: 'Address of flows',
    asks: 'Asking 8x8 about the key, the account, the subaccount and the channel…',
  },
}

function ConnectForm(): JSX.Element {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const [name, setName] = createSignal('')
  const [provider, setProvider] = createSignal<Provider>('cloud-api')
  // What was entered for one provider stays while somebody looks at the other.
  const [entered, setEntered] = createStore<Record<Provider, Record<string, string>>>({
    'cloud-api': {},
    '8x8': {},
  })
  const values = () => entered[provider()]
  const fields = createMemo(() => fieldsOf(provider()))
  const [findings, setFindings] = createSignal<SettingFinding[]>([])
  const [busy, setBusy] = createSignal(false)
  const [more, setMore] = createSignal(false)
  let form: HTMLFormElement | undefined

  const errorsOf = (setting: string | null) =>
    findings()
      .filter((one) => one.setting === setting)
      .map(({ message }) => message)
      .join(' ') || null
  const settle = (setting: string) =>
    setFindings(findings().filter((one) => one.setting !== setting && one.setting !== null))

  /** Shows what is wrong, and goes to the first of it. */
  const point = (wrong: SettingFinding[]) => {
    setFindings(wrong)
    if (fields().rare.some(([setting]) => wrong.some((one) => one.setting === setting)))
      setMore(true)
    focusWrong(form)
  }

  const choose = (other: Provider) => {
    setProvider(other)
    setFindings([])
    setMore(false)
  }
  const enter = (setting: string, value: string) => {
    setEntered(provider(), setting, value)
    settle(setting)
  }

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy()) return
    const kind = provider()
    const flaw = nameFlaw(name())
    const flaws = [
      ...(flaw ? [{ setting: 'name', message: flaw }] : []),
      ...flawsIn(kind, tidied(kind, values())),
    ]
    if (flaws.length > 0) return point(flaws)
    setBusy(true)
    setFindings([])
    try {
      const { id } = await connectChannel(workspace.id, {
        kind,
        name: name(),
        settings: { ...values() },
      })
      navigate(`/channels/${id}?connected=1`)
    } catch (error) {
      // The shell asks to sign in; the form waits as it is.
      if (!isProblem(error, 'not-signed-in')) point(findingsIn(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Page
      title="Connect a number"
      breadcrumb={[{ label: 'Channels', href: '/channels' }]}
      back="/channels"
      narrow
      actions={
        <>
          <LinkButton href="/channels" class={styles.cancel!}>
            Cancel
          </LinkButton>
          <Button type="submit" form="connect" variant="primary" loading={busy()}>
            {busy() ? 'Testing…' : 'Test and connect'}
          </Button>
        </>
      }
    >
      <form id="connect" ref={form} class={styles.form} onSubmit={submit} novalidate>
        <Show when={errorsOf(null)}>
          {(words) => (
            <Banner tone="bad" title="Not connected.">
              {words()}
            </Banner>
          )}
        </Show>
        <Card
          title="Provider"
          padded
          actions={
            <Segmented
              label="Provider"
              options={choices}
              value={provider()}
              disabled={busy()}
              onChange={choose}
            />
          }
        >
          <p class={styles.about}>
            {words[provider()].from()} Flowroom asks {connectable[provider()].company} about them
            before anything is kept; secrets are stored encrypted and never shown again.
          </p>
          <TextField
            label="Name"
            name="channel-name"
            autocomplete="off"
            autofocus
            hint="As your team calls this number."
            max={channelNameMax}
            value={name()}
            error={errorsOf('name')}
            onInput={(value) => {
              setName(value)
              settle('name')
            }}
          />
          <div class={styles.fields}>
            <SettingFields
              settings={fields().usual}
              values={values()}
              findings={findings()}
              onInput={enter}
            />
          </div>
          <details
            class={styles.more}
            open={more()}
            onToggle={(event) => setMore(event.currentTarget.open)}
          >
            <summary>{words[provider()].rare}</summary>
            <div class={styles.fields}>
              <SettingFields
                settings={fields().rare}
                values={values()}
                findings={findings()}
                onInput={enter}
              />
            </div>
          </details>
        </Card>
        <p class={styles.about} role="status">
          <Show when={busy()}>{words[provider()].asks}</Show>
        </p>
      </form>
    </Page>
  )
}
