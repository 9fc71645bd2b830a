/** Toasts: short news in the corner, with at most one action such as Undo. */
import { Toast as Kobalte, toaster } from '@kobalte/core/toast'
import { type JSX, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { Icon } from './icon.tsx'
import styles from './toast.module.css'

export type ToastNews = {
  title: string
  detail?: string
  tone?: 'good' | 'bad' | 'neutral'
  action?: { label: string; onSelect: () => void }
}

/** What shows now, by what it says. */
const showing = new Map<string, number>()

/**
 * Shows news for ten seconds, longer while it is hovered or focused; bad news stays until it is closed. The same news said
 * again stands once.
 */
export function toast(news: ToastNews): number {
  const said = `${news.title}\n${news.detail ?? ''}`
  const before = showing.get(said)
  if (before !== undefined) toaster.dismiss(before)
  const id = show(news)
  showing.set(said, id)
  return id
}

const show = (news: ToastNews): number =>
  toaster.show((props) => (
    // Each says its own role, which an entry of a list may not.
    <Kobalte
      as="div"
      toastId={props.toastId}
      class={styles.toast}
      persistent={news.tone === 'bad'}
      priority={news.tone === 'bad' ? 'high' : 'low'}
    >
      <Show when={news.tone === 'good' || news.tone === 'bad'}>
        <span class={styles.mark} data-tone={news.tone}>
          <Icon name={news.tone === 'good' ? 'check' : 'error'} />
        </span>
      </Show>
      <div class={styles.text}>
        <Kobalte.Title class={styles.title}>{news.title}</Kobalte.Title>
        <Show when={news.detail}>
          <Kobalte.Description class={styles.detail}>{news.detail}</Kobalte.Description>
        </Show>
        <Show when={news.action}>
          {(action) => (
            <button
              type="button"
              class={styles.action}
              onClick={() => {
                action().onSelect()
                toaster.dismiss(props.toastId)
              }}
            >
              {action().label}
            </button>
          )}
        </Show>
      </div>
      <Kobalte.CloseButton class={styles.close}>
        <Icon name="close" size={14} />
      </Kobalte.CloseButton>
    </Kobalte>
  ))

/** Takes news away that has become old; unknown ids are ignored. */
export const dismissToast = (id: number): void => void toaster.dismiss(id)

/** Where toasts appear; stands once in the app. */
export function ToastRegion(): JSX.Element {
  return (
    <Portal>
      <Kobalte.Region duration={10_000} limit={4} aria-label="News ({hotkey})">
        <Kobalte.List as="div" class={styles.list} />
      </Kobalte.Region>
    </Portal>
  )
}
