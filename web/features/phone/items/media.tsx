/** Image, EmbeddedLink, and the neutral box for what the preview does not draw yet. */
import type { ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { useScreen } from '../screen-context.ts'
import { DEVICE_SCALE } from '../settings.ts'
import styles from './media.module.css'
import { Picture } from './picture.tsx'

export function ImageItem(props: { item: ViewItemOf<'Image'> }) {
  return (
    <Picture
      class={styles.image}
      src={props.item.src}
      alt={props.item.altText}
      style={{
        // Without a height the picture takes the full width at its own ratio (§3.13).
        ...(props.item.height === null ? {} : { height: `${props.item.height * DEVICE_SCALE}px` }),
        'object-fit': props.item.scaleType,
      }}
    />
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
