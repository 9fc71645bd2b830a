/** PhotoPicker and DocumentPicker: files from this device, named in the preview and sent nowhere. */
import { createUniqueId, Index, Show } from 'solid-js'
import type { MediaValue, ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { ClearIcon } from '../marks.tsx'
import { useScreen } from '../screen-context.ts'
import styles from './files.module.css'
import options from './options.module.css'

type Picker = ViewItemOf<'PhotoPicker'> | ViewItemOf<'DocumentPicker'>

/** "At least 1, at most 3 files, up to 10 MB each" */
export function limitsInWords(min: number, max: number, maxKb: number): string {
  const size = maxKb >= 1024 ? `${Math.round((maxKb / 1024) * 10) / 10} MB` : `${maxKb} KB`
  const count =
    min > 0 && min === max
      ? `${min} ${min === 1 ? 'file' : 'files'}`
      : `${min > 0 ? `At least ${min}, at most` : 'Up to'} ${max} ${max === 1 ? 'file' : 'files'}`
  return `${count}, ${size} ${max === 1 ? 'at most' : 'each at most'}`
}

export function Files(props: { item: Picker }) {
  const { send } = useScreen()
  const id = createUniqueId()
  let chooser: HTMLInputElement | undefined
  const isPhoto = () => props.item.kind === 'PhotoPicker'
  const accept = () =>
    props.item.kind === 'DocumentPicker' ? props.item.mimeTypes.join(',') : 'image/*'
  const input = (value: MediaValue[]) => {
    send({ type: 'input', name: props.item.name, value })
    send({ type: 'blur', name: props.item.name })
  }
  const add = (files: FileList | null) => {
    const added = [...(files ?? [])].map((file) => ({
      file_name: file.name,
      ...(file.type ? { mime_type: file.type } : {}),
      size: file.size,
    }))
    if (added.length > 0) input([...props.item.value, ...added])
    // The same file can be chosen again after it was taken away.
    if (chooser) chooser.value = ''
  }
  return (
    <fieldset
      class={options.group}
      data-off={!props.item.enabled}
      disabled={!props.item.enabled}
      aria-describedby={props.item.error ? `${id}-error` : undefined}
    >
      <legend class={options.legend} dir="auto">
        <bdi>{props.item.label}</bdi>
        <Show when={props.item.minFiles === 0}>
          <small> (optional)</small>
        </Show>
      </legend>
      <Show when={props.item.description}>
        {(text) => (
          <p class={options.note} dir="auto">
            {text()}
          </p>
        )}
      </Show>
      <p class={options.note}>
        {limitsInWords(props.item.minFiles, props.item.maxFiles, props.item.maxFileSizeKb)}
      </p>
      <ul class={styles.files}>
        <Index each={props.item.value}>
          {(file, index) => (
            <li class={styles.file}>
              <span class={styles.name} dir="auto">
                {file().file_name}
              </span>
              <button
                type="button"
                class={styles.remove}
                aria-label={`Remove ${file().file_name}`}
                onClick={() => input(props.item.value.filter((_, at) => at !== index))}
              >
                <ClearIcon />
              </button>
            </li>
          )}
        </Index>
      </ul>
      <input
        ref={chooser}
        type="file"
        hidden
        multiple={props.item.maxFiles > 1}
        accept={accept()}
        capture={
          props.item.kind === 'PhotoPicker' && props.item.source === 'camera'
            ? 'environment'
            : undefined
        }
        onChange={(event) => add(event.currentTarget.files)}
      />
      <button
        type="button"
        class={styles.add}
        disabled={props.item.value.length >= props.item.maxFiles}
        onClick={() => chooser?.click()}
      >
        {isPhoto() ? 'Add photos' : 'Add documents'}
      </button>
      <Show when={props.item.error}>
        {(error) => (
          <p class={options.error} id={`${id}-error`} role="alert" dir="auto">
            {error()}
          </p>
        )}
      </Show>
    </fieldset>
  )
}
