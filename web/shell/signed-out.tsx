/** Signed out in mid-work: asks to sign in over the page, which stays as it is with everything typed in it. */
import { createSignal, type JSX, Show } from 'solid-js'
import { noteSignedIn, signedOut } from '../api/connection.ts'
import { known } from '../api/known.ts'
import { refreshMe, useMe } from '../api/me.ts'
import { wordsFor } from '../api/problem.ts'
import { signIn } from '../api/sign-in.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'
import styles from './signed-out.module.css'

export function SignedOutDialog(): JSX.Element {
  return (
    <Show when={signedOut()}>
      <Dialog
        open
        onOpenChange={() => {}}
        firm
        width="narrow"
        title="You were signed out"
        description="Sign in to go on where you are. This page and what you typed in it stay as they are."
      >
        <SignInAgain />
      </Dialog>
    </Show>
  )
}

function SignInAgain(): JSX.Element {
  const me = useMe()
  const before = known(me)?.user
  const [email, setEmail] = createSignal(before?.email ?? '')
  const [password, setPassword] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy()) return
    setBusy(true)
    setWrong(null)
    try {
      await signIn(email().trim(), password())
      const now = await refreshMe()
      // Another person must not meet what the first one had open.
      if (before && now.user.id !== before.id) window.location.assign('/')
      else noteSignedIn()
    } catch (error) {
      setWrong(wordsFor(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form class={styles.form} onSubmit={submit} novalidate>
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autocomplete="username"
        value={email()}
        onInput={setEmail}
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        autocomplete="current-password"
        autofocus
        value={password()}
        onInput={setPassword}
      />
      <Show when={wrong()}>
        <Banner tone="bad">{wrong()}</Banner>
      </Show>
      <Button
        type="submit"
        variant="primary"
        loading={busy()}
        disabledReason={email().trim() && password() ? null : 'Enter e-mail and password.'}
      >
        Sign in
      </Button>
    </form>
  )
}
