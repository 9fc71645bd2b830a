/** Replaces settings of a channel: what is entered is tested with everything else, and kept only where all of it works. */
import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { ChannelDetail } from '../../../shared/api/channels.ts'
import {
  flawsIn,
  inSentence,
  type SettingFinding,
  settingsOf,
  tidied,
} from '../../../shared/channels/providers.ts'
import type { Setting } from '../../../shared/channels/setting.ts'
import { changeChannel, findingsIn } from '../../api/channels.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import styles from './replace-dialog.module.css'
import { focusWrong, SettingFields } from './setting-fields.tsx'

export function ReplaceDialog(props: {
  channel: ChannelDetail
  /** The setting that is replaced; null while nothing is asked. */
  wanted: string | null
  onClose: () => void
}): JSX.Element {
  const workspace = useWorkspace()
  const [values, setValues] = createStore<Record<string, string>>({})
  const [findings, setFindings] = createSignal<SettingFinding[]>([])
  const [busy, setBusy] = createSignal(false)
  let form: HTMLFormElement | undefined

  /** It, and what is replaced together with it. */
  const fields = (): [string, Setting][] => {
    const all = settingsOf(props.channel.provider)
    const [, first] = all.find(([name]) => name === props.wanted) ?? []
    const names = [props.wanted, ...(first?.together ?? [])]
    return names.flatMap((name) => all.filter(([other]) => other === name))
  }
  const label = () => fields()[0]?.[1].label ?? ''
  const isShown = (name: string) => fields().some(([field]) => field === name)
  /** Of other settings than those shown, or of none. */
  const elsewhere = () =>
    findings()
      .filter(({ setting }) => setting === null || !isShown(setting))
      .map(({ message }) => message)
      .join(' ')

  createEffect(
    on(
      () => props.wanted,
      (wanted) => {
        if (wanted === null) return
        setFindings([])
        const shown = fields().flatMap(([name, { secret }]) =>
          secret ? [] : [[name, props.channel.settings[name] ?? '']],
        )
        setValues(reconcile(Object.fromEntries(shown)))
      },
    ),
  )

  const save = async () => {
    const { provider, id, name } = props.channel
    if (busy()) return
    const whole = tidied(provider, values)
    const entered = Object.fromEntries(fields().map(([field]) => [field, whole[field] ?? '']))
    const flaws = flawsIn(provider, whole).filter(({ setting }) => isShown(setting ?? ''))
    setFindings(flaws)
    if (flaws.length > 0) return focusWrong(form)
    const what = label()
    setBusy(true)
    try {
      await changeChannel(workspace.id, id, { settings: entered })
      props.onClose()
      toast({ tone: 'good', title: `${what} of ${name} is replaced.` })
    } catch (error) {
      setFindings(findingsIn(error))
      focusWrong(form)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      open={props.wanted !== null}
      onOpenChange={(open) => !open && props.onClose()}
      title={`Replace the ${inSentence(label())}`}
      description="It is tested together with the other settings first. Until it passes, the channel goes on with what it has."
      footer={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button variant="primary" loading={busy()} onClick={() => void save()}>
            {busy() ? 'Testing…' : 'Test and replace'}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        novalidate
      >
        <Show when={elsewhere()}>
          {(words) => (
            <Banner tone="bad" title="Not replaced.">
              {words()}
            </Banner>
          )}
        </Show>
        <SettingFields
          settings={fields()}
          values={values}
          findings={findings()}
          autofocus
          onInput={(name, value) => {
            setValues(name, value)
            setFindings(findings().filter(({ setting }) => setting !== name && setting !== null))
          }}
        />
        {/* Several fields and no button inside: Enter sends the form all the same. */}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
