/** Headings and paragraphs of a screen; markdown becomes nodes, never HTML text. */
import { For, type JSX, Show } from 'solid-js'
import type { ViewItem } from '../../../../shared/flow/interpret/view-item.ts'
import { useScreen } from '../screen-context.ts'
import { type Block, type Inline, readMarkdown } from './markdown.ts'
import styles from './texts.module.css'

type TextOf<K extends ViewItem['kind']> = Extract<ViewItem, { kind: K }>

export const Heading = (props: { item: TextOf<'TextHeading'> }) => (
  <h3 class={styles.heading} dir="auto">
    {props.item.text}
  </h3>
)

export const Subheading = (props: { item: TextOf<'TextSubheading'> }) => (
  <h4 class={styles.subheading} dir="auto">
    {props.item.text}
  </h4>
)

export function Paragraph(props: {
  item: Extract<ViewItem, { kind: 'TextBody' | 'TextCaption' }>
}) {
  const bold = () => props.item.fontWeight.startsWith('bold')
  const italic = () => props.item.fontWeight.endsWith('italic')
  return (
    <div
      class={props.item.kind === 'TextCaption' ? styles.caption : styles.body}
      classList={{
        [styles.bold!]: bold(),
        [styles.italic!]: italic(),
        [styles.strike!]: props.item.strikethrough,
      }}
      dir="auto"
    >
      <Show when={props.item.markdown} fallback={<p>{props.item.text}</p>}>
        <For each={readMarkdown(props.item.text)}>{(block) => <BlockView block={block} />}</For>
      </Show>
    </div>
  )
}

export function BlockView(props: { block: Block }): JSX.Element {
  const block = props.block
  if (block.type === 'paragraph')
    return (
      <p>
        <Inlines parts={block.parts} />
      </p>
    )
  const items = (
    <For each={block.items}>
      {(parts) => (
        <li>
          <Inlines parts={parts} />
        </li>
      )}
    </For>
  )
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
}

export const Inlines = (props: { parts: readonly Inline[] }) => (
  <For each={props.parts}>{(part) => <InlineView part={part} />}</For>
)

function InlineView(props: { part: Inline }): JSX.Element {
  const part = props.part
  switch (part.type) {
    case 'text':
      return part.text
    case 'bold':
      return (
        <strong>
          <Inlines parts={part.parts} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Inlines parts={part.parts} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Inlines parts={part.parts} />
        </s>
      )
    case 'link':
      return <Link href={part.href} parts={part.parts} />
  }
}

function Link(props: { href: string; parts: readonly Inline[] }) {
  const { open } = useScreen()
  return (
    <a
      href={props.href}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        if (!open) return
        event.preventDefault()
        open(props.href)
      }}
    >
      <Inlines parts={props.parts} />
    </a>
  )
}
