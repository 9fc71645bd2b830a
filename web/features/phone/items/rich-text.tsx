/** RichText: headings, lists, pictures and tables from markdown; nodes are made, never HTML text. */
import { createMemo, For, type JSX } from 'solid-js'
import type { ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { type RichBlock, readRichText } from './markdown.ts'
import { Picture } from './picture.tsx'
import styles from './rich-text.module.css'
import { BlockView, Inlines } from './texts.tsx'

export function RichText(props: { item: ViewItemOf<'RichText'> }) {
  const blocks = createMemo(() => readRichText(props.item.text))
  return (
    <div class={styles.rich} dir="auto">
      <For each={blocks()}>{(block) => <RichBlockView block={block} />}</For>
    </div>
  )
}

function RichBlockView(props: { block: RichBlock }): JSX.Element {
  const block = props.block
  switch (block.type) {
    case 'heading':
      return block.level === 1 ? (
        <h3 class={styles.heading}>
          <Inlines parts={block.parts} />
        </h3>
      ) : (
        <h4 class={styles.subheading}>
          <Inlines parts={block.parts} />
        </h4>
      )
    case 'image':
      return <Picture class={styles.image} src={block.source} alt={block.altText} />
    case 'table':
      return (
        <div class={styles.scroll}>
          <table class={styles.table}>
            <thead>
              <tr>
                <For each={block.head}>
                  {(cell) => (
                    <th scope="col">
                      <Inlines parts={cell} />
                    </th>
                  )}
                </For>
              </tr>
            </thead>
            <tbody>
              <For each={block.rows}>
                {(row) => (
                  <tr>
                    <For each={row}>
                      {(cell) => (
                        <td>
                          <Inlines parts={cell} />
                        </td>
                      )}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      )
    default:
      return <BlockView block={block} />
  }
}
