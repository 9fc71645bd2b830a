/** The first step after signing up: a workspace of one's own, which comes with a sandbox channel. */
import { useNavigate } from '@solidjs/router'
import { createSignal, type JSX, Show } from 'solid-js'
import { z } from '../../shared/zod.ts'
import { known } from '../api/known.ts'
import { refreshMe, useMe } from '../api/me.ts'
import { wordsFor } from '../api/problem.ts'
import { request } from '../api/request.ts'
import { chooseWorkspace } from '../api/workspace.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { leave } from './account-menu.tsx'
import { EntryCard } from './entry-card.tsx'

const nameMax = 80

export function CreateWorkspace(): JSX.Element {
  const me = useMe()
  const navigate = useNavigate()
  const first = known(me)?.user.name.trim().split(/\s+/)[0] ?? ''
  const [name, setName] = createSignal(first ? `${first}’s workspace`.slice(0, nameMax) : '')
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const problem = () =>
    !name().trim()
      ? 'Give the workspace a name.'
      : name().trim().length > nameMax
        ? `At most ${nameMax} characters.`
        : null

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy() || problem()) return
    setBusy(true)
    setWrong(null)
    try {
      const { id } = await request(
        'workspaces.create',
        {},
        { body: { name: name().trim() }, reply: z.object({ id: z.string() }) },
      )
      chooseWorkspace(id)
      navigate('/chat/flows', { replace: true })
      await refreshMe()
    } catch (error) {
      setWrong(wordsFor(error))
      setBusy(false)
    }
  }

  return (
    <EntryCard
      title="Create your workspace"
      intro="Flows, templates and answers live in a workspace, shared with the people you work with. It comes with a sandbox channel: a WhatsApp number that exists only here, with phones to try everything on."
      foot={
        <>
          Waiting for an invitation instead? Ask its owner, and{' '}
          <button type="button" onClick={() => void leave()}>
            sign out
          </button>{' '}
          until then.
        </>
      }
    >
      <form onSubmit={submit} novalidate>
        <TextField
          label="Workspace name"
          name="workspace"
          autocomplete="organization"
          value={name()}
          onInput={setName}
          max={nameMax}
          error={name().trim().length > nameMax ? problem() : null}
          autofocus
        />
        <Show when={wrong()}>
          <Banner tone="bad">{wrong()}</Banner>
        </Show>
        <Button type="submit" variant="primary" loading={busy()} disabledReason={problem()}>
          Create workspace
        </Button>
      </form>
    </EntryCard>
  )
}
