/** What a shared text would be with a step of one's own taken back, without taking it back. */
import * as Y from 'yjs'
import type { Span } from '../../shared/collab/moves.ts'
import { SpanIndex } from '../../shared/collab/span-index.ts'

type Step = Y.UndoManager['undoStack'][number]

/**
 * The text after Yjs takes this step back (or makes it again), as far as Yjs would put what comes back where it stood;
 * null where the step would change nothing.
 */
export function takenBack(text: Y.Text, { insertions, deletions }: Step): string | null {
  const goes = whereNow(text, spansOf(insertions))
  const own = new SpanIndex(spansOf(insertions))
  const comes = new SpanIndex(spansOf(deletions))
  const parts: string[] = []
  let changes = false
  for (let item = text._start; item !== null; item = item.right) {
    if (!(item.content instanceof Y.ContentString)) continue
    const { client, clock } = item.id
    const { str } = item.content
    const whole = { client, clock, length: item.length }
    const of = ({ clock: from, length }: Span): string =>
      str.slice(from - clock, from - clock + length)
    if (!item.deleted) {
      const stays = goes.uncovered(whole)
      if (stays.length !== 1 || stays[0]?.length !== item.length) changes = true
      parts.push(...stays.map(of))
    } else if (!item.redone) {
      // What the step itself had written and taken away again does not come back.
      const back = comes.covered(whole).flatMap((span) => own.uncovered(span))
      if (back.length > 0) changes = true
      parts.push(...back.map(of))
    }
  }
  return changes ? parts.join('') : null
}

const spansOf = ({ clients }: Step['insertions']): Span[] =>
  [...clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => ({ client, clock, length: len })),
  )

/** Characters, where an undo or redo has written them again: there. */
function whereNow({ doc }: Y.Text, spans: readonly Span[]): SpanIndex {
  const found = new SpanIndex()
  const open = [...spans]
  for (let span = open.pop(); span; span = open.pop()) {
    const structs = doc?.store.clients.get(span.client) ?? []
    const end = span.clock + span.length
    if (structs.length === 0) continue
    for (let at = Y.findIndexSS(structs, span.clock); at < structs.length; at++) {
      const struct = structs[at]!
      if (struct.id.clock >= end) break
      const from = Math.max(span.clock, struct.id.clock)
      const length = Math.min(end, struct.id.clock + struct.length) - from
      if (struct instanceof Y.Item && struct.redone) {
        const { client, clock } = struct.redone
        open.push({ client, clock: clock + from - struct.id.clock, length })
      } else {
        for (const part of found.uncovered({ client: span.client, clock: from, length }))
          found.add(part)
      }
    }
  }
  return found
}
