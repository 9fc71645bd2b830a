/** Create a campaign: an approved template, the people, a look at each message, then one firm Send. */
import { useNavigate, useSearchParams } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { createEffect, createMemo, createResource, createSignal, Show } from 'solid-js'
import { campaignNameMax } from '../../../shared/api/campaigns.ts'
import type { Media } from '../../../shared/api/media.ts'
import {
  fillVariables,
  type Template,
  variablesOf,
  whyNotSendable,
} from '../../../shared/api/templates.ts'
import { z } from '../../../shared/zod.ts'
import { useChannels } from '../../api/channels.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { ChatPreview } from '../../ui/chat-preview.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { MediaField } from '../media/media-field.tsx'
import { bubbleMedia, kindNames, stillComing } from '../media/media-words.ts'
import { defaultCampaignName } from './campaign-name.ts'
import { peopleText } from './campaign-progress.ts'
import { useTemplateChoices } from './campaign-queries.ts'
import styles from './create-campaign-page.module.css'
import { countryName, loadNumberReader } from './phone-number.ts'
import { readRecipients, recipientsMax } from './recipient-lines.ts'
import { RecipientsEditor } from './recipients-editor.tsx'

const Made = z.object({ id: z.string() })

export default function CreateCampaignPage() {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [params] = useSearchParams<{ template?: string }>()
  const templates = useTemplateChoices()
  const channels = useChannels()
  const [reader] = createResource(loadNumberReader)
  useFeed(
    () => ['templates'],
    () => void templates.refetch(),
  )

  const [name, setName] = createSignal(defaultCampaignName(new Date()))
  const [templateId, setTemplateId] = createSignal<string | null>(null)
  const [text, setText] = createSignal('')
  const [left, setLeft] = createSignal(false)
  const [chosenLine, setChosenLine] = createSignal(0)
  const [asking, setAsking] = createSignal(false)

  const all = () => known(templates)?.templates ?? []
  const template = createMemo(() => all().find((one) => one.id === templateId()) ?? null)
  createEffect(() => {
    const wanted = all().find((one) => one.id === params.template)
    if (wanted && templateId() === null && !whyNotSendable(wanted)) setTemplateId(wanted.id)
  })
  const notWanted = () => {
    const wanted = all().find((one) => one.id === params.template)
    return wanted && whyNotSendable(wanted) ? wanted : null
  }
  const channel = () =>
    known(channels)?.channels.find((one) => one.id === template()?.channelId) ??
    known(channels)?.channels[0]
  const variables = () => (template() ? variablesOf(template()!).length : 0)
  const recipients = createMemo(() => {
    const read = reader.state === 'ready' ? reader() : undefined
    return read
      ? readRecipients(text(), {
          variables: variables(),
          sandbox: channel()?.abilities.sandboxNumbers ?? false,
          read,
        })
      : null
  })
  const ready = () => recipients()?.ready ?? []

  const position = createMemo(() => {
    const index = ready().findIndex((line) => line.line === chosenLine())
    return index < 0 ? 0 : index
  })
  const move = (by: number) => {
    const next = ready()[position() + by]
    if (next) setChosenLine(next.line)
  }
  /** A file for the header that was chosen here, with the template that it was chosen for. */
  const [other, setOther] = createSignal<{ templateId: string; media: Media } | null>(null)
  const otherMedia = () => (other()?.templateId === templateId() ? other()!.media : null)
  const headerMedia = () => otherMedia() ?? template()?.headerMedia ?? null
  /** The kind of file in the header, with its template; the same while that is the same. */
  const fileKind = createMemo(
    () => {
      const { id, headerMedia } = template() ?? {}
      return id && headerMedia ? { templateId: id, kind: headerMedia.kind } : null
    },
    null,
    { equals: (a, b) => a?.templateId === b?.templateId && a?.kind === b?.kind },
  )
  const [uploading, setUploading] = createSignal(false)
  const inBubble = () => {
    const media = headerMedia()
    return media && bubbleMedia(workspace.id, media.kind, media)
  }
  const shownValues = () => ready()[position()]?.values ?? template()?.samples ?? []

  const whyNot = (): string | null => {
    if (!workspace.can('send-campaigns')) return 'Your role cannot send campaigns.'
    if (!name().trim()) return 'Give the campaign a name.'
    if (name().trim().length > campaignNameMax) return 'The name is too long.'
    if (!template()) return 'Choose an approved template.'
    const reason = whyNotSendable(template()!)
    if (reason) return reason
    if (uploading()) return stillComing
    if (!recipients()) return 'Loading the numbering plans…'
    if (ready().length === 0) return 'Add at least one person who can receive it.'
    if (ready().length > recipientsMax)
      return `At most ${recipientsMax.toLocaleString()} people in one campaign.`
    return null
  }
  const places = () => {
    const names = recipients()?.countries.map(({ country }) => countryName(country)) ?? []
    const some = names.slice(0, 3)
    if (names.length > 3) some.push(`${names.length - 3} more`)
    return some.length > 1 ? `${some.slice(0, -1).join(', ')} and ${some.at(-1)}` : (some[0] ?? '')
  }
  const leftOut = () => {
    const count = recipients()?.problems ?? 0
    if (count === 0) return ''
    return count === 1
      ? 'One line has a problem and is left out.'
      : `${count} lines have a problem and are left out.`
  }

  async function sendNow() {
    const chosen = template()
    if (!chosen) return
    const made = await request(
      'campaigns.create',
      { workspaceId: workspace.id },
      {
        reply: Made,
        body: {
          name: name().trim(),
          templateId: chosen.id,
          ...(otherMedia() && { headerMediaId: otherMedia()?.id }),
          recipients: ready().map((line) => ({
            phoneNumber: line.number,
            values: line.values.slice(0, variables()),
          })),
        },
      },
    )
    void client.invalidateQueries({ queryKey: ['campaigns'] })
    navigate(`/campaigns/${made.id}`)
  }

  return (
    <Page
      breadcrumb={[{ label: 'Campaigns', href: '/campaigns' }]}
      back="/campaigns"
      title="Create campaign"
      actions={
        <Button
          variant="primary"
          icon="send"
          disabledReason={whyNot()}
          onClick={() => setAsking(true)}
        >
          {ready().length > 0 ? `Send to ${peopleText(ready().length)}` : 'Send'}
        </Button>
      }
    >
      <div class={styles.split}>
        <div class={styles.form}>
          <Show when={!workspace.can('send-campaigns')}>
            <Banner icon="lock">Your role cannot send campaigns. You can look around.</Banner>
          </Show>
          <Show when={notWanted()}>
            {(wanted) => (
              <Banner tone="warn" title={`${wanted().name} cannot be sent.`}>
                {whyNotSendable(wanted())} Choose another one.
              </Banner>
            )}
          </Show>
          <Card title="Message" padded>
            <TextField
              label="Campaign name"
              value={name()}
              onInput={setName}
              max={campaignNameMax}
              error={
                name().trim().length > campaignNameMax
                  ? `At most ${campaignNameMax} characters.`
                  : name().trim()
                    ? null
                    : 'Give the campaign a name.'
              }
              autocomplete="off"
            />
            <SelectField
              label="Template"
              options={all().map((one) => option(one))}
              value={templateId()}
              onChange={setTemplateId}
              disabled={all().length === 0}
              placeholder={
                templates.isPending
                  ? 'Loading…'
                  : all().length === 0
                    ? 'No template yet'
                    : 'Choose an approved template'
              }
              hint={
                <Show
                  when={templates.isSuccess && !all().some((one) => !whyNotSendable(one))}
                  fallback="Only approved templates can be sent."
                >
                  <a href="/templates/create">Create a template</a> first and wait for its approval.
                </Show>
              }
            />
            {/* One field a template: a file that is on its way belongs to the one it was chosen for. */}
            <Show when={fileKind()} keyed>
              {({ templateId, kind }) => (
                <div class={styles.header}>
                  <span>{kindNames[kind]} in the header</span>
                  <MediaField
                    kind={kind}
                    value={headerMedia()}
                    onChange={(media) => setOther({ templateId, media })}
                    onWork={setUploading}
                    error={null}
                  />
                  <Show
                    when={otherMedia()}
                    fallback={
                      <p class={styles.soft}>
                        Everybody gets the one that was approved, unless you replace it for this
                        campaign.
                      </p>
                    }
                  >
                    <p class={styles.soft}>
                      Everybody gets this one.{' '}
                      <button type="button" class={styles.back} onClick={() => setOther(null)}>
                        Use the template’s own
                      </button>
                    </p>
                  </Show>
                </div>
              )}
            </Show>
          </Card>
          <RecipientsEditor
            text={text()}
            onInput={setText}
            onLeave={() => setLeft(true)}
            recipients={recipients()}
            variables={variables()}
            samples={template()?.samples ?? []}
            sandbox={channel()?.abilities.sandboxNumbers ?? false}
            chosen={ready()[position()]?.line ?? 0}
            onChoose={setChosenLine}
            error={
              left() && recipients() && text().trim() && ready().length === 0
                ? 'Nobody in this list can receive it yet; the table says why.'
                : null
            }
          />
          <p class={styles.review} role="status">
            <Show
              when={!whyNot()}
              fallback={<span class={styles.soft}>Before you can send: {whyNot()}</span>}
            >
              <strong>{peopleText(ready().length)}</strong> in {places()} will receive{' '}
              <strong>{template()?.name}</strong> from {channel()?.name} as soon as you send.{' '}
              {leftOut()}
            </Show>
          </p>
        </div>
        <aside class={styles.side} aria-label="Preview">
          <Show
            when={template()}
            fallback={
              <div class={styles.nothing}>
                Choose a template to see its message here, filled in for each person.
              </div>
            }
          >
            {(chosen) => (
              <>
                <div class={styles.pager}>
                  <IconButton
                    icon="chevron-left"
                    label="Previous person"
                    size="small"
                    disabledReason={position() > 0 ? null : 'This is the first one.'}
                    onClick={() => move(-1)}
                  />
                  <span role="status">
                    <Show when={ready().length > 0} fallback="With the template’s samples">
                      {ready()[position()]?.number} · {position() + 1} of {ready().length}
                    </Show>
                  </span>
                  <IconButton
                    icon="chevron-right"
                    label="Next person"
                    size="small"
                    disabledReason={
                      position() + 1 < ready().length ? null : 'This is the last one.'
                    }
                    onClick={() => move(1)}
                  />
                </div>
                <ChatPreview
                  from={chosen().channelName}
                  media={inBubble()}
                  heading={fillVariables(chosen().header ?? '', shownValues()) || null}
                  text={fillVariables(chosen().body, shownValues())}
                  footer={chosen().footer}
                  buttonLabel={chosen().buttonLabel}
                />
              </>
            )}
          </Show>
        </aside>
      </div>

      <ConfirmDialog
        open={asking()}
        onClose={() => setAsking(false)}
        title={`Send to ${peopleText(ready().length)}?`}
        confirm={`Send to ${peopleText(ready().length)}`}
        words={wordsFor}
        onConfirm={sendNow}
      >
        <strong>{template()?.name}</strong> goes out now to {peopleText(ready().length)} in{' '}
        {places()}. A message that has left cannot be taken back. {leftOut()}
      </ConfirmDialog>
    </Page>
  )
}

function option(template: Template) {
  const reason = whyNotSendable(template)
  return {
    value: template.id,
    label: `${template.name} (${template.language})`,
    hint: reason ?? template.flowName ?? '',
    disabled: reason !== null,
  }
}
