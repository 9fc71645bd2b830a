/** One message as it will look on a phone, in a small chat of its own. */
import type { JSX } from 'solid-js'
import { ChatBubble, ChatHeader, ChatNote, ChatWall } from './chat.tsx'
import styles from './chat-preview.module.css'

export function ChatPreview(props: {
  /** The business, as the chat's bar names it. */
  from: string
  /** Values filled in already. */
  text: string
  footer?: string | null
  buttonLabel?: string | null
  /** The line above the message. */
  note?: string
}): JSX.Element {
  return (
    <section class={styles.device} aria-label="Message as it will look">
      <ChatHeader name={props.from || 'Your business'} line="Business account" />
      <ChatWall class={styles.wall}>
        <ChatNote>{props.note ?? 'Today'}</ChatNote>
        <ChatBubble
          side="in"
          text={props.text || 'Your message appears here.'}
          footer={props.footer}
          time="09:41"
          button={props.buttonLabel ? { label: props.buttonLabel } : null}
        />
      </ChatWall>
    </section>
  )
}
