/** Asks the language worker about a changing text: findings a moment after the last change, anything else when wanted. */
import { type Accessor, createComputed, createSignal, on, onCleanup } from 'solid-js'
import type { Diagnostic } from '../../../../shared/flow/check/index.ts'
import type { Answers, LanguageReply, LanguageRequest, Question } from './language.worker.ts'

/** Findings and the text they are about. */
export type Checked = { text: string; diagnostics: Diagnostic[] }

export type Language = {
  /** The newest findings; null before the first. */
  checked: Accessor<Checked | null>
  /** Findings about this very text, asked for now. */
  checkNow: (text: string) => Promise<Diagnostic[]>
  /** What stands, or may stand, at an offset of this very text. */
  at: <Q extends Exclude<Question, 'check'>>(
    what: Q,
    text: string,
    offset: number,
  ) => Promise<Answers[Q]>
}

/** Checked after every key; larger texts once they have rested: shorter than a thought, longer than a key. */
const SMALL = 150_000
const LARGE = 400_000
const REST_MS = 100
const LARGE_REST_MS = 700

export function createLanguage(text: Accessor<string>): Language {
  const worker = new Worker(new URL('./language.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, (answer: LanguageReply['answer']) => void>()
  const [checked, setChecked] = createSignal<Checked | null>(null)
  let lastId = 0
  /** The text that the worker has. */
  let known: string | null = null

  worker.onmessage = (event: MessageEvent<LanguageReply>) => {
    waiting.get(event.data.id)?.(event.data.answer)
    waiting.delete(event.data.id)
  }
  function ask<Q extends Question>(what: Q, about: string, offset: number): Promise<Answers[Q]> {
    lastId++
    const id = lastId
    const isKnown = about === known
    known = about
    const answer = new Promise<LanguageReply['answer']>((resolve) => waiting.set(id, resolve))
    worker.postMessage({
      id,
      what,
      offset,
      text: isKnown ? null : about,
    } satisfies LanguageRequest)
    return answer as Promise<Answers[Q]>
  }
  /** The text that waits while the worker is at an older one: of many keys in a row the last counts. */
  let next: string | null = null
  let isBusy = false
  const follow = async (about: string) => {
    next = about
    if (isBusy) return
    isBusy = true
    while (next !== null) {
      const now: string = next
      next = null
      setChecked({ text: now, diagnostics: await ask('check', now, 0) })
    }
    isBusy = false
  }

  // Ahead of all that the page itself draws anew: the worker reads meanwhile.
  createComputed(
    on(text, (now, before) => {
      if (before === undefined || now.length <= SMALL) return void follow(now)
      const rest = now.length > LARGE ? LARGE_REST_MS : REST_MS
      const timer = setTimeout(() => void follow(now), rest)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  onCleanup(() => worker.terminate())
  return {
    checked,
    checkNow: (about) => ask('check', about, 0),
    at: (what, about, offset) => ask(what, about, offset),
  }
}
