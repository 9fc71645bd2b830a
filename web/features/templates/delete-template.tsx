/** Asks before a template is deleted: its name is typed, since it is locked for 30 days afterwards. */
import { useQueryClient } from '@tanstack/solid-query'
import { createSignal, type JSX, Show } from 'solid-js'
import type { Template } from '../../../shared/api/templates.ts'
import { nameLockMs } from '../../../shared/templates/limits.ts'
import { useChannels } from '../../api/channels.ts'
import { known } from '../../api/known.ts'
import { wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import styles from './delete-template.module.css'
import { languageName } from './languages.ts'

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' })

export function DeleteTemplate(props: {
  /** Null while nothing is asked. */
  template: Template | null
  onClose: () => void
  onDeleted?: () => void
}): JSX.Element {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const [typed, setTyped] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const channels = useChannels()
  /** The name of the template's channel where that deletes all languages at once, else null. */
  const takesAllAt = () => {
    const channel = known(channels)?.channels.find(({ id }) => id === props.template?.channelId)
    return channel && !channel.abilities.deletesOneLanguage ? channel.name : null
  }
  /** Why it cannot be said yet what would go. */
  const unknownChannel = () => {
    if (known(channels)) return null
    return channels.isError
      ? 'Its channel could not be looked up. Reload the page.'
      : 'Looking at its channel first.'
  }
  const isMeant = () => typed().trim() === props.template?.name
  const close = () => {
    setTyped('')
    setWrong(null)
    props.onClose()
  }
  const remove = async () => {
    const template = props.template
    if (!template || !isMeant() || unknownChannel() || busy()) return
    setBusy(true)
    setWrong(null)
    try {
      await request('templates.delete', { workspaceId: workspace.id, templateId: template.id })
      close()
      props.onDeleted?.()
      toast({ tone: 'good', title: `${template.name} is deleted.` })
      await client.invalidateQueries({ queryKey: ['templates'] })
    } catch (error) {
      setWrong(wordsFor(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={props.template !== null}
      onOpenChange={(open) => !open && close()}
      title="Delete this template?"
      width="narrow"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="danger"
            loading={busy()}
            disabledReason={unknownChannel() ?? (isMeant() ? null : 'Type its name first.')}
            onClick={() => void remove()}
          >
            Delete
          </Button>
        </>
      }
    >
      <Show when={props.template}>
        {(template) => (
          <form
            class={styles.form}
            onSubmit={(event) => {
              event.preventDefault()
              void remove()
            }}
          >
            <p>
              <strong>{template().name}</strong>{' '}
              {takesAllAt() === null
                ? `in ${languageName(template().language)}`
                : 'in any language'}{' '}
              cannot be sent any more. The platform locks its name
              {takesAllAt() === null && ' in this language'} until{' '}
              {day.format(Date.now() + nameLockMs)}: no other template can have it before. Messages
              that went out keep working.
            </p>
            <Show when={takesAllAt()}>
              {(name) => (
                <Banner tone="warn" title="All its languages go.">
                  {name()} cannot delete a template in one language alone: every template called{' '}
                  {template().name} goes with this one.
                </Banner>
              )}
            </Show>
            <TextField
              label={`Type ${template().name} to delete it`}
              value={typed()}
              onInput={setTyped}
              autofocus
              autocomplete="off"
              spellcheck={false}
              mono
            />
            <Show when={wrong()}>
              {(words) => (
                <Banner tone="bad" title="Not deleted.">
                  {words()}
                </Banner>
              )}
            </Show>
          </form>
        )}
      </Show>
    </Dialog>
  )
}
