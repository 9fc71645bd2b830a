/** createMedia: whether a media query holds, as a signal. */
import { createSignal, onCleanup } from 'solid-js'

/** Follows the query for as long as its owner lives. */
export function createMedia(query: string): () => boolean {
  const media = window.matchMedia(query)
  const [holds, setHolds] = createSignal(media.matches)
  const listen = (event: MediaQueryListEvent) => setHolds(event.matches)
  media.addEventListener('change', listen)
  onCleanup(() => media.removeEventListener('change', listen))
  return holds
}
