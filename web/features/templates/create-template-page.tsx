/** Create a template: the message, its variables and samples, the flow button; the phone beside it shows each change. */

import { useNavigate, useSearchParams } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { createEffect, createMemo, createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { fillVariables, Template, variablesIn } from '../../../shared/api/templates.ts'
import { useChannels } from '../../api/channels.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { isProblem, wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ChatPreview } from '../../ui/chat-preview.tsx'
import { Page } from '../../ui/page.tsx'
import { approvalTips } from './approval-tips.ts'
import { ApprovalTipsCard } from './approval-tips-card.tsx'
import styles from './create-template-page.module.css'
import { languages } from './languages.ts'
import { AboutFields, ButtonFields, MessageFields } from './template-fields.tsx'
import { useFlowChoices, useTemplates } from './template-queries.ts'
import {
  renumber,
  suggestedName,
  type TemplateDraft,
  type TemplateField,
  type TemplateProblems,
  templateProblems,
} from './template-rules.ts'

export default function CreateTemplatePage() {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [params] = useSearchParams<{ flow?: string }>()
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

  const [draft, setDraft] = createStore<TemplateDraft>({
    channelId: '',
    name: '',
    language: viewerLanguage(),
    category: '',
    body: '',
    samples: [],
    footer: '',
    buttonLabel: '',
    publicId: '',
  })
  const [seen, setSeen] = createStore<Partial<Record<TemplateField, true>>>({})
  const [tried, setTried] = createSignal(false)
  const [refused, setRefused] = createSignal<{ problems: TemplateProblems; words: string | null }>({
    problems: {},
    words: null,
  })
  const [sending, setSending] = createSignal(false)

  const channelList = () => known(channels)?.channels ?? []
  const published = createMemo(() =>
    (known(flows)?.flows ?? []).filter((flow) => flow.state === 'published'),
  )
  // The wanted flow brings its channel and a name to start from; a single channel needs no choosing.
  createEffect(() => {
    const wanted = published().find((flow) => flow.publicId === params.flow)
    if (wanted && !draft.publicId) {
      setDraft({ publicId: wanted.publicId, channelId: wanted.channelId })
      if (!draft.name) setDraft('name', suggestedName(wanted.name))
    }
  })
  createEffect(() => {
    const [only, second] = channelList()
    if (only && !second && !draft.channelId) setDraft('channelId', only.id)
  })

  const taken = createMemo(
    () =>
      new Set(
        (known(existing)?.templates ?? [])
          .filter((template) => template.channelId === draft.channelId)
          .map((template) => `${template.name} ${template.language}`),
      ),
  )
  const problems = createMemo(() => templateProblems(draft, taken()))
  const shown = (field: TemplateField) =>
    refused().problems[field] ?? (tried() || seen[field] ? (problems()[field] ?? null) : null)

  const change = (fields: Partial<TemplateDraft>) => {
    setDraft(fields)
    setRefused({ problems: {}, words: null })
  }
  const leave = (field: TemplateField) => setSeen(field, true)

  async function submit() {
    change(renumber(draft.body, draft.samples))
    setTried(true)
    if (Object.keys(problems()).length > 0) {
      focusFirstProblem()
      return
    }
    setSending(true)
    try {
      const made = await request(
        'templates.create',
        { workspaceId: workspace.id },
        {
          reply: Template,
          body: {
            channelId: draft.channelId,
            name: draft.name,
            language: draft.language,
            category: draft.category,
            body: draft.body.trim(),
            samples: draft.samples.map((sample) => sample.trim()),
            ...(draft.footer.trim() ? { footer: draft.footer.trim() } : {}),
            buttonLabel: draft.buttonLabel.trim(),
            publicId: draft.publicId,
          },
        },
      )
      await client.invalidateQueries({ queryKey: ['templates'] })
      navigate(`/templates?submitted=${encodeURIComponent(made.id)}`)
    } catch (error) {
      const field = isProblem(error) ? fieldOf(error.field) : null
      setRefused(
        field
          ? { problems: { [field]: wordsFor(error) }, words: null }
          : { problems: {}, words: wordsFor(error) },
      )
      if (field) focusFirstProblem()
    } finally {
      setSending(false)
    }
  }

  const count = () => variablesIn(draft.body).length
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
          <Show when={refused().words}>
            <Banner tone="bad" title="Not sent.">
              {refused().words}
            </Banner>
          </Show>
          <Show when={channels.isSuccess && channelList().length === 0}>
            <Banner tone="warn" title="This workspace has no channel yet.">
              A template belongs to a WhatsApp number. <a href="/chat/flows">Connect one first.</a>
            </Banner>
          </Show>
          <AboutFields
            draft={draft}
            change={change}
            leave={leave}
            problem={shown}
            channels={channelList()}
          />
          <MessageFields
            draft={draft}
            change={change}
            leave={leave}
            problem={shown}
            settle={() => change(renumber(draft.body, draft.samples))}
          />
          <ButtonFields
            draft={draft}
            change={change}
            leave={leave}
            problem={shown}
            flows={published().filter(
              (flow) => !draft.channelId || flow.channelId === draft.channelId,
            )}
            loading={flows.isPending}
            missing={
              params.flow && flows.isSuccess && !published().some((f) => f.publicId === params.flow)
                ? params.flow
                : null
            }
          />
        </form>
        <aside class={styles.side} aria-label="Preview and advice">
          <ChatPreview
            from={channelList().find((one) => one.id === draft.channelId)?.name ?? workspace.name}
            text={fillVariables(draft.body.trim(), draft.samples)}
            footer={draft.footer.trim()}
            buttonLabel={draft.buttonLabel.trim() || 'Button label'}
            note={count() > 0 ? 'With your samples filled in' : 'Preview'}
          />
          <ApprovalTipsCard tips={approvalTips(draft)} />
          <p class={styles.wait}>
            Approval takes a moment on a sandbox channel, and up to 48 hours on WhatsApp.
          </p>
        </aside>
      </div>
    </Page>
  )
}

const fields = new Set<string>([
  'channelId',
  'name',
  'language',
  'category',
  'body',
  'footer',
  'buttonLabel',
  'publicId',
])

/** The form's field for one that the server names; samples count from 0 there and from 1 here. */
function fieldOf(named: string | undefined): TemplateField | null {
  const sample = /^samples\.(\d+)$/.exec(named ?? '')?.[1]
  if (sample) return `sample-${Number(sample) + 1}`
  return named && fields.has(named) ? (named as TemplateField) : null
}

/** The viewer's own language where templates know it, else English. */
function viewerLanguage(): string {
  const own = navigator.language.replace('-', '_')
  const known = (code: string) => languages.some((language) => language.code === code)
  if (known(own)) return own
  const base = own.split('_')[0] ?? 'en'
  return known(base) ? base : 'en'
}

/** Brings the first field with a problem into view and puts the caret there. */
function focusFirstProblem() {
  queueMicrotask(() => {
    const field = document.querySelector<HTMLElement>(
      'form [aria-invalid="true"], form [data-invalid] button, form [data-bad]',
    )
    field?.scrollIntoView({ block: 'center' })
    field?.focus()
  })
}
