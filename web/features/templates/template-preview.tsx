/** How a template looks on a phone, with its values filled in. */
import type { JSX } from 'solid-js'
import { fillVariables } from '../../../shared/api/templates.ts'
import { ChatBubble, ChatHeader, ChatNote, ChatWall } from '../../ui/chat.tsx'
import styles from './template-preview.module.css'

/** `values` fill {{1}}…{{n}}; what has no value yet stays visible as {{n}}. */
export function TemplatePreview(props: {
  from: string
  body: string
  values: readonly string[]
  footer?: string | null
  buttonLabel?: string | null
  note?: string
}): JSX.Element {
  return (
    <section class={styles.device} aria-label="Message as it will look">
      <ChatHeader name={props.from || 'Your business'} line="Business account" />
      <ChatWall class={styles.wall}>
        <ChatNote>{props.note ?? 'Today'}</ChatNote>
        <ChatBubble
          side="in"
          text={fillVariables(props.body.trim(), props.values) || 'Your message appears here.'}
          footer={props.footer}
          time="09:41"
          button={props.buttonLabel ? { label: props.buttonLabel } : null}
        />
      </ChatWall>
    </section>
  )
}
