/** The strip at the top of every phone: the time and two marks, for looks alone. */
import { createSignal, type JSX, onCleanup } from 'solid-js'
import { clockTime } from './chat-days.ts'
import styles from './status-bar.module.css'

export function StatusBar(): JSX.Element {
  const [now, setNow] = createSignal(new Date())
  const timer = setInterval(() => setNow(new Date()), 10_000)
  onCleanup(() => clearInterval(timer))
  return (
    <div class={styles.status} aria-hidden="true">
      <span>{clockTime(now())}</span>
      <svg width="44" height="11" viewBox="0 0 44 11" fill="currentColor" aria-hidden="true">
        <rect x="0" y="7" width="2.6" height="4" rx="0.8" />
        <rect x="4" y="5" width="2.6" height="6" rx="0.8" />
        <rect x="8" y="2.5" width="2.6" height="8.5" rx="0.8" />
        <rect x="12" y="0" width="2.6" height="11" rx="0.8" />
        <rect x="22.5" y="0.5" width="18" height="10" rx="3" fill="none" stroke="currentColor" />
        <rect x="24.5" y="2.5" width="12" height="6" rx="1.5" />
        <rect x="41.6" y="3.5" width="1.6" height="4" rx="0.8" />
      </svg>
    </div>
  )
}
