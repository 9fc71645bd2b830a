/** Findings about a changing text, worked out in a web worker a moment after the last change. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Diagnostic } from '../../../shared/flow/check/index.ts'
import type { CheckReply, CheckRequest } from './check.worker.ts'

/** Findings and the text they are about. */
export type Checked = { text: string; diagnostics: Diagnostic[] }

export type Check = {
  /** The newest findings; null before the first. */
  checked: Accessor<Checked | null>
  /** Findings about this very text, asked for now. */
  checkNow: (text: string) => Promise<Diagnostic[]>
}

const LARGE = 400_000
/** How long the text rests before it is checked: shorter than a thought, longer than a key. */
const REST_MS = 100
const LARGE_REST_MS = 700

export function createCheck(text: Accessor<string>): Check {
  const worker = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, (diagnostics: Diagnostic[]) => void>()
  const [checked, setChecked] = createSignal<Checked | null>(null)
  let lastId = 0
  let newest = 0

  worker.onmessage = (event: MessageEvent<CheckReply>) => {
    waiting.get(event.data.id)?.(event.data.diagnostics)
    waiting.delete(event.data.id)
  }
  const ask = (about: string): { id: number; answer: Promise<Diagnostic[]> } => {
    lastId++
    const id = lastId
    const answer = new Promise<Diagnostic[]>((resolve) => waiting.set(id, resolve))
    worker.postMessage({ id, text: about } satisfies CheckRequest)
    return { id, answer }
  }
  const follow = async (about: string) => {
    const { id, answer } = ask(about)
    newest = id
    const diagnostics = await answer
    // A newer question is on its way; its answer is the one that counts.
    if (id === newest) setChecked({ text: about, diagnostics })
  }

  createEffect(
    on(text, (now, before) => {
      if (before === undefined) return void follow(now)
      const timer = setTimeout(() => void follow(now), now.length > LARGE ? LARGE_REST_MS : REST_MS)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  onCleanup(() => worker.terminate())
  return { checked, checkNow: (about) => ask(about).answer }
}
