/** Takes a file dropped anywhere on it, and shows that it would. */
import { createSignal, type JSX, Show } from 'solid-js'
import styles from './drop-zone.module.css'

export function DropZone(props: {
  onFile: (file: File) => void
  children: JSX.Element
}): JSX.Element {
  const [over, setOver] = createSignal(false)
  const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has a button beside it that does the same
    <div
      class={styles.zone}
      onDragOver={(event) => {
        if (!holdsFile(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={(event) => {
        if (!holdsFile(event)) return
        event.preventDefault()
        setOver(false)
        const file = event.dataTransfer?.files[0]
        if (file) props.onFile(file)
      }}
    >
      {props.children}
      <Show when={over()}>
        <div class={styles.veil}>Drop the flow’s JSON file</div>
      </Show>
    </div>
  )
}
