/** What a shared text would be with a step of one's own taken back, without taking it back. */
import * as Y from 'yjs'

type Step = Y.UndoManager['undoStack'][number]
type Range = { from: number; to: number }

/**
 * The text after Yjs takes this step back (or makes it again), as far as Yjs would put what comes back where it stood;
 * null where the step would change nothing.
 */
export function takenBack(text: Y.Text, { insertions, deletions }: Step): string | null {
  const goes = rangesOf(text, insertions)
  const comes = deletions.clients
  const own = insertions.clients
  const parts: string[] = []
  let changes = false
  for (let item = text._start; item !== null; item = item.right) {
    if (!(item.content instanceof Y.ContentString)) continue
    const { id, length, deleted } = item
    const { str } = item.content
    const ranges = deleted ? (item.redone ? [] : (comes.get(id.client) ?? [])) : null
    const hits: Range[] = ranges
      ? without(
          ranges.map(({ clock, len }) => ({ from: clock, to: clock + len })),
          (own.get(id.client) ?? []).map(({ clock, len }) => ({ from: clock, to: clock + len })),
        )
      : (goes.get(id.client) ?? [])
    const inside = hits
      .map(({ from, to }) => ({
        from: Math.max(from - id.clock, 0),
        to: Math.min(to - id.clock, length),
      }))
      .filter(({ from, to }) => to > from)
      .sort((a, b) => a.from - b.from)
    if (inside.length > 0) changes = true
    if (deleted) for (const { from, to } of inside) parts.push(str.slice(from, to))
    else {
      let done = 0
      for (const { from, to } of inside) {
        parts.push(str.slice(done, from))
        done = to
      }
      parts.push(str.slice(done))
    }
  }
  return changes ? parts.join('') : null
}

/** What was inserted, by client; followed to where an undo or redo has written it again. */
function rangesOf({ doc }: Y.Text, set: Step['insertions']): Map<number, Range[]> {
  const found = new Map<number, Range[]>()
  const add = (client: number, range: Range): void => {
    const own = found.get(client)
    if (own) own.push(range)
    else found.set(client, [range])
  }
  const open = [...set.clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => ({ client, from: clock, to: clock + len })),
  )
  for (let range = open.pop(); range; range = open.pop()) {
    const structs = doc?.store.clients.get(range.client) ?? []
    for (let at = Y.findIndexSS(structs, range.from); at < structs.length; at++) {
      const struct = structs[at]!
      const { clock } = struct.id
      if (clock >= range.to) break
      const from = Math.max(range.from, clock)
      const to = Math.min(range.to, clock + struct.length)
      if (struct instanceof Y.Item && struct.redone) {
        const start = struct.redone.clock + from - clock
        open.push({ client: struct.redone.client, from: start, to: start + to - from })
      } else add(range.client, { from, to })
    }
  }
  return found
}

function without(ranges: readonly Range[], others: readonly Range[]): Range[] {
  let rest = [...ranges]
  for (const other of others)
    rest = rest.flatMap(({ from, to }) =>
      [
        { from, to: Math.min(to, other.from) },
        { from: Math.max(from, other.to), to },
      ].filter((part) => part.to > part.from),
    )
  return rest
}
