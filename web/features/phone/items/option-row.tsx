/** One option's content: picture or colour, title, description, metadata. Shared by all lists of choices. */
import { Show } from 'solid-js'
import type { OptionView } from '../../../../shared/flow/interpret/view-item.ts'
import styles from './options.module.css'
import { Picture } from './picture.tsx'

export function OptionRow(props: { option: OptionView; large?: boolean }) {
  return (
    <>
      <Show when={props.option.image}>
        <Picture
          class={styles.media}
          src={props.option.image}
          alt={props.option.altText ?? ''}
          large={props.large}
          small
        />
      </Show>
      <Show when={!props.option.image && props.option.color}>
        {(color) => (
          <span
            class={styles.media}
            data-large={props.large}
            style={{ 'background-color': color() }}
            role="img"
            aria-label={props.option.altText ?? ''}
            aria-hidden={!props.option.altText}
          />
        )}
      </Show>
      <span class={styles.words}>
        <span class={styles.optionTitle} dir="auto">
          {props.option.title}
        </span>
        <Show when={props.option.description}>
          {(text) => (
            <span class={styles.description} dir="auto">
              {text()}
            </span>
          )}
        </Show>
      </span>
      <Show when={props.option.metadata}>
        {(text) => (
          <span class={styles.metadata} dir="auto">
            {text()}
          </span>
        )}
      </Show>
    </>
  )
}
