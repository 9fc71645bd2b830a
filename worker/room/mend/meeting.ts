/** For tests: two people carry out intents on one text, neither knowing of the other, and a room takes in both. */
import fc from 'fast-check'
import * as Y from 'yjs'
import { flowText } from '../../../shared/collab/doc.ts'
import { writeEdits } from '../../../shared/collab/moves.ts'
import { type Applied, applyIntent, type Intent } from '../../../shared/flow/edit/index.ts'
import { randomIntent } from '../../../shared/flow/edit/random-intents.ts'
import { exampleFlows } from '../../../shared/flow/examples/index.ts'
import { itemsOf, type JsonNode, membersOf } from '../../../shared/flow/json-node.ts'
import { parseFlow } from '../../../shared/flow/parse.ts'
import { applyEdits, type TextEdit } from '../../../shared/text-edit.ts'
import { documentOf, RoomDocument } from '../room-document.ts'

export type Meeting = { readonly text: string; readonly first: Intent; readonly second: Intent }

/** Any two intents about one of the example flows; words that somebody sets occur nowhere else. */
export const meetings: fc.Arbitrary<Meeting> = fc.constantFrom(...exampleFlows).chain(({ text }) =>
  fc.record({
    text: fc.constant(text),
    first: randomIntent(text, words('one')),
    second: randomIntent(text, words('two')),
  }),
)

const words = (whose: string): fc.Arbitrary<string> =>
  fc.nat(9999).map((number) => `${whose} ${number}`)

/** What a third person is just typing somewhere: letters that break the text, and where. */
export type Break = { readonly at: number; readonly letters: string }

/**
 * What came of a meeting; null where either intent was refused or changes nothing. A text that somebody had broken before
 * either arrived is looked at without what broke it. `tookBack`: one could not stand, and counts as lost.
 */
export function meet(
  { text, first, second }: Meeting,
  broken: Break | null = null,
): { text: string; lost: string[]; tookBack: boolean } | null {
  const base = Y.encodeStateAsUpdate(documentOf(text))
  const one = carriedOut(base, text, first, 1)
  const two = carriedOut(base, text, second, 2)
  if (!one || !two) return null
  const doc = new Y.Doc()
  Y.applyUpdate(doc, base)
  const room = new RoomDocument(doc, new Map())
  if (broken) room.accept(typed(base, broken), 'person 3')
  let tookBack = false
  for (const { update, moves, client } of [one, two]) {
    const verdict = room.accept(update, `person ${client}`, { client, moves })
    if (verdict.kind === 'applied' && verdict.tookBack) tookBack = true
  }
  const merged = broken ? room.text.replace(broken.letters, '') : room.text
  return { text: merged, lost: lostValues(text, merged, one.applied, two.applied), tookBack }
}

function typed(base: Uint8Array, { at, letters }: Break): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 3
  Y.applyUpdate(doc, base)
  const before = Y.encodeStateVector(doc)
  flowText(doc).insert(Math.min(at, flowText(doc).length), letters)
  return Y.encodeStateAsUpdate(doc, before)
}

function carriedOut(base: Uint8Array, text: string, intent: Intent, client: number) {
  const applied = applyIntent(text, intent)
  if (!applied.ok || applied.value.edits.length === 0) return null
  const doc = new Y.Doc()
  doc.clientID = client
  Y.applyUpdate(doc, base)
  const before = Y.encodeStateVector(doc)
  const { edits, moved } = applied.value
  const moves = doc.transact(() => writeEdits(flowText(doc), edits, moved))
  return { client, moves, update: Y.encodeStateAsUpdate(doc, before), applied: applied.value }
}

/**
 * Texts (keys and values) that fewer times than they must are in the result. A text must be there as often as before, less
 * what either side took away, and as often as either side wrote it, unless the other side took away what it was put into.
 * Texts that both changed have both changes in one, so they are left out.
 */
function lostValues(base: string, merged: string, one: Applied, two: Applied): string[] {
  const counts = countsOf(merged)
  const before = countsOf(base)
  const sides = [
    { own: one, other: two },
    { own: two, other: one },
  ].map(({ own, other }) => ({
    all: countsOf(applyEdits(base, own.edits)),
    /** As if only those edits had been made that the other side left a place for. */
    placed: countsOf(
      applyEdits(
        base,
        own.edits.filter((edit) => hasPlace(base, edit, other)),
      ),
    ),
  }))
  const lost: string[] = []
  const names = new Set([...before.keys(), ...sides.flatMap(({ all }) => [...all.keys()])])
  for (const name of names) {
    const had = before.get(name) ?? 0
    let must = had
    for (const { all, placed } of sides) {
      const has = all.get(name) ?? 0
      if (has < had) must -= had - has
      else must += Math.max(0, (placed.get(name) ?? 0) - had)
    }
    if ((counts.get(name) ?? 0) < must) lost.push(name)
  }
  return lost
}

/** Whether an edit stands where the other side took nothing away around it, or only moved it, or rewrote it too. */
function hasPlace(base: string, edit: TextEdit, other: Applied): boolean {
  const isWithin = (stretch: { at: number; length: number }): boolean =>
    edit.at > stretch.at && edit.at < stretch.at + stretch.length
  if (edit.insert === '') return true
  const meets = other.edits.some(
    ({ at, remove, insert }) =>
      isWithin({ at, length: remove }) ||
      // Both rewrite the same characters, or write into the same text.
      (insert !== '' && at < edit.at + edit.remove && edit.at < at + remove) ||
      (isInText(base, at) &&
        isInText(base, edit.at) &&
        !base.slice(...ordered(at, edit.at)).includes('"')),
  )
  return !meets || other.moved.some(isWithin)
}

/** Whether an offset lies between the quotes of a text; the flows of these tests have one a line and no quotes in it. */
const isInText = (base: string, at: number): boolean =>
  (base.slice(base.lastIndexOf('\n', at - 1) + 1, at).match(/"/g)?.length ?? 0) % 2 === 1

const ordered = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a])

/** How often each text stands in a JSON text, keys written twice included. */
function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
  const visit = (node: JsonNode | null): void => {
    if (node?.type === 'string') count(node.value)
    for (const item of itemsOf(node)) visit(item)
    for (const { key, value } of membersOf(node)) {
      count(key.value)
      visit(value)
    }
  }
  visit(parseFlow(text).root)
  return counts
}
