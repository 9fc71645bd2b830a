/** One message as it will look on a phone, in a small chat of its own. */
import type { JSX } from 'solid-js'
import {
  ChatBubble,
  type ChatFace,
  ChatHeader,
  type ChatMedia,
  ChatNote,
  ChatWall,
} from './chat.tsx'
import styles from './chat-preview.module.css'

export function ChatPreview(props: {
  /** The business, as the chat's bar names it. */
  from: string
  /** Header and text have their values filled in already. */
  heading?: string | null
  media?: ChatMedia | null
  text: string
  footer?: string | null
  buttonLabel?: string | null
  /** Several buttons, instead of the one with `buttonLabel`. */
  faces?: readonly ChatFace[]
  /** A phone in its light or dark look, whatever this page has. */
  look?: 'light' | 'dark'
  /** The line above the message. */
  note?: string
}): JSX.Element {
  return (
    <section
      class={styles.device}
      style={{ 'color-scheme': props.look }}
      aria-label="Message as it will look"
    >
      <ChatHeader name={props.from || 'Your business'} line="Business account" />
      <ChatWall class={styles.wall}>
        <ChatNote>{props.note ?? 'Today'}</ChatNote>
        <ChatBubble
          side="in"
          media={props.media}
          heading={props.heading}
          text={props.text || 'Your message appears here.'}
          footer={props.footer}
          time="09:41"
          faces={props.faces}
          button={props.buttonLabel ? { label: props.buttonLabel } : null}
        />
      </ChatWall>
    </section>
  )
}
