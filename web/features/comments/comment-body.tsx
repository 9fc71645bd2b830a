/** The words of a comment: plain text, links that lead to web pages, and names of those it mentions. All of it text nodes. */
import { For, type JSX } from 'solid-js'
import { partsOf } from './body-parts.ts'
import styles from './comments.module.css'

export function CommentBody(props: {
  body: string
  mentions: readonly { name: string }[]
}): JSX.Element {
  const parts = () =>
    partsOf(
      props.body,
      props.mentions.map(({ name }) => name),
    )
  return (
    <p class={styles.body} dir="auto">
      <For each={parts()}>
        {(part) =>
          part.kind === 'link' ? (
            <a href={part.text} target="_blank" rel="noopener noreferrer nofollow ugc">
              {part.text}
            </a>
          ) : part.kind === 'mention' ? (
            <bdi class={styles.mention}>{part.text}</bdi>
          ) : (
            part.text
          )
        }
      </For>
    </p>
  )
}
