/** Whether the flow asks an endpoint, and where: the switch writes the JSON's top, the address belongs to the flow. */
import { createEffect, createSignal, on, Show } from 'solid-js'
import { EndpointUri } from '../../../shared/api/flows.ts'
import { DATA_API_VERSION, routesOf } from '../../../shared/flow/build/endpoint.ts'
import type { Flow } from '../../../shared/flow/flow.ts'
import { wordsFor } from '../../api/problem.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Editing } from './editing.ts'
import styles from './settings-dialog.module.css'

export function EndpointSettings(props: {
  flow: Flow | null
  /** As it is kept; null where there is none. */
  uri: string | null
  mayEdit: boolean
  editing: Editing | null
  onSave: (uri: string | null) => Promise<void>
}) {
  const [uri, setUri] = createSignal('')
  const [error, setError] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  createEffect(
    on(
      () => props.uri,
      (now) => setUri(now ?? ''),
    ),
  )
  const asks = () => props.flow?.dataApiVersion != null
  const turn = (isOn: boolean) => {
    const { flow, editing } = props
    if (!flow || !editing) return
    if (!isOn) {
      editing.carryOut({ kind: 'unset-property', path: '', property: 'routing_model' })
      editing.carryOut({ kind: 'unset-property', path: '', property: 'data_api_version' })
      return
    }
    if (flow.routingModel === null)
      editing.carryOut({
        kind: 'set-property',
        path: '',
        property: 'routing_model',
        value: routesOf(flow),
      })
    editing.carryOut({
      kind: 'set-property',
      path: '',
      property: 'data_api_version',
      value: DATA_API_VERSION,
    })
  }
  const save = async () => {
    const wanted = uri().trim()
    const checked = wanted === '' ? null : EndpointUri.safeParse(wanted)
    if (checked && !checked.success)
      return void setError(checked.error.issues[0]?.message ?? 'This is no address.')
    setBusy(true)
    setError(null)
    try {
      await props.onSave(checked ? checked.data : null)
      toast({ tone: 'good', title: 'Endpoint saved' })
    } catch (refusal) {
      setError(wordsFor(refusal))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section>
      <h3>Endpoint</h3>
      <label class={styles.switch}>
        <input
          type="checkbox"
          checked={asks()}
          disabled={!props.editing || !props.flow}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
        This flow asks an endpoint what comes next
      </label>
      <Show when={asks()}>
        <form
          class={styles.endpoint}
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <TextField
            label="Address"
            placeholder="https://"
            value={uri()}
            onInput={setUri}
            error={error()}
            disabled={!props.mayEdit}
            hint="Where the platform sends its questions. Needed to publish. Which screens may follow which stands in the JSON’s routing_model."
          />
          <Button type="submit" loading={busy()} disabled={!props.mayEdit}>
            Save address
          </Button>
        </form>
      </Show>
    </section>
  )
}
