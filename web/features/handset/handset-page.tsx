/** The handset: simulated phones that receive what the workspace sends, open its flows and answer. */
import { useSearchParams } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { createEffect, createMemo, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js'
import { useChannels } from '../../api/channels.ts'
import { known } from '../../api/known.ts'
import { ApiProblem, isProblem, wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { theme } from '../../shell/theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { createMedia } from '../../ui/media.ts'
import { Page } from '../../ui/page.tsx'
import { createSettled } from '../../ui/settled.ts'
import { toast } from '../../ui/toast.tsx'
import { Phone } from '../phone/phone.tsx'
import { BehindTheGlass, type OpenFailure } from './behind-the-glass.tsx'
import { ChatView } from './chat-view.tsx'
import { FlowSheet, PhoneProblem } from './flow-sheet.tsx'
import { numberInAddress, spacedNumber } from './handset-number.ts'
import styles from './handset-page.module.css'
import { addPhone, type ChatMessage, type OpenedFlow, openFlow } from './phone-api.ts'
import { usePhoneEvents } from './phone-events.ts'
import { PhoneList } from './phone-list.tsx'
import { chatKey, phonesKey, usePhones } from './phone-queries.ts'
import { StatusBar } from './status-bar.tsx'

type Running = { messageId: string; opened: OpenedFlow }

export default function HandsetPage(): JSX.Element {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const [params, setParams] = useSearchParams<{ number?: string }>()
  const [search, setSearch] = createSignal('')
  const phones = usePhones(createSettled(() => search().trim()))
  const channels = useChannels()
  const list = () => known(phones)?.phones ?? []
  const narrow = createMedia('(max-width: 760px)')
  const dark = createMedia('(prefers-color-scheme: dark)')
  const phoneTheme = () =>
    theme() === 'system' ? (dark() ? 'dark' : 'light') : (theme() as 'light' | 'dark')

  /** The one in the address; where there is room, else the one that spoke last. */
  const number = createMemo(
    () => numberInAddress(params.number) ?? (narrow() ? null : (list()[0]?.number ?? null)),
  )
  const phone = () => list().find((one) => one.number === number())
  const choose = (next: string | null) => setParams({ number: next ?? undefined })
  const business = () =>
    known(channels)?.channels.find((channel) => channel.sandbox)?.name ?? workspace.name

  usePhoneEvents((changed) => {
    void client.invalidateQueries({ queryKey: phonesKey(workspace.id) })
    void client.invalidateQueries({
      queryKey: changed ? chatKey(workspace.id, changed) : ['phone-chat', workspace.id],
    })
  })

  const [opening, setOpening] = createSignal<string | null>(null)
  const [running, setRunning] = createSignal<Running | null>(null)
  const [failure, setFailure] = createSignal<OpenFailure | null>(null)
  const [failureShown, setFailureShown] = createSignal(false)
  const [sent, setSent] = createSignal<{
    payload: Record<string, unknown>
    flowName: string
  } | null>(null)
  // Another phone: nothing of the last one stays on the glass.
  createEffect(
    on(number, () => {
      setRunning(null)
      setFailure(null)
      setFailureShown(false)
      setSent(null)
    }),
  )

  const open = async (message: ChatMessage) => {
    const on = number()
    if (!on || opening()) return
    setOpening(message.id)
    setFailure(null)
    try {
      const opened = await openFlow(workspace.id, on, message.id)
      if (number() !== on) return
      if (opened.action === 'data_exchange') {
        fail(
          'Something went wrong. Try again later.',
          'This message asks the flow’s endpoint for its first screen, and the simulated phone does not call endpoints.',
        )
      } else setRunning({ messageId: message.id, opened })
    } catch (error) {
      if (isProblem(error, 'not-published'))
        fail(
          error.detail ?? error.title,
          'The flow behind this button is deprecated, blocked or not published. Everybody who still has this message sees the same. Send a template whose flow is published.',
        )
      else if (error instanceof ApiProblem)
        toast({ tone: 'bad', title: 'The flow could not be opened.', detail: wordsFor(error) })
      else throw error
    } finally {
      setOpening(null)
    }
  }
  const fail = (words: string, explanation: string) => {
    setFailure({ words, explanation })
    setFailureShown(true)
  }

  const sentFlow = createMemo(() => {
    const what = sent()
    return what && { payload: what.payload, ...ownFlow(what.flowName) }
  })

  const add = async (wanted: { number: string; name?: string }) => {
    const added = await addPhone(workspace.id, wanted)
    await client.invalidateQueries({ queryKey: phonesKey(workspace.id) })
    setSearch('')
    choose(added.number)
  }

  const chat = () => (
    <ChatView
      number={number() ?? ''}
      business={business()}
      typingUntil={list().find((phone) => phone.number === number())?.typingUntil ?? null}
      lead={
        <Show when={narrow()}>
          <IconButton
            icon="arrow-left"
            label="All phones"
            tooltip={false}
            onClick={() => choose(null)}
          />
        </Show>
      }
      onOpenFlow={(message) => void open(message)}
    />
  )

  return (
    <Page title="Handset" full>
      <Switch>
        <Match when={phones.isLoadingError}>
          <div class={styles.alone}>
            <ProblemState error={phones.error} onRetry={() => void phones.refetch()} />
          </div>
        </Match>
        <Match when={true}>
          <div
            class={styles.page}
            data-chat={number() ? '' : undefined}
            data-some={list().length > 0 ? '' : undefined}
          >
            <PhoneList
              phones={list()}
              loading={phones.isPending}
              current={number()}
              search={search()}
              onSearch={setSearch}
              onChoose={choose}
              onAdd={add}
            />
            <div class={styles.stage}>
              <Show
                when={number()}
                keyed
                fallback={
                  <Show when={phones.isSuccess}>
                    <EmptyState
                      icon="handset"
                      title="A phone to try everything on"
                      actions={
                        <>
                          <Button
                            variant="primary"
                            icon="plus"
                            onClick={() =>
                              void add({ number: '+9990000001', name: 'Ana' }).catch((error) =>
                                toast({ tone: 'bad', title: wordsFor(error) }),
                              )
                            }
                          >
                            Take a phone
                          </Button>
                          <a href="/campaigns/create">Send a campaign</a>
                        </>
                      }
                    >
                      Simulated phones receive what you send, open your flows and answer, all on
                      this computer. Nothing leaves it.
                    </EmptyState>
                  </Show>
                }
              >
                {(current) => (
                  <Phone
                    class={styles.device ?? ''}
                    theme={phoneTheme()}
                    label={`Phone ${spacedNumber(current)}`}
                  >
                    <div class={styles.glass}>
                      <StatusBar />
                      <div class={styles.app}>
                        <div
                          class={styles.chat}
                          data-under={running() || failureShown() ? '' : undefined}
                          inert={Boolean(running() || failureShown())}
                        >
                          {chat()}
                        </div>
                        <Show when={running()} keyed>
                          {(run) => (
                            <FlowSheet
                              number={current}
                              messageId={run.messageId}
                              opened={run.opened}
                              business={business()}
                              onClose={() => setRunning(null)}
                              onSent={(payload) => setSent({ payload, flowName: run.opened.name })}
                            />
                          )}
                        </Show>
                        <Show when={failureShown() && failure()}>
                          {(why) => (
                            <div class={styles.notice}>
                              <PhoneProblem
                                title="Cannot open Flow"
                                words={why().words}
                                action="OK"
                                onAction={() => setFailureShown(false)}
                              />
                            </div>
                          )}
                        </Show>
                      </div>
                    </div>
                  </Phone>
                )}
              </Show>
            </div>
            <Show when={number()}>
              {(current) => (
                <div class={styles.behind} data-news={failure() || sent() ? '' : undefined}>
                  <BehindTheGlass
                    number={current()}
                    phone={phone()}
                    failure={failure()}
                    sent={sentFlow()}
                  />
                </div>
              )}
            </Show>
          </div>
        </Match>
      </Switch>
    </Page>
  )
}

/** Our flow behind a provider's: publishing puts the public id of the version into its name. */
function ownFlow(providerName: string): { flowName: string; publicId: string | null } {
  const [name = providerName] = providerName.split(' · ')
  return { flowName: name, publicId: /\b\d{16}\b/.exec(providerName)?.[0] ?? null }
}
