/** The field for a picture, video or document: dropped, chosen or fetched from an address, made smaller, uploaded, shown. */
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  type JSX,
  on,
  onCleanup,
  Show,
} from 'solid-js'
import { Media } from '../../../shared/api/media.ts'
import {
  type MediaKind,
  mediaLimits,
  mediaWords,
  sizeWords,
} from '../../../shared/templates/media.ts'
import { wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import { upload } from '../../api/upload.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { NoPicture } from '../../ui/shrink-picture.ts'
import styles from './media-field.module.css'
import { factsWords, kindIcons, kindNames, lookOf } from './media-words.ts'
import { canBeKind, prepareFile, UnfitFile } from './prepare-file.ts'

const accepted: Record<MediaKind, string> = {
  image: 'image/*',
  video: 'video/mp4',
  document: 'application/pdf',
}
const hints: Record<MediaKind, string> = {
  image: 'JPEG or PNG. A heavy one is made smaller; about 1200 × 628 fills the bubble.',
  video: `MP4, at most ${sizeWords(mediaLimits.video.bytes)}.`,
  document: `PDF, at most ${sizeWords(mediaLimits.document.bytes)}. People see its name.`,
}

type Work = { words: string; part: number | null; stop: AbortController }

export function MediaField(props: {
  kind: MediaKind
  value: Media | null
  onChange: (media: Media) => void
  /** Hears when a file begins to come and when that has ended: what is sent before goes without it. */
  onWork: (works: boolean) => void
  /** What keeps the field from being right, in words. */
  error: string | null
}): JSX.Element {
  const workspace = useWorkspace()
  const id = createUniqueId()
  const [work, setWork] = createSignal<Work | null>(null)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const [over, setOver] = createSignal(false)
  /** What making it smaller has saved, of the file that is shown now. */
  const [saved, setSaved] = createSignal<{ id: string; words: string } | null>(null)
  /** A picture that this browser cannot draw. */
  const [unseen, setUnseen] = createSignal<string | null>(null)
  const [asksAddress, setAsksAddress] = createSignal(false)
  const [address, setAddress] = createSignal('')
  let picker!: HTMLInputElement
  const isWorking = createMemo(() => work() !== null)
  createEffect(on(isWorking, (works) => props.onWork(works), { defer: true }))
  onCleanup(() => {
    work()?.stop.abort()
    props.onWork(false)
  })

  const word = () => mediaWords[props.kind]
  const failure = () => wrong() ?? (work() ? null : props.error)

  /** One thing at a time; whoever begins another ends the first. */
  async function during(words: string, job: (stop: AbortController) => Promise<void>) {
    work()?.stop.abort()
    const stop = new AbortController()
    setWrong(null)
    setWork({ words, part: null, stop })
    try {
      await job(stop)
    } catch (error) {
      if (stop.signal.aborted) return
      setWrong(
        error instanceof UnfitFile || error instanceof NoPicture ? error.message : wordsFor(error),
      )
    } finally {
      if (work()?.stop === stop) setWork(null)
    }
  }
  const tell = (stop: AbortController, words: string, part: number | null) => {
    if (work()?.stop === stop) setWork({ words, part, stop })
  }

  const take = (file: File) =>
    during(`Looking at the ${word()}…`, async (stop) => {
      const { kind } = props
      if (!canBeKind(file, kind))
        throw new UnfitFile(
          `“${file.name.slice(0, 60)}” is no ${mediaWords[kind]}. Use ${kind === 'video' ? 'MP4' : mediaLimits[kind].words}.`,
        )
      const { blob, thumbnail, width, height } = await prepareFile(file, kind)
      const { signal } = stop
      signal.throwIfAborted()
      const params = { workspaceId: workspace.id }
      let media = await upload('media.upload', params, blob, {
        reply: Media,
        query: { name: file.name },
        signal,
        onProgress: (part) => tell(stop, 'Uploading…', part),
      })
      if (thumbnail && !media.hasThumbnail) {
        tell(stop, 'Uploading…', 1)
        const at = { ...params, mediaId: media.id }
        // Without it the file itself is shown.
        media = await upload('media.thumbnail', at, thumbnail, { reply: Media, signal }).catch(
          () => media,
        )
      }
      signal.throwIfAborted()
      const words = `Made smaller: ${sizeWords(file.size)} → ${sizeWords(blob.size)}, ${width} × ${height}.`
      setSaved(blob === file ? null : { id: media.id, words })
      finish(media)
    })

  const fetchIt = () =>
    during('Fetching it from the address…', async (stop) => {
      const media = await request(
        'media.fetch',
        { workspaceId: workspace.id },
        { reply: Media, body: { url: address().trim() }, signal: stop.signal },
      )
      finish(media)
    })

  function finish(media: Media) {
    setAsksAddress(false)
    setAddress('')
    props.onChange(media)
  }

  return (
    <fieldset
      class={styles.field}
      data-over={over() ? '' : undefined}
      data-bad={failure() ? '' : undefined}
      aria-describedby={`${id}-hint ${id}-error`}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={(event) => {
        const file = event.dataTransfer?.files[0]
        setOver(false)
        if (!file) return
        event.preventDefault()
        void take(file)
      }}
    >
      <legend class="only-read">{kindNames[props.kind]} of the header</legend>
      <div class={styles.row}>
        <Show when={props.value} fallback={<Blank kind={props.kind} />}>
          {(media) => (
            <Show
              when={lookOf(workspace.id, media()) !== unseen() && lookOf(workspace.id, media())}
              fallback={<Blank kind={props.kind} />}
            >
              {(src) => (
                <img class={styles.look} src={src()} alt="" onError={() => setUnseen(src())} />
              )}
            </Show>
          )}
        </Show>
        <div class={styles.words}>
          <Show
            when={work()}
            fallback={
              <Show
                when={props.value}
                fallback={<p class={styles.drop}>Drop a {word()} here, or choose one.</p>}
              >
                {(media) => (
                  <>
                    <p class={styles.name} dir="auto">
                      {media().fileName}
                    </p>
                    <p class={styles.soft}>{factsWords(media())}</p>
                  </>
                )}
              </Show>
            }
          >
            {(doing) => (
              <>
                <p>{doing().words}</p>
                <progress
                  class={styles.progress}
                  aria-label="Upload"
                  {...(doing().part === null ? {} : { value: doing().part ?? 0 })}
                />
              </>
            )}
          </Show>
          <p class={styles.soft} role="status">
            {!work() && saved()?.id === props.value?.id ? saved()?.words : ''}
          </p>
          <div class={styles.actions}>
            <Button
              size="small"
              icon={work() ? 'close' : 'upload'}
              onClick={() => (work() ? work()?.stop.abort(new Error('stopped')) : picker.click())}
            >
              {work() ? 'Cancel' : props.value ? 'Replace' : `Choose a ${word()}`}
            </Button>
            <Show when={!work()}>
              <Button
                size="small"
                variant="quiet"
                icon="link"
                aria-expanded={asksAddress()}
                onClick={() => setAsksAddress(!asksAddress())}
              >
                From an address
              </Button>
            </Show>
          </div>
        </div>
      </div>
      <Show when={asksAddress()}>
        <div class={styles.address}>
          <TextField
            label={`Address of the ${word()}`}
            value={address()}
            onInput={setAddress}
            placeholder="https://example.com/clinic.jpg"
            inputMode="url"
            autofocus
            autocomplete="off"
            spellcheck={false}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              // Not the form around it.
              event.preventDefault()
              if (address().trim() && !work()) void fetchIt()
            }}
            hint="Flowroom keeps a copy of its own."
          />
          <div>
            <Button
              loading={Boolean(work())}
              disabledReason={address().trim() ? null : 'Write the address first.'}
              onClick={() => void fetchIt()}
            >
              Fetch
            </Button>
          </div>
        </div>
      </Show>
      <input
        ref={picker}
        type="file"
        class="only-read"
        accept={accepted[props.kind]}
        aria-label={`${kindNames[props.kind]} file`}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          // Emptied, so that the same file can be chosen again.
          event.currentTarget.value = ''
          if (file) void take(file)
        }}
      />
      <p class={styles.hint} id={`${id}-hint`}>
        {hints[props.kind]}
      </p>
      <p class={styles.error} id={`${id}-error`} role="alert">
        {failure()}
      </p>
    </fieldset>
  )
}

const Blank = (props: { kind: MediaKind }) => (
  <span class={styles.blank} aria-hidden="true">
    <Icon name={kindIcons[props.kind]} size={22} />
  </span>
)
