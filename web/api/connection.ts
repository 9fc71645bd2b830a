/** Whether the server answers and knows us: what the whole page must say when it does not. */
import { createRoot, createSignal } from 'solid-js'

type Reach =
  | { state: 'up' }
  /** `tries` so far without an answer; the next at `nextAt` (milliseconds), null while one is under way. */
  | { state: 'down'; tries: number; nextAt: number | null }

const [reach, setReach] = createRoot(() => createSignal<Reach>({ state: 'up' }))
const [signedOut, setSignedOut] = createRoot(() => createSignal(false))
const whenBack = new Set<() => void>()

let timer: ReturnType<typeof setTimeout> | undefined

export { reach, signedOut }

/** A request found nobody signed in. Pages stay as they are; the shell asks to sign in over them. */
export const noteSignedOut = (): void => {
  setSignedOut(true)
}

/** Signed in again: everything that waited is fetched anew. */
export function noteSignedIn(): void {
  setSignedOut(false)
  for (const listener of whenBack) listener()
}

/** Something answered. */
export function noteUp(): void {
  if (reach().state === 'up') return
  clearTimeout(timer)
  setReach({ state: 'up' })
  for (const listener of whenBack) listener()
}

/** Nothing answered: asks again by itself, after 1, 2, 4, 8, then every 15 seconds, and when the network returns. */
export function noteDown(): void {
  if (reach().state === 'down') return
  schedule(0)
}

/** Asks at once; the button beside the count-down. */
export function tryNow(): void {
  const now = reach()
  if (now.state === 'down') void ask(now.tries)
}

/** Runs whenever the server is back or the person signed in again. Returns how to stop. */
export function onBack(listener: () => void): () => void {
  whenBack.add(listener)
  return () => whenBack.delete(listener)
}

function schedule(tries: number): void {
  const delayMs = Math.min(15_000, 1000 * 2 ** tries)
  setReach({ state: 'down', tries, nextAt: Date.now() + delayMs })
  clearTimeout(timer)
  timer = setTimeout(() => void ask(tries), delayMs)
}

async function ask(tries: number): Promise<void> {
  clearTimeout(timer)
  setReach({ state: 'down', tries, nextAt: null })
  const answered = await fetch('/healthz', { cache: 'no-store' }).then(
    (response) => response.ok,
    () => false,
  )
  if (answered) noteUp()
  else schedule(tries + 1)
}

if (typeof window !== 'undefined') window.addEventListener('online', tryNow)
