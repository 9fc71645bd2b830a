/** The chat on a simulated phone: what the business sent, what the person said, and the field to say more. */
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  on,
  onCleanup,
  Show,
} from 'solid-js'
import { known } from '../../api/known.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import {
  ChatBubble,
  ChatHeader,
  type ChatMedia,
  ChatNote,
  ChatWall,
  type Ticks,
} from '../../ui/chat.tsx'
import { Icon } from '../../ui/icon.tsx'
import { toast } from '../../ui/toast.tsx'
import { byDay, clockTime } from './chat-days.ts'
import styles from './chat-view.module.css'
import { type ChatMessage, fileOf, markRead, speak } from './phone-api.ts'
import { useChat } from './phone-queries.ts'

export function ChatView(props: {
  number: string
  /** The business, as the phone knows it. */
  business: string
  /** What stands before the name: Back, on a small screen. */
  lead?: JSX.Element
  /** Until when the business is writing. */
  typingUntil: string | null
  onOpenFlow: (message: ChatMessage) => void
}): JSX.Element {
  const typing = createTyping(() => props.typingUntil)
  const workspace = useWorkspace()
  const chat = useChat(() => props.number)
  const messages = createMemo(() =>
    [...(known(chat)?.pages ?? [])].reverse().flatMap((page) => page.messages),
  )
  const byId = createMemo(() => new Map(messages().map((message) => [message.id, message])))
  const days = createMemo(() => byDay(messages(), new Date()))
  const [text, setText] = createSignal('')
  const [sending, setSending] = createSignal(false)
  let scroller: HTMLDivElement | undefined
  let field: HTMLTextAreaElement | undefined

  // The end of the chat stays in view when something arrives there; loading older messages moves nothing.
  createEffect(
    on(
      () => [props.number, messages().at(-1)?.id],
      () => queueMicrotask(() => scroller?.scrollTo({ top: scroller.scrollHeight })),
    ),
  )

  // Whoever looks at the chat has read it; a hidden page looks at nothing.
  const [visible, setVisible] = createSignal(document.visibilityState === 'visible')
  const onVisibility = () => setVisible(document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', onVisibility)
  onCleanup(() => document.removeEventListener('visibilitychange', onVisibility))
  const newestUnread = createMemo(
    () =>
      messages().findLast(
        (message) => message.direction === 'to-phone' && message.status === 'delivered',
      )?.id,
  )
  createEffect(() => {
    if (visible() && newestUnread()) void markRead(workspace.id, props.number).catch(() => {})
  })

  const say = async () => {
    const words = text().trim()
    if (!words || sending()) return
    setSending(true)
    try {
      await speak(workspace.id, props.number, words)
      setText('')
    } catch (error) {
      toast({ tone: 'bad', title: 'Not sent.', detail: wordsFor(error) })
    } finally {
      setSending(false)
      field?.focus()
    }
  }
  const quoteOf = (message: ChatMessage) => {
    const answered = message.replyTo ? byId().get(message.replyTo) : undefined
    return answered ? { who: props.business, text: answered.body } : null
  }

  return (
    <div class={styles.chat}>
      <ChatHeader
        name={props.business}
        line={typing() ? 'typing…' : 'Business account'}
        lead={props.lead}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long chat must scroll by keyboard */}
      <div class={styles.scroller} ref={scroller} tabIndex={0} role="log" aria-label="Chat">
        <ChatWall class={styles.wall}>
          <Show when={chat.hasNextPage}>
            <button
              type="button"
              class={styles.earlier}
              onClick={() => void chat.fetchNextPage()}
              disabled={chat.isFetchingNextPage}
            >
              Earlier messages
            </button>
          </Show>
          <Show when={chat.isSuccess && messages().length === 0}>
            <ChatNote>
              Nothing here yet. Write something, or send this number a template: it appears at once.
            </ChatNote>
          </Show>
          <For each={days()}>
            {(day) => (
              <>
                <ChatNote>{day.words}</ChatNote>
                <For each={day.messages}>
                  {(message) => (
                    <Bubble
                      message={message}
                      file={fileOf(workspace.id, props.number, message.id)}
                      quote={quoteOf(message)}
                      onOpenFlow={() => props.onOpenFlow(message)}
                    />
                  )}
                </For>
              </>
            )}
          </For>
        </ChatWall>
      </div>
      <form
        class={styles.composer}
        onSubmit={(event) => {
          event.preventDefault()
          void say()
        }}
      >
        <textarea
          ref={field}
          rows={1}
          aria-label="Message to the business"
          placeholder="Message"
          maxLength={4096}
          value={text()}
          dir="auto"
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
            event.preventDefault()
            void say()
          }}
        />
        <button type="submit" aria-label="Send" disabled={!text().trim() || sending()}>
          <Icon name="send" size={18} />
        </button>
      </form>
    </div>
  )
}

const fileWords: Record<string, string> = {
  image: 'Photo',
  video: 'Video',
  document: 'Document',
  audio: 'Audio',
  sticker: 'Sticker',
  location: 'Location',
}

type Header = NonNullable<ChatMessage['header']>

/** Files that are here are shown; the others are named. */
const isDrawn = (header: Header): header is Header & { kind: ChatMedia['kind'] } =>
  header.hasFile && ['image', 'video', 'document'].includes(header.kind)

function mediaOf({ header }: ChatMessage, file: string): ChatMedia | null {
  if (!header || !isDrawn(header)) return null
  const { kind, text } = header
  const name = text || fileWords[kind] || ''
  return { kind, name, src: kind === 'image' ? file : null, ...(kind !== 'image' && { file }) }
}

/** The text above the message, or what kind of file is there. */
function headingOf({ header }: ChatMessage): string | null {
  if (!header) return null
  if (isDrawn(header)) return null
  const words = fileWords[header.kind]
  if (words === undefined) return header.text
  return header.text ? `${words}: ${header.text}` : words
}

/** True until that time, without anybody looking again. */
function createTyping(until: () => string | null): () => boolean {
  const [over, setOver] = createSignal(true)
  createEffect(() => {
    const time = until()
    const leftMs = time === null ? 0 : Math.min(25_000, Date.parse(time) - Date.now())
    setOver(leftMs <= 0)
    if (leftMs <= 0) return
    const timer = setTimeout(() => setOver(true), leftMs)
    onCleanup(() => clearTimeout(timer))
  })
  return () => !over()
}

function Bubble(props: {
  message: ChatMessage
  /** Where its picture, video or document is, if it has one. */
  file: string
  quote: { who: string; text: string } | null
  onOpenFlow: () => void
}): JSX.Element {
  const ticks = (): Ticks =>
    props.message.status === 'accepted'
      ? 'waiting'
      : props.message.status === 'failed'
        ? 'failed'
        : props.message.status
  const flowButton = () => props.message.buttons.find((button) => button.kind === 'flow')
  return (
    <div class={styles.message} data-side={props.message.direction} data-kind={props.message.kind}>
      <ChatBubble
        side={props.message.direction === 'to-phone' ? 'in' : 'out'}
        media={mediaOf(props.message, props.file)}
        heading={headingOf(props.message)}
        text={props.message.body}
        footer={props.message.footer}
        time={clockTime(props.message.at)}
        {...(props.message.direction === 'from-phone' ? { ticks: ticks() } : {})}
        quote={props.quote}
        button={
          flowButton()
            ? {
                label: flowButton()!.label,
                used: flowButton()!.used ?? false,
                onTap: props.onOpenFlow,
              }
            : null
        }
      />
    </div>
  )
}
