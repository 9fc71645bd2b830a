/** The version stamp: the SHA-256 of the text that is shown, so that nobody wonders which one it is. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'

/** SHA-256 of a text as UTF-8, in lower-case hex: what publishing compares. */
export async function sha256Of(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** How much of a hash people are shown. */
export const shortHash = (sha256: string): string => sha256.slice(0, 8)

/** Typing makes many texts a second; the stamp follows the one that stays this long. */
const SETTLE_MS = 120

/** The hash of `text()`; while somebody types it is that of the text a moment ago. */
export function createStamp(text: Accessor<string | null>): Accessor<string | null> {
  const [stamp, setStamp] = createSignal<string | null>(null)
  createEffect(() => {
    const now = text()
    let current = true
    // Browsers hash only on https and on this computer: by plain http on a local network the version has to do.
    if (now === null || !isSecureContext) {
      setStamp(null)
      return
    }
    const timer = setTimeout(async () => {
      const sha256 = await sha256Of(now)
      if (current) setStamp(sha256)
    }, SETTLE_MS)
    onCleanup(() => {
      current = false
      clearTimeout(timer)
    })
  })
  return stamp
}
