/** Buttons: one filled one a page (`primary`), the rest bordered or quiet. A button that is off says why. */
import { type JSX, Show, splitProps } from 'solid-js'
import styles from './button.module.css'
import { Icon, type IconName } from './icon.tsx'
import { Tooltip } from './tooltip.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

type Common = {
  variant?: ButtonVariant
  size?: 'normal' | 'small'
  /** Shows a spinner and takes no further clicks. */
  loading?: boolean
  /** Off, for this reason; null or undefined = on. The button stays focusable, so that the reason can be read. */
  disabledReason?: string | null
  icon?: IconName
}

export type ButtonProps = Common &
  Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'onClick'> & {
    onClick?: (event: MouseEvent) => void
    disabled?: boolean
  }

export function Button(props: ButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, [
    'variant',
    'size',
    'loading',
    'disabledReason',
    'icon',
    'class',
    'children',
    'type',
    'onClick',
    'disabled',
  ])
  const off = () => Boolean(own.disabledReason) || own.loading === true
  return (
    <Tooltip text={own.disabledReason}>
      <button
        {...rest}
        type={own.type ?? 'button'}
        class={classOf(own.variant, own.size, own.class)}
        disabled={own.disabled}
        aria-disabled={off() ? 'true' : undefined}
        aria-busy={own.loading ? 'true' : undefined}
        onClick={(event) => (off() ? event.preventDefault() : own.onClick?.(event))}
      >
        <Show
          when={own.loading}
          fallback={<Show when={own.icon}>{(name) => <Icon name={name()} />}</Show>}
        >
          <span class={styles.spinner} aria-hidden="true" />
        </Show>
        {own.children}
      </button>
    </Tooltip>
  )
}

/** A link that looks like a button. */
export function LinkButton(
  props: Pick<Common, 'variant' | 'size' | 'icon'> & JSX.AnchorHTMLAttributes<HTMLAnchorElement>,
): JSX.Element {
  const [own, rest] = splitProps(props, ['variant', 'size', 'icon', 'class', 'children'])
  return (
    <a {...rest} class={classOf(own.variant, own.size, own.class)}>
      <Show when={own.icon}>{(name) => <Icon name={name()} />}</Show>
      {own.children}
    </a>
  )
}

/** A square button with an icon alone; its label is read aloud and shown on hover. */
export function IconButton(
  props: Omit<Common, 'icon'> &
    Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'onClick'> & {
      icon: IconName
      label: string
      /** Pressed state of a toggle. */
      pressed?: boolean
      tooltip?: boolean
      onClick?: (event: MouseEvent) => void
    },
): JSX.Element {
  const [own, rest] = splitProps(props, [
    'icon',
    'label',
    'variant',
    'size',
    'loading',
    'disabledReason',
    'pressed',
    'tooltip',
    'class',
    'type',
    'onClick',
  ])
  const off = () => Boolean(own.disabledReason) || own.loading === true
  const text = () => own.disabledReason ?? (own.tooltip === false ? null : own.label)
  return (
    <Tooltip text={text()}>
      <button
        {...rest}
        type={own.type ?? 'button'}
        aria-label={own.label}
        aria-pressed={own.pressed}
        aria-disabled={off() ? 'true' : undefined}
        class={`${classOf(own.variant ?? 'quiet', own.size, own.class)} ${styles.square}`}
        onClick={(event) => (off() ? event.preventDefault() : own.onClick?.(event))}
      >
        <Show when={own.loading} fallback={<Icon name={own.icon} />}>
          <span class={styles.spinner} aria-hidden="true" />
        </Show>
      </button>
    </Tooltip>
  )
}

const classOf = (variant: ButtonVariant = 'secondary', size?: 'normal' | 'small', extra?: string) =>
  [styles.button, styles[variant], size === 'small' && styles.small, extra]
    .filter(Boolean)
    .join(' ')
