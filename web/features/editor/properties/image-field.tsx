/** A picture of the flow: dropped or chosen, made small enough, its size in sight. */
import { createSignal, Show } from 'solid-js'
import { imageUrl } from '../../../../shared/flow/interpret/index.ts'
import { pictureKb } from '../../../../shared/flow/picture.ts'
import { versionNumber } from '../../../../shared/flow/version.ts'
import { Button } from '../../../ui/button.tsx'
import { NoPicture } from '../../../ui/shrink-picture.ts'
import { safeImage } from '../../phone/safe-image.ts'
import { useBench } from '../bench.ts'
import { flowPicture } from './flow-picture.ts'
import styles from './properties.module.css'
import type { ValueProps } from './rows-context.ts'

/** Pictures beyond this make a flow slow to open; larger ones are for those who ask. */
const LIGHT_KB = 100

export function ImageField(props: ValueProps) {
  const bench = useBench()
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const [over, setOver] = createSignal(false)
  const [sharp, setSharp] = createSignal(false)
  /** The file as it was chosen, so that another size is made from it and not from a copy. */
  let original: File | null = null
  let picker!: HTMLInputElement
  const value = () => {
    const written = props.holder.value[props.spec.name]
    return typeof written === 'string' ? written : ''
  }
  const isOff = () => bench.hindrance() !== null
  const maxKb = () => {
    const limit = props.spec.maxKb
    if (!limit) return LIGHT_KB
    return (versionNumber(bench.flow()?.version ?? '') ?? 700) >= 600 ? limit.from6 : limit.before6
  }
  const picture = () => safeImage(imageUrl(value()))
  const kb = () => Math.ceil(pictureKb(value()))

  async function take(file: File) {
    original = file
    setBusy(true)
    setWrong(null)
    try {
      const most = sharp() ? maxKb() : Math.min(LIGHT_KB, maxKb())
      props.holder.write(props.spec.name, await flowPicture(file, most * 1000))
    } catch (error) {
      setWrong(
        error instanceof NoPicture ? error.message : `The picture was not taken: ${String(error)}`,
      )
    } finally {
      setBusy(false)
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the button inside does the same
    <div
      class={styles.image}
      data-over={over()}
      onDragOver={(event) => {
        if (isOff() || !event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        const file = event.dataTransfer?.files[0]
        setOver(false)
        if (isOff() || !file) return
        event.preventDefault()
        void take(file)
      }}
    >
      <Show when={picture()} fallback={<span class={styles.blank}>No picture</span>}>
        {(src) => <img src={src()} alt="" />}
      </Show>
      <div>
        <p class={styles.note} data-over={kb() > maxKb() ? '' : undefined}>
          <Show when={value() !== ''} fallback={`Drop one here, up to ${maxKb()} KB.`}>
            {kb()} KB of {maxKb()} KB
          </Show>
        </p>
        <span class={styles.below}>
          <Button
            size="small"
            loading={busy()}
            disabledReason={bench.hindrance()}
            onClick={() => picker.click()}
          >
            {value() === '' ? 'Choose a picture' : 'Replace'}
          </Button>
          <Show when={maxKb() > LIGHT_KB && !isOff()}>
            <label class={styles.tick}>
              <input
                type="checkbox"
                class={styles.check}
                checked={sharp()}
                onChange={(event) => {
                  setSharp(event.currentTarget.checked)
                  if (original) void take(original)
                }}
              />
              Sharper, up to {maxKb()} KB
            </label>
          </Show>
        </span>
        <input
          ref={picker}
          id={props.id}
          class="only-read"
          type="file"
          tabindex={-1}
          accept="image/png,image/jpeg,image/webp"
          disabled={isOff()}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file) void take(file)
          }}
        />
        <Show when={wrong()}>
          <p class={styles.finding} data-severity="error" role="alert">
            {wrong()}
          </p>
        </Show>
      </div>
    </div>
  )
}
