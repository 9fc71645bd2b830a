/** ImageCarousel: one to three pictures to swipe through, or to turn with the buttons. */
import { createSignal, createUniqueId, Index, Show } from 'solid-js'
import type { ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { LeftIcon, RightIcon } from '../marks.tsx'
import styles from './carousel.module.css'
import { Picture } from './picture.tsx'

export function Carousel(props: { item: ViewItemOf<'ImageCarousel'> }) {
  const id = createUniqueId()
  const [at, setAt] = createSignal(0)
  let strip: HTMLDivElement | undefined
  const count = () => props.item.images.length
  const turn = (to: number) => {
    const next = Math.max(0, Math.min(count() - 1, to))
    setAt(next)
    strip?.scrollTo({ left: next * strip.clientWidth, behavior: 'smooth' })
  }
  return (
    <section class={styles.carousel} aria-roledescription="carousel" aria-label="Pictures">
      <div
        ref={strip}
        id={id}
        class={styles.strip}
        style={{ 'aspect-ratio': props.item.aspectRatio.replace(':', ' / ') }}
        onScroll={(event) => {
          const { scrollLeft, clientWidth } = event.currentTarget
          if (clientWidth > 0) setAt(Math.round(scrollLeft / clientWidth))
        }}
      >
        <Index each={props.item.images}>
          {(image, index) => (
            <Picture
              class={styles.image}
              src={image().src}
              alt={image().altText}
              style={{ 'object-fit': props.item.scaleType }}
              hidden={index !== at()}
            />
          )}
        </Index>
      </div>
      <Show when={count() > 1}>
        <div class={styles.turns}>
          <button
            type="button"
            class={styles.turn}
            aria-label="Picture before"
            aria-controls={id}
            disabled={at() === 0}
            onClick={() => turn(at() - 1)}
          >
            <LeftIcon />
          </button>
          <p class={styles.dots} role="status">
            <span class="only-read">
              Picture {at() + 1} of {count()}
            </span>
            <Index each={props.item.images}>
              {(_, index) => <span class={styles.dot} data-here={index === at()} />}
            </Index>
          </p>
          <button
            type="button"
            class={styles.turn}
            aria-label="Picture after"
            aria-controls={id}
            disabled={at() === count() - 1}
            onClick={() => turn(at() + 1)}
          >
            <RightIcon />
          </button>
        </div>
      </Show>
    </section>
  )
}
