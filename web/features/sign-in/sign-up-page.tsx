/** Make an account with name, e-mail and password; the workspace is the next step. */
import { useLocation, useNavigate, useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, type JSX, Show } from 'solid-js'
import { noteSignedIn } from '../../api/connection.ts'
import { refreshMe, useMe } from '../../api/me.ts'
import { isProblem, wordsFor } from '../../api/problem.ts'
import { signUp } from '../../api/sign-in.ts'
import { EntryCard } from '../../shell/entry-card.tsx'
import { wantedPage } from '../../shell/wanted-page.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'

const passwordMin = 8

export default function SignUpPage(): JSX.Element {
  const me = useMe()
  const navigate = useNavigate()
  const location = useLocation()
  const [search] = useSearchParams<{ to?: string }>()
  const [name, setName] = createSignal('')
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [tried, setTried] = createSignal(false)
  const [refused, setRefused] = createSignal<{ field: string | null; words: string } | null>(null)
  const wanted = () => wantedPage(search.to, window.location.origin)

  createEffect(() => {
    if (me.isSuccess && !busy()) navigate(wanted(), { replace: true })
  })

  const missing = () => ({
    name: name().trim() ? null : 'Enter your name; the others see it while you work together.',
    email: /^\S+@\S+$/.test(email().trim()) ? null : 'Enter your e-mail, as in ana@example.com.',
    password: password().length >= passwordMin ? null : `Use at least ${passwordMin} characters.`,
  })
  const errorOf = (field: 'name' | 'email' | 'password') =>
    (tried() ? missing()[field] : null) ?? (refused()?.field === field ? refused()!.words : null)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    const { name: noName, email: noEmail, password: noPassword } = missing()
    if (busy() || noName || noEmail || noPassword) return
    setBusy(true)
    setRefused(null)
    try {
      await signUp(name().trim(), email().trim(), password())
      await refreshMe()
      noteSignedIn()
      navigate(wanted(), { replace: true })
    } catch (error) {
      const field = isProblem(error) ? (error.field ?? null) : null
      setRefused({ field, words: wordsFor(error) })
      setBusy(false)
    }
  }

  return (
    <EntryCard
      title="Create an account"
      foot={
        <>
          Already have one? <a href={`/sign-in${location.search}`}>Sign in</a>
        </>
      }
    >
      <form onSubmit={submit} novalidate>
        <TextField
          label="Name"
          name="name"
          autocomplete="name"
          autofocus
          value={name()}
          onInput={setName}
          error={errorOf('name')}
        />
        <TextField
          label="E-mail"
          type="email"
          name="email"
          autocomplete="username"
          inputmode="email"
          autocapitalize="none"
          spellcheck={false}
          value={email()}
          onInput={setEmail}
          error={errorOf('email')}
        />
        <TextField
          label="Password"
          type="password"
          name="password"
          autocomplete="new-password"
          hint={errorOf('password') ? undefined : `At least ${passwordMin} characters.`}
          value={password()}
          onInput={setPassword}
          error={errorOf('password')}
        />
        <Show when={refused() && !refused()!.field}>
          <Banner tone="bad">{refused()!.words}</Banner>
        </Show>
        <Button type="submit" variant="primary" loading={busy()}>
          Create account
        </Button>
      </form>
    </EntryCard>
  )
}
