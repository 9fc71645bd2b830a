/** A chat as a phone draws it: the wall, and bubbles with marks, ticks, a footer line and a button. */
import { For, type JSX, Show } from 'solid-js'
import styles from './chat.module.css'
import { type ChatSpan, plainChatText, readChatText } from './chat-markup.ts'
import { type ChatMedia, ChatMediaPart } from './chat-media.tsx'
import { Icon, type IconName } from './icon.tsx'

/** The wallpaper that bubbles stand on. */
export function ChatWall(props: { children: JSX.Element; class?: string }): JSX.Element {
  return <div class={[styles.wall, props.class].filter(Boolean).join(' ')}>{props.children}</div>
}

/** A line in the middle of the chat: a day, or a notice. */
export function ChatNote(props: { children: JSX.Element }): JSX.Element {
  return <div class={styles.note}>{props.children}</div>
}

/** The bar of a chat with the name of who is on the other side. */
export function ChatHeader(props: {
  name: string
  line?: JSX.Element
  lead?: JSX.Element
  trail?: JSX.Element
}): JSX.Element {
  return (
    <div class={styles.header}>
      {props.lead}
      <span class={styles.face} aria-hidden="true">
        {(props.name.match(/[\p{L}\p{N}]/u)?.[0] ?? '?').toUpperCase()}
      </span>
      <span class={styles.who}>
        <span class={styles.name} dir="auto">
          {props.name}
        </span>
        <Show when={props.line}>
          <span class={styles.line}>{props.line}</span>
        </Show>
      </span>
      {props.trail}
    </div>
  )
}

/** How far an own message came, as one or two ticks. */
export type Ticks = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed'

const tickWords: Record<Ticks, string> = {
  waiting: 'On its way',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Not sent',
}

export type { ChatMedia } from './chat-media.tsx'

/** A button for looks only. */
export type ChatFace = { label: string; icon: IconName }

/** Above three buttons a phone shows the first two, and one that opens the list of all. */
const shownFaces = (faces: readonly ChatFace[]): readonly ChatFace[] =>
  faces.length > 3 ? [...faces.slice(0, 2), { label: 'See all options', icon: 'menu' }] : faces

/**
 * One message. `side` is as the phone's owner sees it: what came in stands at the left. A bubble with a button and no
 * `onTap` shows the button for looks only, as in a preview.
 */
export function ChatBubble(props: {
  side: 'in' | 'out'
  /** A picture, video or document above everything else. */
  media?: ChatMedia | null
  heading?: string | null
  text: string
  footer?: string | null
  /** Such as "11:29"; without one the corner stays empty. */
  time?: string
  ticks?: Ticks
  button?: { label: string; used?: boolean; onTap?: () => void } | null
  /** Several buttons for looks only, instead of `button`. */
  faces?: readonly ChatFace[]
  /** The message that this one answers. */
  quote?: { who: string; text: string } | null
  /** Further parts between text and footer. */
  children?: JSX.Element
}): JSX.Element {
  return (
    <div class={`${styles.bubble} ${styles[props.side]}`} data-media={props.media?.kind}>
      <div class={styles.body}>
        <Show when={props.quote}>
          {(quote) => (
            <div class={styles.quote}>
              <b>{quote().who}</b>
              <span dir="auto">{plainChatText(quote().text)}</span>
            </div>
          )}
        </Show>
        <Show when={props.media}>{(media) => <ChatMediaPart media={media()} />}</Show>
        <Show when={props.heading}>
          <p class={styles.heading} dir="auto">
            {props.heading}
          </p>
        </Show>
        <Show when={props.text}>
          <ChatText text={props.text} />
        </Show>
        {props.children}
        <Show when={props.footer}>
          <p class={styles.footer} dir="auto">
            {props.footer}
          </p>
        </Show>
        <Show when={props.time || props.ticks}>
          <span class={styles.corner}>
            {props.time}
            <Show when={props.ticks}>{(ticks) => <TickMarks ticks={ticks()} />}</Show>
          </span>
        </Show>
      </div>
      <For each={shownFaces(props.faces ?? [])}>
        {(face) => (
          <span class={styles.button}>
            <ButtonFace label={face.label} icon={face.icon} />
          </span>
        )}
      </For>
      <Show when={props.button}>
        {(button) => (
          <Show
            when={button().onTap}
            fallback={
              <span class={styles.button}>
                <ButtonFace label={button().label} />
              </span>
            }
          >
            <button
              type="button"
              class={styles.button}
              classList={{ [styles.used!]: button().used }}
              onClick={() => button().onTap?.()}
            >
              <ButtonFace label={button().label} />
            </button>
          </Show>
        )}
      </Show>
    </div>
  )
}

const ButtonFace = (props: { label: string; icon?: IconName }) => (
  <>
    <Icon name={props.icon ?? 'format'} size={15} />
    <span dir="auto">{props.label}</span>
  </>
)

/** Text with its marks drawn; each line keeps its own direction. */
export function ChatText(props: { text: string }): JSX.Element {
  return (
    <div class={styles.text}>
      <For each={readChatText(props.text)}>
        {(line) => (
          <p dir="auto">
            <Show when={line.length > 0} fallback={<br />}>
              <For each={line}>{(span) => <Span span={span} />}</For>
            </Show>
          </p>
        )}
      </For>
    </div>
  )
}

const Span = (props: { span: ChatSpan }) => (
  <span
    classList={{
      [styles.bold!]: props.span.bold,
      [styles.italic!]: props.span.italic,
      [styles.strike!]: props.span.strike,
      [styles.code!]: props.span.code,
    }}
  >
    {props.span.text}
  </span>
)

const TickMarks = (props: { ticks: Ticks }) => (
  <span
    class={styles.ticks}
    classList={{ [styles.blue!]: props.ticks === 'read', [styles.red!]: props.ticks === 'failed' }}
    role="img"
    aria-label={tickWords[props.ticks]}
    title={tickWords[props.ticks]}
  >
    <Show
      when={props.ticks !== 'waiting' && props.ticks !== 'failed'}
      fallback={<Icon name={props.ticks === 'failed' ? 'error' : 'clock'} size={12} />}
    >
      <svg
        width="16"
        height="11"
        viewBox="0 0 16 11"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
      >
        <path d="M1 6 4 9.2 10.4 1.8" />
        <Show when={props.ticks !== 'sent'}>
          <path d="M7.4 8.3 8.3 9.2 14.7 1.8" />
        </Show>
      </svg>
    </Show>
  </span>
)
