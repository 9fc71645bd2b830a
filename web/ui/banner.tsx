/** Banner: news about the whole page or a part of it, with at most one or two actions. */
import { type JSX, Show } from 'solid-js'
import styles from './banner.module.css'
import { Icon, type IconName } from './icon.tsx'

const icons: Record<string, IconName> = {
  info: 'info',
  warn: 'warning',
  bad: 'error',
  good: 'check',
}

export function Banner(props: {
  tone?: 'info' | 'warn' | 'bad' | 'good'
  title?: string
  children?: JSX.Element
  actions?: JSX.Element
  icon?: IconName
}): JSX.Element {
  const tone = () => props.tone ?? 'info'
  return (
    <div class={`${styles.banner} ${styles[tone()]}`} role={tone() === 'bad' ? 'alert' : 'status'}>
      <Icon name={props.icon ?? icons[tone()]!} />
      <div class={styles.text}>
        <Show when={props.title}>
          <strong>{props.title} </strong>
        </Show>
        {props.children}
      </div>
      <Show when={props.actions}>
        <div class={styles.actions}>{props.actions}</div>
      </Show>
    </div>
  )
}
