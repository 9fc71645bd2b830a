/** Create a template: the message, its variables, samples and buttons; the phone beside it shows each change. */
import { useLocation, useNavigate, useSearchParams } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { createEffect, createMemo, createSignal, Show } from 'solid-js'
import { createStore, unwrap } from 'solid-js/store'
import { fillVariables, Template, variablesOf } from '../../../shared/api/templates.ts'
import { renumber } from '../../../shared/templates/text.ts'
import { useChannels } from '../../api/channels.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { isProblem, wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { createRememberedWord } from '../../shell/remembered.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ChatPreview } from '../../ui/chat-preview.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { bubbleMedia, stillComing } from '../media/media-words.ts'
import { approvalTips } from './approval-tips.ts'
import { ApprovalTipsCard } from './approval-tips-card.tsx'
import { FlowButtonFields } from './button-fields.tsx'
import styles from './create-template-page.module.css'
import { FindingList } from './finding-list.tsx'
import { forget, keep, readKept } from './kept-draft.ts'
import { languages } from './languages.ts'
import { MoreButtons } from './more-buttons.tsx'
import {
  draftFindings,
  draftFrom,
  emptyDraft,
  headerText,
  nameFrom,
  requestFor,
  type TemplateDraft,
  wantedMedia,
} from './template-draft.ts'
import { facesOf } from './template-faces.ts'
import { AboutFields, MessageFields } from './template-fields.tsx'
import { useFlowChoices, useTemplates } from './template-queries.ts'
import { adviceFor } from './template-status.tsx'

export default function CreateTemplatePage() {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [params] = useSearchParams<{ flow?: string; copy?: string }>()
  const location = useLocation()
  const address = location.search
  const channels = useChannels()
  const flows = useFlowChoices()
  const existing = useTemplates()
  useFeed(
    () => ['flows', 'templates'],
    () => {
      void flows.refetch()
      void existing.refetch()
    },
  )

  const kept = readKept(workspace.id, address)
  const [restored, setRestored] = createSignal(kept !== null)
  const [touched, setTouched] = createSignal(kept !== null)
  const [draft, setDraft] = createStore<TemplateDraft>(kept ?? emptyDraft(viewerLanguage()))
  const [seen, setSeen] = createStore<Record<string, true>>({})
  const [tried, setTried] = createSignal(false)
  const [refused, setRefused] = createSignal<{ field: string | null; words: string } | null>(null)
  const [sending, setSending] = createSignal(false)
  const [uploading, setUploading] = createSignal(false)

  const channelList = () => known(channels)?.channels ?? []
  const published = createMemo(() =>
    (known(flows)?.flows ?? []).filter((flow) => flow.state === 'published'),
  )
  // The wanted flow brings its channel and a name to start from; a single channel needs no choosing.
  let begun = kept !== null
  createEffect(() => {
    const wanted = published().find((flow) => flow.publicId === params.flow)
    if (!wanted || begun) return
    begun = true
    if (!draft.publicId) {
      setDraft({ publicId: wanted.publicId, channelId: wanted.channelId })
      if (!draft.name) setDraft('name', nameFrom(wanted.name))
    }
  })
  createEffect(() => {
    const [only, second] = channelList()
    if (only && !second && !draft.channelId) setDraft('channelId', only.id)
  })
  // A copy begins with everything that its original says.
  const all = () => known(existing)?.templates ?? []
  const original = createMemo(() => all().find(({ id }) => id === params.copy))
  createEffect(() => {
    const from = original()
    if (!from || begun) return
    begun = true
    setDraft(draftFrom(from, all()))
  })
  const isComing = () => Boolean(params.copy) && existing.isPending && kept === null
  // What it opened may have been replaced since.
  createEffect(() => {
    if (
      flows.isSuccess &&
      draft.publicId &&
      !published().some((f) => f.publicId === draft.publicId)
    )
      setDraft('publicId', '')
  })
  createEffect(() => {
    const entries = JSON.stringify(draft)
    if (touched()) keep(workspace.id, address, JSON.parse(entries))
  })

  const findings = createMemo(() => draftFindings(draft, all()))
  const errors = () => findings().filter(({ level }) => level === 'error')
  const shown = (field: string) => {
    const no = refused()
    if (no?.field === field) return no.words
    const first = errors().find((finding) => finding.field === field)
    return first && (tried() || seen[field]) ? first.words : null
  }
  /** Buttons are added as wholes: what is wrong with their order shows at once. */
  const problem = (field: string) =>
    field === 'buttons'
      ? (errors().find((finding) => finding.field === field)?.words ?? shown(field))
      : shown(field)
  const advice = (field: string) =>
    findings().find((one) => one.level === 'advice' && one.field === field)?.words ?? null

  const change = (fields: Partial<TemplateDraft>) => {
    setTouched(true)
    setDraft(fields)
    setRefused(null)
  }
  const leave = (field: string) => setSeen(field, true)
  /** What every part of the form is given. */
  const form = { draft, change, leave, problem, advice, uploads: setUploading }
  const settle = () => {
    const { header, body, samples } = draft
    const next = renumber({ header, body, samples: [...samples] })
    if (next.body !== body || next.header !== header || next.samples.length < samples.length)
      change(next)
  }
  const startAfresh = () => {
    forget(workspace.id, address)
    setTouched(false)
    setRestored(false)
    setTried(false)
    for (const field of Object.keys(seen)) setSeen(field, undefined!)
    setDraft(emptyDraft(viewerLanguage()))
  }

  async function submit() {
    settle()
    setTried(true)
    if (uploading()) return setRefused({ field: null, words: stillComing })
    const [first] = errors()
    if (first) return goTo(first.field)
    setSending(true)
    try {
      const made = await request(
        'templates.create',
        { workspaceId: workspace.id },
        { reply: Template, body: requestFor(unwrap(draft)) },
      )
      forget(workspace.id, address)
      await client.invalidateQueries({ queryKey: ['templates'] })
      navigate(`/templates?submitted=${encodeURIComponent(made.id)}`)
    } catch (error) {
      const field = isProblem(error) ? (error.field ?? null) : null
      const place = field && placeOf(field) ? field : null
      setRefused({ field: place, words: wordsFor(error) })
      if (place) goTo(place)
    } finally {
      setSending(false)
    }
  }

  const headerMedia = () => {
    const wanted = wantedMedia(draft)
    return wanted && bubbleMedia(workspace.id, wanted.kind, unwrap(wanted.file))
  }
  const count = () => variablesOf(draft).length
  const channelFlows = () =>
    (known(flows)?.flows ?? []).filter(
      (flow) => !draft.channelId || flow.channelId === draft.channelId,
    )
  const chosenFlow = () => published().find((flow) => flow.publicId === draft.publicId)
  const [look, setLook] = createRememberedWord('template-look', ['light', 'dark'], pageLook())
  const missing = () => {
    if (!params.flow || !flows.isSuccess || chosenFlow()?.publicId === params.flow) return null
    if (published().some((flow) => flow.publicId === params.flow)) return null
    return `${params.flow} is not published on a channel of this workspace. Publish it, then come back.`
  }
  const mayCreate = () => workspace.can('edit-templates')

  return (
    <Page
      breadcrumb={[{ label: 'Templates', href: '/templates' }]}
      back="/templates"
      title="Create template"
      actions={
        <Button
          variant="primary"
          icon="send"
          loading={sending()}
          disabledReason={mayCreate() ? null : 'Your role cannot create templates.'}
          onClick={() => void submit()}
        >
          Submit for approval
        </Button>
      }
    >
      <Show
        when={!isComing()}
        fallback={
          <Card>
            <SkeletonRows />
          </Card>
        }
      >
        <div class={styles.split}>
          <form
            class={styles.form}
            onSubmit={(event) => {
              event.preventDefault()
              void submit()
            }}
          >
            <Show when={!mayCreate()}>
              <Banner icon="lock">Your role cannot create templates. You can look around.</Banner>
            </Show>
            <Show when={refused()?.field === null && refused()}>
              {(no) => (
                <Banner tone="bad" title="Not sent.">
                  {no().words}
                </Banner>
              )}
            </Show>
            <Show when={restored()}>
              <Banner
                title="What you entered here before is back."
                actions={
                  <Button size="small" onClick={startAfresh}>
                    Start afresh
                  </Button>
                }
              >
                It was not sent yet.
              </Banner>
            </Show>
            <Show when={original()?.status === 'REJECTED' && original()}>
              {(from) => (
                <Banner tone="warn" title={`A corrected copy of ${from().name}.`}>
                  {adviceFor(from()).join(' ')} The rejected one keeps its name until it is deleted.
                </Banner>
              )}
            </Show>
            <Show when={params.copy && existing.isSuccess && !original() && kept === null}>
              <Banner tone="warn" title="The template to copy is gone.">
                It was deleted, or it belongs to another workspace. Begin with an empty one.
              </Banner>
            </Show>
            <Show when={flows.isLoadingError}>
              <Banner
                tone="bad"
                title="The flows could not be loaded."
                actions={
                  <Button size="small" onClick={() => void flows.refetch()}>
                    Try again
                  </Button>
                }
              >
                {wordsFor(flows.error)}
              </Banner>
            </Show>
            <Show when={channels.isSuccess && channelList().length === 0}>
              <Banner tone="warn" title="This workspace has no channel yet.">
                A template belongs to a WhatsApp number. <a href="/channels">Connect one first.</a>
              </Banner>
            </Show>
            <AboutFields {...form} channels={channelList()} />
            <MessageFields {...form} settle={settle} />
            <FlowButtonFields
              {...form}
              flows={channelFlows()}
              loading={flows.isPending}
              missing={missing()}
            />
            <MoreButtons {...form} />
          </form>
          <aside class={styles.side} aria-label="Preview and advice">
            <div class={styles.look}>
              <Segmented
                label="Look of the phone"
                options={[
                  { value: 'light', label: 'Light', icon: 'sun' },
                  { value: 'dark', label: 'Dark', icon: 'moon' },
                ]}
                value={look()}
                onChange={setLook}
              />
            </div>
            <ChatPreview
              from={channelList().find((one) => one.id === draft.channelId)?.name ?? workspace.name}
              media={headerMedia()}
              heading={fillVariables(headerText(draft), draft.samples) || null}
              text={fillVariables(draft.body.trim(), draft.samples)}
              footer={draft.footer.trim()}
              faces={facesOf(
                draft.hasFlow ? draft.buttonLabel.trim() || 'Button label' : null,
                draft.buttons,
                draft.flowAt,
              )}
              look={look()}
              note={count() > 0 ? 'With your samples filled in' : 'Preview'}
            />
            <FindingList findings={findings()} onGo={goTo} />
            <ApprovalTipsCard tips={approvalTips(draft, chosenFlow()?.name)} onRewrite={change} />
            <p class={styles.wait}>
              Approval takes a moment on a sandbox channel, and up to 48 hours on WhatsApp.
            </p>
          </aside>
        </div>
      </Show>
    </Page>
  )
}

/** The viewer's own language where templates know it, else English. */
function viewerLanguage(): string {
  const own = navigator.language.replace('-', '_')
  const known = (code: string) => languages.some((language) => language.code === code)
  if (known(own)) return own
  const base = own.split('_')[0] ?? 'en'
  return known(base) ? base : 'en'
}

/** The phone begins with the look that this page has. */
const pageLook = (): 'light' | 'dark' =>
  getComputedStyle(document.documentElement).colorScheme === 'dark' ||
  (getComputedStyle(document.documentElement).colorScheme !== 'light' &&
    matchMedia('(prefers-color-scheme: dark)').matches)
    ? 'dark'
    : 'light'

/** Where a field stands in the form; null where the form has no such field. */
function placeOf(field: string): Element | null {
  for (let name = field; name; name = name.replace(/\.?[^.]*$/, '')) {
    const place = document.querySelector(`form [data-field="${CSS.escape(name)}"]`)
    if (place) return place
  }
  return null
}

/** Brings a field into view and puts the caret there. */
function goTo(field: string) {
  queueMicrotask(() => {
    const place = placeOf(field)
    place?.scrollIntoView({ block: 'center' })
    const wanted =
      place?.querySelector<HTMLElement>('textarea, input') ??
      place?.querySelector<HTMLElement>('button')
    wanted?.focus()
  })
}
