/** Image, EmbeddedLink, and the neutral box for what the preview does not draw yet. */
import { Show } from 'solid-js'
import type { ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { safeImage } from '../safe-image.ts'
import { useScreen } from '../screen-context.ts'
import styles from './media.module.css'

export function ImageItem(props: { item: ViewItemOf<'Image'> }) {
  const src = () => safeImage(props.item.src)
  return (
    <Show
      when={src()}
      fallback={
        <p class={styles.placeholder}>
          <strong>Image</strong>
          <span dir="auto">
            {props.item.altText || 'The picture cannot be shown: PNG or JPEG as base64 is needed.'}
          </span>
        </p>
      }
    >
      {(found) => (
        <img
          class={styles.image}
          src={found()}
          alt={props.item.altText}
          style={{
            // Without a height the picture takes the full width at its own ratio (§3.13).
            height: props.item.height === null ? undefined : `${props.item.height}px`,
            'object-fit': props.item.scaleType,
          }}
        />
      )}
    </Show>
  )
}

export function EmbeddedLink(props: { item: ViewItemOf<'EmbeddedLink'> }) {
  const { send } = useScreen()
  return (
    <button
      type="button"
      class={styles.link}
      dir="auto"
      onClick={() => send({ type: 'tap-link', path: props.item.path })}
    >
      {props.item.text}
    </button>
  )
}

export const Placeholder = (props: { item: ViewItemOf<'Placeholder'> }) => (
  <p class={styles.placeholder}>
    <strong>{props.item.component || 'Component without a type'}</strong>
    <span dir="auto">{props.item.label ?? 'Not drawn in the preview yet.'}</span>
  </p>
)
