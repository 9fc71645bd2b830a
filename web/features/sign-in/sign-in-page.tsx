/** Sign in with e-mail and password, then go on to the page that was wanted. */
import { useLocation, useNavigate, useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, type JSX, Show } from 'solid-js'
import { noteSignedIn } from '../../api/connection.ts'
import { refreshMe, useMe } from '../../api/me.ts'
import { wordsFor } from '../../api/problem.ts'
import { signIn } from '../../api/sign-in.ts'
import { EntryCard } from '../../shell/entry-card.tsx'
import { wantedPage } from '../../shell/wanted-page.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'

export default function SignInPage(): JSX.Element {
  const me = useMe()
  const navigate = useNavigate()
  const location = useLocation()
  const [search] = useSearchParams<{ to?: string }>()
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const [tried, setTried] = createSignal(false)
  const wanted = () => wantedPage(search.to, window.location.origin)

  // Whoever is signed in already has nothing to do here.
  createEffect(() => {
    if (me.isSuccess && !busy()) navigate(wanted(), { replace: true })
  })

  const missingEmail = () => (email().trim() ? null : 'Enter your e-mail.')
  const missingPassword = () => (password() ? null : 'Enter your password.')

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (busy() || missingEmail() || missingPassword()) return
    setBusy(true)
    setWrong(null)
    try {
      await signIn(email().trim(), password())
      await refreshMe()
      noteSignedIn()
      navigate(wanted(), { replace: true })
    } catch (error) {
      setWrong(wordsFor(error))
      setBusy(false)
    }
  }

  return (
    <EntryCard
      title="Sign in"
      foot={
        <>
          New here? <a href={`/sign-up${location.search}`}>Create an account</a>
        </>
      }
    >
      <form onSubmit={submit} novalidate>
        <TextField
          label="E-mail"
          type="email"
          name="email"
          autocomplete="username"
          inputmode="email"
          autocapitalize="none"
          spellcheck={false}
          autofocus
          value={email()}
          onInput={setEmail}
          error={tried() ? missingEmail() : null}
        />
        <TextField
          label="Password"
          type="password"
          name="password"
          autocomplete="current-password"
          value={password()}
          onInput={setPassword}
          error={tried() ? missingPassword() : null}
        />
        <Show when={wrong()}>
          <Banner tone="bad">{wrong()}</Banner>
        </Show>
        <Button type="submit" variant="primary" loading={busy()}>
          Sign in
        </Button>
      </form>
    </EntryCard>
  )
}
