/** What stands before a shared preview: its password, and the cards that say politely why there is nothing to see. */
import { createSignal, type JSX, Show } from 'solid-js'
import { isProblem, wordsFor } from '../../api/problem.ts'
import { EntryCard } from '../../shell/entry-card.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './door.module.css'

export function OpeningPage() {
  return (
    <main class={styles.opening} aria-busy="true" aria-label="Opening the link">
      <Skeleton width="min(330px, 86vw)" height="min(660px, 76vh)" />
    </main>
  )
}

export function PasswordPage(props: { onUnlock: (password: string) => Promise<void> }) {
  const [password, setPassword] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const unlock = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy()) return
    if (!password()) return void setWrong('Type the password.')
    setBusy(true)
    setWrong(null)
    try {
      await props.onUnlock(password())
    } catch (error) {
      setWrong(
        isProblem(error, 'wrong-password')
          ? 'That is not it. Look for capitals and spaces.'
          : wordsFor(error),
      )
    } finally {
      setBusy(false)
    }
  }
  return (
    <EntryCard title="This link asks for a password" intro="Whoever sent you the link knows it.">
      <form onSubmit={unlock} novalidate>
        <TextField
          label="Password"
          type="password"
          autocomplete="off"
          autofocus
          value={password()}
          error={wrong()}
          onInput={(value) => {
            setPassword(value)
            setWrong(null)
          }}
        />
        <Button type="submit" variant="primary" loading={busy()}>
          Open
        </Button>
      </form>
    </EntryCard>
  )
}

/** The same whatever the reason: the server does not say which it was. */
export function WontWorkPage(props: { wasInside: boolean }) {
  return (
    <Show
      when={props.wasInside}
      fallback={
        <Notice title="This link does not work">
          It may have ended, or been copied only in part. Open it again from where you got it, or
          ask whoever sent it for a new one.
        </Notice>
      }
    >
      <Notice title="This link has ended">
        Whoever shared the flow has closed the link, or its time is over. Thank you for looking. Ask
        them for a new link if you had more to see.
      </Notice>
    </Show>
  )
}

export function GonePage() {
  return (
    <Notice title="This flow was deleted">
      The link is fine, but what it showed is no longer there. Ask whoever sent it whether there is
      something newer.
    </Notice>
  )
}

export function StuckPage(props: { words: string; onRetry: () => Promise<void> }) {
  const [busy, setBusy] = createSignal(false)
  return (
    <EntryCard title="Not opened yet" intro={props.words}>
      <Button
        loading={busy()}
        onClick={() => {
          setBusy(true)
          void props.onRetry().finally(() => setBusy(false))
        }}
      >
        Try again
      </Button>
    </EntryCard>
  )
}

const Notice = (props: { title: string; children: JSX.Element }) => (
  <EntryCard title={props.title}>
    <p class={styles.text} role="status">
      {props.children}
    </p>
  </EntryCard>
)
