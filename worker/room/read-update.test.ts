/** Reading updates without applying them agrees with Yjs, and lets nothing but the one text through. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readUpdate } from './read-update.ts'

const read = (update: Uint8Array) => {
  const result = readUpdate(update)
  if (typeof result === 'string') throw new Error(result)
  return result
}

const updateOf = (change: (doc: Y.Doc) => void): Uint8Array => {
  const doc = new Y.Doc()
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}

const edits = fc.array(
  fc.record({
    who: fc.nat(2),
    at: fc.nat(30),
    remove: fc.nat(4),
    text: fc.string({ unit: 'grapheme' }),
  }),
  { maxLength: 30 },
)

test('what it reads is what Yjs reads, for any mix of people typing and deleting', () => {
  fc.assert(
    fc.property(edits, (steps) => {
      const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
      const seen: Uint8Array[] = []
      for (const { who, at, remove, text } of steps) {
        const doc = docs[who]!
        const shared = doc.getText('json')
        doc.once('update', (update: Uint8Array) => seen.push(update))
        const from = Math.min(at, shared.length)
        doc.transact(() => {
          shared.delete(from, Math.min(remove, shared.length - from))
          shared.insert(from, text)
        })
        if (at % 3 === 0) for (const other of docs) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
      }
      const gapped = seen.filter((_, i) => i % 2 === 0)
      const merged = gapped.length > 0 ? [Y.mergeUpdates(gapped)] : []
      for (const update of [...seen, ...merged, ...docs.map((doc) => Y.encodeStateAsUpdate(doc))]) {
        const mine = read(update)
        const { structs, ds } = Y.decodeUpdate(update)
        const meta = Y.parseUpdateMeta(update)
        for (const [client, to] of meta.to) expect(mine.clients.get(client)?.to).toBe(to)
        expect(mine.deletes.length / 3).toBe([...ds.clients.values()].flat().length)
        const text = structs.map((s) =>
          'content' in s && s.content instanceof Y.ContentString ? s.content.str : '',
        )
        const bytes = new TextEncoder().encode(text.join('')).length
        expect(mine.textBytes).toBeGreaterThanOrEqual(bytes)
        const gaps = structs.some((struct) => struct instanceof Y.Skip)
        expect([...mine.clients.values()].some((range) => range.gaps)).toBe(gaps)
      }
    }),
    { numRuns: 60 },
  )
})

test.each([
  ['another root', updateOf((doc) => doc.getText('flow').insert(0, 'x'))],
  ['a map', updateOf((doc) => doc.getMap('json').set('a', 1))],
  ['an attribute', updateOf((doc) => doc.getText('json').setAttribute('a', 'b'))],
  ['an embed', updateOf((doc) => doc.getText('json').insertEmbed(0, { image: 'x' }))],
  ['formatting', updateOf((doc) => doc.getText('json').insert(0, 'x', { bold: true }))],
  ['array content', updateOf((doc) => doc.getArray('json').insert(0, [1]))],
  ['a nested type', updateOf((doc) => doc.getArray('json').insert(0, [new Y.Text('x')]))],
  ['no bytes', new Uint8Array()],
  ['a number without end', new Uint8Array(12).fill(0xff)],
  ['a count that lies', Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1)],
  [
    'a clock near 2^53',
    Uint8Array.of(1, 1, 5, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 1, 0),
  ],
])('%s is refused', (_name, update) => {
  expect(readUpdate(update)).toBeTypeOf('string')
})

test('an update cut anywhere, or with a byte to spare, is refused', () => {
  const update = updateOf((doc) => {
    doc.getText('json').insert(0, '{"a": "é"}')
    doc.getText('json').delete(2, 3)
  })
  for (let length = 0; length < update.length; length++) {
    expect(readUpdate(update.slice(0, length))).toBeTypeOf('string')
  }
  expect(readUpdate(Uint8Array.of(...update, 0))).toBeTypeOf('string')
})

test('a change that builds on its own future is refused before Yjs trips over it', () => {
  // One struct of client 5 at clock 0 whose left neighbour is client 5, clock 7.
  const update = Uint8Array.of(1, 1, 5, 0, 0x84, 5, 7, 1, 120, 0)
  expect(() => Y.applyUpdate(new Y.Doc(), update)).toThrow()
  expect(readUpdate(update)).toMatch(/future/)
})
