/** The phone: a frame around whatever runs on it, and the sheet that a flow slides up in. */
import { type JSX, splitProps } from 'solid-js'
import styles from './phone.module.css'
import type { PhoneTheme, Platform } from './settings.ts'

/**
 * The frame. `scale` shrinks it as a whole (thumbnails); `inert` makes it a picture that takes no
 * focus and no clicks. Its content fills the glass, a positioned box; `size` is the outer one in px,
 * 286 × 580 when it is not given.
 */
export function Phone(
  props: Omit<JSX.HTMLAttributes<HTMLElement>, 'style'> & {
    label?: string
    theme?: PhoneTheme
    platform?: Platform
    scale?: number
    size?: { width: number; height: number }
    inert?: boolean
    /** No frame is drawn round the glass: it is somebody's own phone. */
    fills?: boolean
    style?: JSX.CSSProperties
  },
) {
  const [own, rest] = splitProps(props, [
    'label',
    'theme',
    'platform',
    'scale',
    'size',
    'inert',
    'fills',
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
      data-phone-skin={own.platform}
      data-fills={own.fills ? '' : undefined}
      style={{
        ...own.style,
        ...(own.scale ? { zoom: own.scale } : {}),
        ...(own.size ? { width: `${own.size.width}px`, height: `${own.size.height}px` } : {}),
      }}
      inert={own.inert ?? false}
    >
      <div class={styles.glass}>{own.children}</div>
    </section>
  )
}

/** What is on the glass, where the frame around it is drawn elsewhere: the phone's colours and skin. */
export function PhoneGlass(props: {
  theme: PhoneTheme
  platform: Platform
  zoom?: number
  children: JSX.Element
}) {
  return (
    <div
      class={styles.inside}
      style={{ zoom: props.zoom ?? 1 }}
      data-phone-theme={props.theme}
      data-phone-skin={props.platform}
      children={props.children}
    />
  )
}

/**
 * A piece of the phone's glass without the phone: a picture that takes no focus and no clicks. With
 * a theme and a platform it is a card of them; without, it wears the app's theme.
 */
export function PhonePaper(props: {
  theme?: PhoneTheme
  platform?: Platform
  focus?: boolean
  children: JSX.Element
}) {
  return (
    <div
      class={styles.paper}
      data-phone-theme={props.theme}
      data-phone-skin={props.platform}
      data-look={props.focus ? 'focus' : undefined}
      inert
    >
      {props.children}
    </div>
  )
}

/** The line at the top of the glass, as each platform has it. */
export const StatusBar = (props: { platform: Platform }) => (
  <div class={styles.status} data-platform={props.platform} aria-hidden="true">
    <span>{props.platform === 'ios' ? '9:41' : '10:00'}</span>
    <i />
    <b />
  </div>
)

/**
 * The bottom sheet of a running flow, over a strip of the chat behind it (or over `behind`). It
 * slides up, unless it takes the place of its own shape (`calm`).
 */
export function PhoneSheet(props: { children: JSX.Element; behind?: JSX.Element; calm?: boolean }) {
  return (
    <>
      <div class={styles.behind}>{props.behind}</div>
      <div class={styles.sheet} data-calm={props.calm}>
        {props.children}
      </div>
    </>
  )
}
