/** The phone: a frame around whatever runs on it, and the sheet that a flow slides up in. */
import { type JSX, splitProps } from 'solid-js'
import styles from './phone.module.css'

/** The phone keeps its own theme, whatever the app around it wears. */
export type PhoneTheme = 'light' | 'dark'

/**
 * The frame. `scale` shrinks it as a whole (thumbnails); `inert` makes it a picture that takes no
 * focus and no clicks. Its content fills the glass, which is a positioned box of 260 × 542 px.
 */
export function Phone(
  props: JSX.HTMLAttributes<HTMLElement> & {
    label?: string
    theme?: PhoneTheme
    scale?: number
    inert?: boolean
  },
) {
  const [own, rest] = splitProps(props, [
    'label',
    'theme',
    'scale',
    'inert',
    'children',
    'class',
    'style',
  ])
  return (
    <section
      {...rest}
      aria-label={own.label ?? 'Phone'}
      class={`${styles.phone} ${own.class ?? ''}`}
      data-phone-theme={own.theme ?? 'light'}
      style={own.scale ? { zoom: own.scale } : undefined}
      inert={own.inert ?? false}
    >
      <div class={styles.glass}>{own.children}</div>
    </section>
  )
}

/** A piece of the phone's glass without the phone: a picture that takes no focus and no clicks. */
export function PhonePaper(props: { children: JSX.Element }) {
  return (
    <div class={styles.paper} inert>
      {props.children}
    </div>
  )
}

/** The bottom sheet of a running flow, over a strip of the chat behind it (or over `behind`). */
export function PhoneSheet(props: { children: JSX.Element; behind?: JSX.Element }) {
  return (
    <>
      <div class={styles.behind}>{props.behind}</div>
      <div class={styles.sheet}>{props.children}</div>
    </>
  )
}
