/** One option's content: picture or colour, title, description, metadata. Shared by all lists of choices. */
import { Show } from 'solid-js'
import type { OptionView } from '../../../../shared/flow/interpret/view-item.ts'
import { safeImage } from '../safe-image.ts'
import styles from './options.module.css'

export function OptionRow(props: { option: OptionView; large?: boolean }) {
  const image = () => safeImage(props.option.image)
  return (
    <>
      <Show when={image()}>
        {(src) => (
          <img
            class={styles.media}
            data-large={props.large}
            src={src()}
            alt={props.option.altText ?? ''}
          />
        )}
      </Show>
      <Show when={!image() && props.option.color}>
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
