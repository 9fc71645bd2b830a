/** Changes made at once meet in a room, and the text stays sound without losing anybody's work. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { flowText } from '../../../shared/collab/doc.ts'
import { writeEdits } from '../../../shared/collab/moves.ts'
import { applyIntent, type Intent } from '../../../shared/flow/edit/index.ts'
import { exampleFlows } from '../../../shared/flow/examples/index.ts'
import { flawsIn } from '../../../shared/flow/flaws.ts'
import { documentOf, RoomDocument } from '../room-document.ts'
import { meet, meetings } from './meeting.ts'

test('two intents made at once leave JSON, and no value is lost that nobody took away', () => {
  fc.assert(
    fc.property(meetings, (meeting) => {
      const met = meet(meeting)
      if (!met) return
      expect(() => JSON.parse(met.text)).not.toThrow()
      expect(met.lost).toEqual([])
    }),
    { numRuns: 1500, seed: 20261126 },
  )
}, 120_000)

test('while somebody breaks the text anywhere, two intents made at once lose no value all the same', () => {
  const letters = ['@', '"', '{', '[', '}', ']', ',', ':'].map((letter) => `${letter}§`)
  const tried = fc.sample(fc.tuple(meetings, fc.nat(9000), fc.constantFrom(...letters)), {
    numRuns: 600,
    seed: 100,
  })
  const count = { met: 0, broken: 0, takenBack: 0 }
  for (const [meeting, at, written] of tried) {
    const met = meet(meeting, { at, letters: written })
    if (!met) continue
    count.met++
    // Without what broke it the text is whole again, but where brackets had made all of it seem something else.
    if (flawsIn(met.text) > 0) count.broken++
    else if (met.tookBack) count.takenBack++
    else expect(met.lost, JSON.stringify([meeting.first, meeting.second, at, written])).toEqual([])
  }
  expect(count.met).toBeGreaterThan(200)
  expect(count.broken + count.takenBack).toBeLessThan(count.met / 40)
}, 120_000)

const flow = `{
  "version": "7.3",
  "screens": [
    {
      "id": "ONE",
      "layout": {
        "type": "SingleColumnLayout",
        "children": [
          { "type": "TextBody", "text": "first" },
          { "type": "TextInput", "name": "second", "label": "Second", "required": true },
          { "type": "TextBody", "text": "third" }
        ]
      }
    },
    {
      "id": "TWO",
      "layout": {
        "type": "SingleColumnLayout",
        "children": [
          {
            "type": "If",
            "condition": "true",
            "then": [
              { "type": "TextBody", "text": "shown" }
            ]
          }
        ]
      }
    }
  ]
}
`
const second = 'screens[0].layout.children[1]'

/** A room, and people in it whose changes reach it only when they are told to send. */
function room(text = flow) {
  const doc = new Y.Doc()
  const base = Y.encodeStateAsUpdate(documentOf(text))
  Y.applyUpdate(doc, base)
  const held = new RoomDocument(doc, new Map())
  const person = (client: number) => new Peer(held, base, client)
  return { held, person, children: () => screensOf(held)[0].layout.children }
}

class Peer {
  readonly doc = new Y.Doc()
  readonly undo: Y.UndoManager
  #waiting: (() => void)[] = []
  readonly #room: RoomDocument

  constructor(held: RoomDocument, base: Uint8Array, client: number) {
    this.#room = held
    this.doc.clientID = client
    Y.applyUpdate(this.doc, base)
    this.undo = new Y.UndoManager(flowText(this.doc), { captureTimeout: 0 })
  }

  get text(): string {
    return flowText(this.doc).toString()
  }

  intend(intent: Intent): this {
    const applied = applyIntent(this.text, intent)
    if (!applied.ok) throw new Error(applied.error.message)
    const { edits, moved } = applied.value
    return this.#change((text) => writeEdits(text, edits, moved))
  }

  /** Writes behind a text that occurs once. */
  type(behind: string, letters: string): this {
    const at = this.text.indexOf(behind) + behind.length
    for (const [i, letter] of [...letters].entries())
      this.#change((text) => {
        text.insert(at + i, letter)
        return null
      })
    return this
  }

  /** Writes something else where a text stands that occurs once, as an intent. */
  replace(old: string, by: string): this {
    const at = this.text.indexOf(old)
    return this.#change((text) => writeEdits(text, [{ at, remove: old.length, insert: by }]))
  }

  undoLast(): this {
    return this.#change(() => {
      this.undo.undo()
      return null
    })
  }

  send(): this {
    for (const send of this.#waiting.splice(0)) send()
    return this
  }

  #change(change: (text: Y.Text) => ReturnType<typeof writeEdits> | null): this {
    const updates: Uint8Array[] = []
    const hear = (update: Uint8Array) => updates.push(update)
    this.doc.on('update', hear)
    const text = flowText(this.doc)
    let moves: ReturnType<typeof writeEdits> | null = null
    this.doc.transact(() => {
      moves = change(text)
    })
    this.doc.off('update', hear)
    const client = this.doc.clientID
    this.#waiting.push(() => {
      for (const update of updates)
        this.#room.accept(update, `person ${client}`, moves && { client, moves })
    })
    return this
  }
}

const screensOf = (held: RoomDocument) => JSON.parse(held.text).screens

describe('what is written in a component while somebody', () => {
  const orders = ['writing first', 'intent first'] as const

  test.each(orders)('moves it, follows it letter by letter: %s', (order) => {
    const { held, person, children } = room()
    const ana = person(1).intend({
      kind: 'move-component',
      path: second,
      list: 'screens[0].layout.children',
      index: 0,
    })
    const ben = person(2).type('"Second', ' thing')
    if (order === 'intent first') ana.send()
    ben.send()
    ana.send()
    expect(children()[0]).toMatchObject({ name: 'second', label: 'Second thing' })
    expect(children()).toHaveLength(3)
    expect(held.stretches().some(([length, who]) => length > 0 && who === 'person 2')).toBe(true)
  })

  test.each(orders)('moves it deeper, follows it to its new indentation: %s', (order) => {
    const { held, person } = room()
    const list = 'screens[1].layout.children[0].then'
    const ana = person(1).intend({ kind: 'move-component', path: second, list, index: 1 })
    const ben = person(2).intend({
      kind: 'set-property',
      path: second,
      property: 'label',
      value: 'New',
    })
    if (order === 'intent first') ana.send()
    ben.send()
    ana.send()
    expect(screensOf(held)[1].layout.children[0].then[1]).toMatchObject({ label: 'New' })
  })

  test.each(orders)('deletes it, goes with it: %s', (order) => {
    const { person, children } = room()
    const ana = person(1).intend({ kind: 'delete-component', path: second })
    const ben = person(2).type('"Second', ' thing')
    if (order === 'intent first') ana.send()
    ben.send()
    ana.send()
    expect(children()).toEqual([
      { type: 'TextBody', text: 'first' },
      { type: 'TextBody', text: 'third' },
    ])
  })

  test.each(orders)('unwraps what it stands in, stays: %s', (order) => {
    const { held, person } = room()
    const ana = person(1).intend({ kind: 'unwrap-if', path: 'screens[1].layout.children[0]' })
    const ben = person(2).type('"shown', ' now')
    if (order === 'intent first') ana.send()
    ben.send()
    ana.send()
    expect(screensOf(held)[1].layout.children).toEqual([{ type: 'TextBody', text: 'shown now' }])
  })
})

test('a screen of many lines moves while somebody wraps a part of it', () => {
  const text = exampleFlows.find(({ text }) => text.includes('"HANDOVER"'))!.text
  const list = 'screens[3].layout.children'
  const met = meet({
    text,
    first: { kind: 'wrap-in-if', list, from: 1, until: 1, condition: 'one' },
    second: { kind: 'move-screen', id: 'HANDOVER', index: 0 },
  })
  expect(met?.lost).toEqual([])
  expect(JSON.parse(met!.text).screens[0].layout.children[1].condition).toBe('one')
})

test('a component moved into what somebody deletes stays where it was', () => {
  for (const isFirst of [true, false]) {
    const { held, person } = room()
    const list = 'screens[1].layout.children[0].then'
    const ana = person(1).intend({ kind: 'move-component', path: second, list, index: 0 })
    const ben = person(2).intend({
      kind: 'delete-component',
      path: 'screens[1].layout.children[0]',
    })
    if (isFirst) ana.send()
    ben.send()
    ana.send()
    expect(JSON.stringify(screensOf(held)[0])).toContain('"name":"second"')
    expect(screensOf(held)[1].layout.children).toEqual([])
  }
})

test('undoing a deletion brings all of it back, after others edited it too', () => {
  const { held, person, children } = room()
  const ben = person(2).type('"Second', ' thing').send()
  const ana = person(1)
  Y.applyUpdate(ana.doc, Y.encodeStateAsUpdate(ben.doc))
  ana.intend({ kind: 'delete-component', path: second }).send()
  expect(children()).toHaveLength(2)
  ana.undoLast().send()
  expect(held.text).toBe(ben.text)
})

test('two people who set the same switch leave one value', () => {
  const { held, person, children } = room()
  for (const client of [1, 2])
    person(client)
      .intend({ kind: 'set-property', path: second, property: 'required', value: false })
      .send()
  expect(children()[1].required).toBe(false)
  expect(held.text.match(/false/g)).toHaveLength(1)
})

test('deleting a neighbour of what somebody else deletes leaves no comma behind', () => {
  const { person, children } = room()
  const intents = [0, 1].map((at) => `screens[0].layout.children[${at}]`)
  const [ana, ben] = intents.map((path, at) =>
    person(at + 1).intend({ kind: 'delete-component', path }),
  )
  ana?.send()
  ben?.send()
  expect(children()).toEqual([{ type: 'TextBody', text: 'third' }])
})

test('a text that somebody is just breaking is mended elsewhere all the same, and what broke is theirs', () => {
  const { held, person } = room()
  const mover = person(2)
  const writer = person(3)
  person(1).type('"Second"', ' oops').send()
  // Neither knows of the other, nor of what is broken.
  mover
    .intend({
      kind: 'move-component',
      path: 'screens[0].layout.children[2]',
      list: 'screens[1].layout.children',
      index: 0,
    })
    .send()
  writer.type('third', ' indeed').send()
  expect(JSON.parse(held.text.replace(' oops', '')).screens[1].layout.children[0].text).toBe(
    'third indeed',
  )
})

test('what broke inside of what somebody else deletes goes with it', () => {
  const { person, children } = room()
  const ana = person(1).type('"Second"', ' oops')
  const ben = person(2).intend({ kind: 'delete-component', path: second })
  ana.send()
  ben.send()
  expect(children()).toHaveLength(2)
})

test('a word replaced in a text that is just being written takes nothing along that seems to belong to it', () => {
  // Somebody writes a property and has no colon yet: all of the layout seems to be its value.
  const { held, person } = room(flow.replace('"layout": {', '"sens" "layout": {'))
  const before = held.text
  person(1).replace('"sens"', '"sensitive"').send()
  expect(held.text).toBe(before.replace('"sens"', '"sensitive"'))
})
