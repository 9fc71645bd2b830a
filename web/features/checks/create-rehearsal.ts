/** A rehearsal of the newest sound text as signals; begins anew a moment after each change, and can be stopped. */
import { type Accessor, batch, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Progress, Rehearsal } from '../../../shared/flow/rehearse/index.ts'
import { createSettled } from '../../ui/settled.ts'
import type { RehearsalReply } from './rehearsal.worker.ts'

export type RehearsalState =
  | { state: 'waiting' }
  | { state: 'running'; progress: Progress | null }
  | { state: 'stopped' }
  | { state: 'refused'; message: string }
  | { state: 'ended' }

export type RehearsalRun = {
  now: Accessor<RehearsalState>
  /** The last that ended, which may be of an older text. */
  last: Accessor<Rehearsal | null>
  /** The text that `last` is about, or that was refused. */
  about: Accessor<string | null>
  stop: () => void
  again: () => void
}

/** Somebody who types is left alone. */
const REST_MS = 700

export function createRehearsal(text: Accessor<string | null>): RehearsalRun {
  const [now, setNow] = createSignal<RehearsalState>({ state: 'waiting' })
  const [last, setLast] = createSignal<Rehearsal | null>(null)
  const [ended, setEnded] = createSignal<string | null>(null)
  let worker: Worker | null = null
  const end = () => {
    worker?.terminate()
    worker = null
  }
  const begin = (about: string) => {
    end()
    setNow({ state: 'running', progress: null })
    worker = new Worker(new URL('./rehearsal.worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<RehearsalReply>) => {
      if (data.type === 'progress') return setNow({ state: 'running', progress: data.progress })
      end()
      batch(() => {
        setEnded(about)
        if (data.type === 'refused') return setNow({ state: 'refused', message: data.message })
        setLast(data.rehearsal)
        setNow({ state: 'ended' })
      })
    }
    worker.onerror = () => {
      end()
      setNow({ state: 'refused', message: 'The rehearsal broke off. Try again.' })
    }
    worker.postMessage(about)
  }
  const settled = createSettled(text, REST_MS)
  createEffect(on(settled, (about) => about !== null && begin(about)))
  onCleanup(end)
  return {
    now,
    last,
    about: ended,
    stop() {
      end()
      setNow({ state: 'stopped' })
    },
    again() {
      const about = text()
      if (about !== null) begin(about)
    },
  }
}
