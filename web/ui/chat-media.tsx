/** The picture, video or document above a message, as a phone's bubble draws it. */
import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import type { MediaKind } from '../../shared/templates/media.ts'
import styles from './chat-media.module.css'
import { Icon, type IconName } from './icon.tsx'

export type ChatMedia = {
  kind: MediaKind
  /** The picture, or one that stands for the video or document; null where there is none. */
  src: string | null
  /** The video itself, where it can be played here; the document, where it can be saved. */
  file?: string
  name: string
  /** Such as its size. */
  note?: string
}

export const kindIcons: Record<MediaKind, IconName> = {
  image: 'picture',
  video: 'play',
  document: 'file',
}
export const kindNames: Record<MediaKind, string> = {
  image: 'Picture',
  video: 'Video',
  document: 'Document',
}

export function ChatMediaPart(props: { media: ChatMedia }): JSX.Element {
  // What cannot be loaded or played is named instead.
  const [broken, setBroken] = createSignal(false)
  createEffect(
    on(
      () => [props.media.src, props.media.file],
      () => setBroken(false),
    ),
  )
  const it = () => props.media
  const label = () => `${kindNames[it().kind]}: ${it().name}`
  return (
    <Show when={it().kind !== 'document'} fallback={<Paper media={it()} />}>
      <Show
        when={!broken() && it().kind === 'video' && it().file}
        fallback={
          <div class={styles.frame}>
            <Show
              when={!broken() && it().src}
              fallback={
                <span class={styles.blank} role="img" aria-label={label()}>
                  <Icon name={kindIcons[it().kind]} size={30} />
                  <span class={styles.blankName} dir="auto">
                    {it().name}
                  </span>
                </span>
              }
            >
              {(src) => <img src={src()} alt={label()} onError={() => setBroken(true)} />}
            </Show>
            <Show when={it().kind === 'video' && it().src && !broken()}>
              <span class={styles.play} aria-hidden="true">
                <Icon name="play" size={22} />
              </span>
            </Show>
          </div>
        }
      >
        {(file) => (
          // biome-ignore lint/a11y/useMediaCaption: the business's own video, which brings no captions
          <video
            class={styles.frame}
            src={file()}
            controls
            preload="metadata"
            aria-label={label()}
            onError={() => setBroken(true)}
          />
        )}
      </Show>
    </Show>
  )
}

function Paper(props: { media: ChatMedia }): JSX.Element {
  const inside = () => (
    <>
      <Icon name="file" size={24} />
      <span class={styles.paperWords}>
        <span class={styles.paperName} dir="auto">
          {props.media.name}
        </span>
        <Show when={props.media.note}>
          <span class={styles.paperNote}>{props.media.note}</span>
        </Show>
      </span>
    </>
  )
  return (
    <Show when={props.media.file} fallback={<div class={styles.paper}>{inside()}</div>}>
      {(file) => (
        <a class={styles.paper} href={file()} download={props.media.name}>
          {inside()}
        </a>
      )}
    </Show>
  )
}
