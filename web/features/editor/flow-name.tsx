/** The flow's name in the top bar, changed where it stands. */
import { createSignal, Show } from 'solid-js'
import { FlowName as FlowNameSchema, flowNameMax } from '../../../shared/api/flows.ts'
import { wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import { toast } from '../../ui/toast.tsx'
import styles from './flow-name.module.css'

export function FlowNameField(props: {
  workspaceId: string
  flowId: string
  name: string
  canRename: boolean
  onRenamed: () => void
}) {
  const [draft, setDraft] = createSignal<string | null>(null)
  let field: HTMLInputElement | undefined

  const commit = async () => {
    const wanted = draft()
    if (wanted === null) return
    const checked = FlowNameSchema.safeParse(wanted)
    if (!checked.success) {
      toast({ tone: 'bad', title: checked.error.issues[0]?.message ?? 'This is no name.' })
      setDraft(null)
      return
    }
    if (checked.data === props.name) return void setDraft(null)
    try {
      await request(
        'flows.change',
        { workspaceId: props.workspaceId, flowId: props.flowId },
        { body: { name: checked.data } },
      )
      props.onRenamed()
    } catch (error) {
      toast({ tone: 'bad', title: 'The name was not changed.', detail: wordsFor(error) })
    }
    setDraft(null)
  }

  return (
    <Show when={props.canRename} fallback={<h1 class={styles.plain}>{props.name}</h1>}>
      <h1 class={styles.name} data-value={draft() ?? props.name}>
        <input
          ref={field}
          aria-label="Flow name"
          size={1}
          maxlength={flowNameMax}
          value={draft() ?? props.name}
          onFocus={() => setDraft(props.name)}
          onInput={(event) => setDraft(event.currentTarget.value)}
          onBlur={() => void commit()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') field?.blur()
            if (event.key === 'Escape') {
              setDraft(null)
              if (field) field.value = props.name
              field?.blur()
            }
          }}
        />
      </h1>
    </Show>
  )
}
