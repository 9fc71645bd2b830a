/** Whether the window is a phone's: panels become tabs then. */
import { type Accessor, createSignal, onCleanup } from 'solid-js'

export function createMedia(query: string): Accessor<boolean> {
  const media = window.matchMedia(query)
  const [matches, setMatches] = createSignal(media.matches)
  const follow = () => setMatches(media.matches)
  media.addEventListener('change', follow)
  onCleanup(() => media.removeEventListener('change', follow))
  return matches
}

export const createNarrow = () => createMedia('(max-width: 860px)')
