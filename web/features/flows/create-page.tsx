/** Create a flow: its channel and name, and where it starts from. */
import { useNavigate, useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, type JSX, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Channel } from '../../../shared/api/channels.ts'
import { flowNameMax } from '../../../shared/api/flows.ts'
import { useChannels } from '../../api/channels.ts'
import { known } from '../../api/known.ts'
import { ApiProblem, isProblem, wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemPage, ProblemState } from '../../shell/problem-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import type { IconName } from '../../ui/icon.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ConnectChannel } from './connect-channel.tsx'
import styles from './create-page.module.css'
import { DropZone } from './drop-zone.tsx'
import { FilePicker } from './file-picker.tsx'
import { createFlow, lookAgain } from './flow-queries.ts'
import {
  type Draft,
  type Given,
  isStart,
  missingIn,
  nameFromFile,
  requestFor,
  type Start,
} from './flow-source.ts'
import { GivenNews } from './given-news.tsx'
import { PasteField } from './paste-field.tsx'

const ExampleGallery = lazy(() => import('./example-gallery.tsx'))

const startOptions: { value: Start; label: string; icon: IconName }[] = [
  { value: 'blank', label: 'Blank', icon: 'file' },
  { value: 'example', label: 'Example', icon: 'book' },
  { value: 'paste', label: 'Paste JSON', icon: 'code' },
  { value: 'file', label: 'File', icon: 'upload' },
]

/** What tells channels apart, and what ought to be mended before publishing. */
const hintOf = ({ phoneNumber, sandbox, test }: Channel): string =>
  [phoneNumber, sandbox && 'sandbox', test?.findings.length && 'its settings do not work']
    .filter(Boolean)
    .join(' · ')

const crumbs = [{ label: 'Flows', href: '/chat/flows' }]

export default function CreateFlowPage(): JSX.Element {
  const workspace = useWorkspace()
  const channels = useChannels()
  return (
    <Show
      when={workspace.can('edit-flows')}
      fallback={
        <ProblemPage
          error={
            new ApiProblem({
              kind: 'not-allowed',
              status: 403,
              title: 'Your role can view flows, not create them.',
            })
          }
        />
      }
    >
      <Switch
        fallback={
          <Page title="Create a flow" breadcrumb={crumbs} back="/chat/flows" narrow>
            <Card padded>
              <Skeleton width="40%" />
              <Skeleton width="70%" />
            </Card>
          </Page>
        }
      >
        <Match when={channels.isLoadingError}>
          <Page title="Create a flow" breadcrumb={crumbs} back="/chat/flows">
            <ProblemState error={channels.error} onRetry={() => void channels.refetch()} />
          </Page>
        </Match>
        <Match when={known(channels)?.channels.length === 0}>
          <Page title="Create a flow" breadcrumb={crumbs} back="/chat/flows">
            <Card>
              <ConnectChannel />
            </Card>
          </Page>
        </Match>
        <Match when={known(channels)?.channels}>{(all) => <CreateForm channels={all()} />}</Match>
      </Switch>
    </Show>
  )
}

function CreateForm(props: { channels: readonly Channel[] }): JSX.Element {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams<{ start?: string }>()
  const [draft, setDraft] = createStore<Omit<Draft, 'pasted' | 'file'>>({
    channelId: props.channels.length === 1 ? props.channels[0]!.id : null,
    name: '',
    start: isStart(params.start) ? params.start : 'blank',
    example: null,
  })
  const [pasted, setPasted] = createSignal<Given>({ state: 'none' })
  const [file, setFile] = createSignal<Given>({ state: 'none' })
  const whole = (): Draft => ({ ...draft, pasted: pasted(), file: file() })
  /** The name that we suggested; one that the person typed is never replaced. */
  const [suggested, setSuggested] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [refused, setRefused] = createSignal<{ field: string | null; words: string } | null>(null)
  let form: HTMLFormElement | undefined

  const missing = () => missingIn(whole())
  const serverSays = (field: string) => (refused()?.field === field ? refused()!.words : null)

  createEffect(() => {
    if (isStart(params.start) && params.start !== draft.start) setDraft('start', params.start)
  })

  const choose = (start: Start) => {
    setDraft('start', start)
    setParams({ start: start === 'blank' ? null : start }, { replace: true })
  }
  const suggest = (name: string) => {
    if (!name || (draft.name.trim() && draft.name !== suggested())) return
    const cut = name.slice(0, flowNameMax)
    setDraft('name', cut)
    setSuggested(cut)
  }
  const paste = (given: Given) => {
    setPasted(given)
    setRefused(null)
    if (given.state === 'ready') suggest(given.file.name ?? '')
  }
  const takeFile = async (dropped: File) => {
    const label = dropped.name
    choose('file')
    setRefused(null)
    setFile({ state: 'reading', label })
    const { readFlowFile } = await import('./read-flow-file.ts')
    const read = await readFlowFile(dropped)
    if (!read.ok) {
      setFile({ state: 'refused', message: read.error.message })
      return
    }
    setFile({ state: 'ready', file: read.value, label })
    suggest(read.value.name ?? nameFromFile(label))
  }

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy()) return
    setTried(true)
    const { channel, name, source } = missing()
    if (channel || name || source) {
      queueMicrotask(() => form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      return
    }
    setBusy(true)
    setRefused(null)
    try {
      const { publicId } = await createFlow(workspace.id, requestFor(whole()))
      void lookAgain(workspace.id)
      navigate(`/chat/flows/${publicId}`)
    } catch (error) {
      setBusy(false)
      // The shell asks to sign in; the form waits as it is.
      if (isProblem(error, 'not-signed-in')) return
      const field = isProblem(error) ? (error.field ?? null) : null
      const known = field === 'name' || field === 'channelId'
      setRefused({ field: known ? field : null, words: wordsFor(error) })
    }
  }

  return (
    <Page
      title="Create a flow"
      breadcrumb={crumbs}
      back="/chat/flows"
      narrow
      actions={
        <>
          <LinkButton href="/chat/flows" class={styles.cancel!}>
            Cancel
          </LinkButton>
          <Button type="submit" form="create-flow" variant="primary" loading={busy()}>
            Create flow
          </Button>
        </>
      }
    >
      <DropZone onFile={(dropped) => void takeFile(dropped)}>
        <form id="create-flow" ref={form} class={styles.form} onSubmit={submit} novalidate>
          <Show when={refused() && !refused()!.field}>
            <Banner tone="bad">{refused()!.words}</Banner>
          </Show>
          <Card padded>
            <div class={styles.fields}>
              <SelectField
                label="Channel"
                value={draft.channelId}
                onChange={(id) => setDraft('channelId', id)}
                options={props.channels.map((channel) => ({
                  value: channel.id,
                  label: channel.name,
                  hint: hintOf(channel),
                }))}
                placeholder="Choose a channel"
                error={(tried() ? missing().channel : null) ?? serverSays('channelId')}
              />
              <TextField
                label="Flow name"
                name="flow-name"
                autocomplete="off"
                autofocus
                value={draft.name}
                onInput={(name) => setDraft('name', name)}
                max={flowNameMax}
                maxLength={flowNameMax}
                hint="Only your team sees it; you can change it later."
                error={(tried() ? missing().name : null) ?? serverSays('name')}
              />
            </div>
          </Card>
          <Card padded>
            <div class={styles.start}>
              <h2>Start from</h2>
              <Segmented
                label="Start from"
                options={startOptions}
                value={draft.start}
                onChange={choose}
              />
            </div>
            <Switch>
              <Match when={draft.start === 'blank'}>
                <p class={styles.about}>
                  One small screen with a question and a button, ready to be changed.
                </p>
              </Match>
              <Match when={draft.start === 'example'}>
                <Show when={tried() && missing().source}>
                  <Banner tone="bad">{missing().source}</Banner>
                </Show>
                <Suspense fallback={<Skeleton height="236px" />}>
                  <ExampleGallery
                    chosen={draft.example}
                    onChoose={(example) => {
                      setDraft('example', example.slug)
                      suggest(example.name)
                    }}
                  />
                </Suspense>
              </Match>
              <Match when={draft.start === 'paste'}>
                <PasteField
                  error={tried() && pasted().state === 'none' ? missing().source : null}
                  onGiven={paste}
                />
                <GivenNews given={pasted()} />
              </Match>
              <Match when={draft.start === 'file'}>
                <FilePicker
                  error={tried() && file().state === 'none' ? missing().source : null}
                  onFile={(dropped) => void takeFile(dropped)}
                />
                <GivenNews given={file()} />
              </Match>
            </Switch>
          </Card>
        </form>
      </DropZone>
    </Page>
  )
}
