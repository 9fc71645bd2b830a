/** A picture of the flow, checked; where it may not be drawn, a box that says why. */
import { createMemo, type JSX, Show } from 'solid-js'
import { BrokenPictureIcon } from '../marks.tsx'
import { type CheckedImage, checkImage } from '../safe-image.ts'
import styles from './picture.module.css'

type Drawable = Extract<CheckedImage, { ok: true }>

export function Picture(props: {
  /** A data address, or null when there is none. */
  src: string | null
  alt: string
  class?: string | undefined
  style?: JSX.CSSProperties
  hidden?: boolean
  /** In a row: no room for words. */
  small?: boolean
  large?: boolean | undefined
}) {
  const checked = createMemo(() => checkImage(props.src))
  const drawable = createMemo((): Drawable | null => {
    const found = checked()
    return found.ok ? found : null
  })
  const problem = () => {
    const found = checked()
    return found.ok ? '' : found.problem
  }
  return (
    <Show
      when={drawable()}
      fallback={
        <p
          class={styles.missing}
          data-small={props.small}
          data-large={props.large}
          title={props.small ? problem() : undefined}
        >
          <BrokenPictureIcon />
          <Show when={!props.small}>
            <Show when={props.alt}>
              <strong dir="auto">{props.alt}</strong>
            </Show>
            <span>{problem()}</span>
          </Show>
        </p>
      }
    >
      {(image) => (
        <img
          class={props.class}
          src={image().src}
          // Known before it is unpacked: nothing moves when it comes.
          width={image().width}
          height={image().height}
          alt={props.alt}
          style={props.style}
          data-large={props.large}
          aria-hidden={props.hidden}
          decoding="async"
          draggable={false}
        />
      )}
    </Show>
  )
}
