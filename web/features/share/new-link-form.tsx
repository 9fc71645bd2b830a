/** What a new link shows and allows, and when it ends. */
import { createSignal, Show } from 'solid-js'
import type { VersionDetail } from '../../../shared/api/flows.ts'
import {
  type MadeShareLink,
  NewShareLink,
  type ShareAccess,
  shareLabelMax,
  sharePasswordMin,
} from '../../../shared/api/shares.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { dayOf, type Ending, endingAt, endings } from './ending.ts'
import styles from './share.module.css'
import { makeShareLink } from './share-queries.ts'

export function NewLinkForm(props: {
  version: VersionDetail
  onMade: (made: MadeShareLink) => void
}) {
  const workspace = useWorkspace()
  const [shows, setShows] = createSignal<'follows' | 'version'>('follows')
  const [access, setAccess] = createSignal<ShareAccess>('comment')
  const [ending, setEnding] = createSignal<Ending>('30')
  const [day, setDay] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [label, setLabel] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<{ field: string | undefined; words: string } | null>(null)
  const wrongAt = (field: string) => {
    const now = wrong()
    return now?.field === field ? now.words : null
  }
  const fields = ['password', 'label', 'expiresAt']
  const wrongElsewhere = () => {
    const now = wrong()
    return now && !fields.includes(now.field ?? '') ? now.words : null
  }

  const make = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy()) return
    const end = endingAt(ending(), day(), Date.now())
    if ('wrong' in end) return void setWrong({ field: 'expiresAt', words: end.wrong })
    const wanted = NewShareLink.safeParse({
      publicId: shows() === 'follows' ? null : props.version.publicId,
      access: access(),
      label: label(),
      password: password() || null,
      expiresAt: end.at,
    })
    if (!wanted.success) {
      const issue = wanted.error.issues[0]!
      return void setWrong({ field: String(issue.path[0]), words: issue.message })
    }
    setBusy(true)
    setWrong(null)
    try {
      props.onMade(await makeShareLink(workspace.id, props.version.flowId, wanted.data))
    } catch (error) {
      setWrong({ field: undefined, words: wordsFor(error) })
    } finally {
      setBusy(false)
    }
  }

  return (
    <form class={styles.form} onSubmit={make} novalidate>
      <div class={styles.choice}>
        <span>Shows</span>
        <Segmented
          label="What the link shows"
          value={shows()}
          onChange={setShows}
          options={[
            { value: 'follows', label: 'The newest draft, live' },
            { value: 'version', label: `Version ${props.version.number} only` },
          ]}
        />
      </div>
      <div class={styles.choice}>
        <span>Guests may</span>
        <Segmented
          label="What guests may do"
          value={access()}
          onChange={setAccess}
          options={[
            { value: 'comment', label: 'Look and comment' },
            { value: 'view', label: 'Only look' },
          ]}
        />
      </div>
      <div class={styles.choice}>
        <span>Ends</span>
        <Segmented
          label="When the link ends"
          value={ending()}
          onChange={(value) => {
            setEnding(value)
            setWrong(null)
          }}
          options={endings}
        />
      </div>
      <div class={styles.pair}>
        <Show when={ending() === 'date'}>
          <TextField
            label="Last day"
            type="date"
            min={dayOf(Date.now())}
            value={day()}
            error={wrongAt('expiresAt')}
            onInput={(value) => {
              setDay(value)
              setWrong(null)
            }}
          />
        </Show>
        <TextField
          label="Password"
          optional
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          placeholder={`${sharePasswordMin} characters or more`}
          value={password()}
          error={wrongAt('password')}
          onInput={(value) => {
            setPassword(value)
            setWrong(null)
          }}
        />
        <TextField
          label="Who it is for"
          optional
          max={shareLabelMax}
          placeholder="The clinic’s front desk"
          value={label()}
          error={wrongAt('label')}
          onInput={(value) => {
            setLabel(value)
            setWrong(null)
          }}
        />
      </div>
      <Show when={wrongElsewhere()}>{(words) => <Banner tone="bad">{words()}</Banner>}</Show>
      <div class={styles.end}>
        <Button type="submit" variant="primary" icon="link" loading={busy()}>
          Make link
        </Button>
      </div>
    </form>
  )
}
