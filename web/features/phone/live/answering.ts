/** Answers a run's requests by themselves: with a saved reply where one fits, else with example data, after a moment. */
import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  untrack,
} from 'solid-js'
import type { SavedReply } from '../../../../shared/api/replies.ts'
import { type EndpointReply, exampleReply } from '../../../../shared/flow/endpoint/example-reply.ts'
import type { Flow } from '../../../../shared/flow/flow.ts'
import { createRemembered } from '../../../shell/remembered.ts'
import type { Asked } from './preview-run.ts'
import type { AnsweredBy } from './run-record.ts'

/** Long enough to see that something was asked, and to step in. */
export const ANSWER_MS = 900

export type Answering = {
  /** Answers with example data by itself. */
  byItself: Accessor<boolean>
  setByItself: (on: boolean) => void
  /** Uses saved replies by itself where one fits what is asked. */
  useSaved: Accessor<boolean>
  setUseSaved: (on: boolean) => void
  /** Words for the answer that is about to be given; null where somebody has to. */
  planned: Accessor<AnsweredBy | null>
  /** Leaves the open request to be answered by hand. */
  hold: () => void
  /** Answers the open request with example data now. */
  answerWithExample: () => void
}

export const BY_EXAMPLE: AnsweredBy = 'with example data'
export const bySaved = (name: string): AnsweredBy => `with the saved reply “${name}”`

/** The saved reply for what is asked: the one changed last. */
export const savedFor = (
  replies: readonly SavedReply[],
  { action, screen }: Pick<Asked, 'action' | 'screen'>,
): SavedReply | undefined =>
  replies.find((reply) => reply.action === action && reply.screen === screen)

export function createAnswering(about: {
  asked: Accessor<Asked | null>
  answer: (reply: EndpointReply, by: AnsweredBy) => void
  flow: Accessor<Flow | null>
  replies: Accessor<readonly SavedReply[] | undefined>
}): Answering {
  const { asked, answer, flow, replies } = about
  const [byItself, setByItself] = createRemembered('flowroom.preview.by-itself', true)
  const [useSaved, setUseSaved] = createRemembered('flowroom.preview.use-saved', true)
  const [heldId, setHeldId] = createSignal<number | null>(null)
  /** No saved reply was there when this was asked: one that is saved meanwhile does not cut in. */
  let unmatched: number | null = null

  const plan = createMemo(() => {
    const request = asked()
    if (request === null || request.id === heldId()) return null
    const known = replies()
    // While the saved replies are on their way nobody knows which one fits.
    if (useSaved() && known === undefined) return null
    const fits = useSaved() && unmatched !== request.id
    const saved = fits ? savedFor(known ?? [], request) : undefined
    if (useSaved() && !saved) unmatched = request.id
    if (saved) return { id: request.id, saved, by: bySaved(saved.name) }
    return byItself() ? { id: request.id, saved: null, by: BY_EXAMPLE } : null
  })
  const answerWithExample = () => {
    const [request, now] = [untrack(asked), untrack(flow)]
    if (request && now) answer(exampleReply(now, request), BY_EXAMPLE)
  }
  createEffect(
    on(
      () => plan()?.id,
      (id) => {
        if (id === undefined) return
        const timer = setTimeout(() => {
          const due = untrack(plan)
          if (due?.id !== id) return
          if (due.saved) answer(due.saved.answer, due.by)
          else answerWithExample()
        }, ANSWER_MS)
        onCleanup(() => clearTimeout(timer))
      },
    ),
  )
  return {
    byItself,
    setByItself,
    useSaved,
    setUseSaved,
    planned: () => plan()?.by ?? null,
    hold: () => setHeldId(untrack(asked)?.id ?? null),
    answerWithExample,
  }
}
