/** The server does not answer: says what is kept and counts down to the next try, as a banner or, before anything loaded, a page. */
import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { reach, tryNow } from '../api/connection.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import styles from './server-down.module.css'

/** Words for when the next try is. */
function createCountDown(): () => string {
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), 500)
  onCleanup(() => clearInterval(timer))
  return () => {
    const state = reach()
    if (state.state === 'up' || state.nextAt === null) return 'Trying now…'
    const seconds = Math.max(1, Math.ceil((state.nextAt - now()) / 1000))
    return `Trying again in ${seconds} s.`
  }
}

export function ServerDownBanner(): JSX.Element {
  return (
    <Show when={reach().state === 'down'}>
      <div class={styles.banner}>
        <DownBanner />
      </div>
    </Show>
  )
}

function DownBanner(): JSX.Element {
  const countDown = createCountDown()
  return (
    <Banner
      tone="warn"
      icon="offline"
      title="Flowroom does not answer."
      actions={
        <Button size="small" onClick={tryNow}>
          Try now
        </Button>
      }
    >
      This page and what you typed stay here. <span aria-live="off">{countDown()}</span>
    </Banner>
  )
}

export function ServerDownPage(): JSX.Element {
  const countDown = createCountDown()
  return (
    <main class={styles.page}>
      <EmptyState
        icon="offline"
        title="Flowroom does not answer"
        actions={<Button onClick={tryNow}>Try now</Button>}
      >
        The server may be restarting, or this device is offline. Everything that was saved is safe;
        this page opens by itself when the server is back.{' '}
        <span aria-live="off">{countDown()}</span>
      </EmptyState>
    </main>
  )
}
