/** Anchors follow what they are on through whatever happens to the text, and never take another thing for it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyIntent, type Intent } from '../flow/edit/index.ts'
import { type Anchor, Anchors, anchorAt, anchorOn, offsetsOf } from './anchors.ts'
import { textEdits } from './diff.ts'
import { flowText } from './doc.ts'
import { writeEdits } from './moves.ts'
import { thingsIn } from './things.ts'

type Json = Record<string, unknown>

/** Components that tell who they are by `helper-text` (`tag 3`), some alike in all else. */
function flowOf(counts: readonly number[]): Json {
  let tag = 0
  return {
    version: '7.3',
    screens: counts.map((count, screen) => ({
      id: `SCREEN_${'ABCDEF'[screen]}`,
      title: `Screen ${screen}`,
      layout: {
        type: 'SingleColumnLayout',
        children: Array.from({ length: count }, () => {
          const own = tag++
          return own % 3 === 0
            ? { type: 'TextBody', text: 'The same words', 'helper-text': `tag ${own}` }
            : { type: 'TextInput', name: `field_${own}`, label: 'Say', 'helper-text': `tag ${own}` }
        }),
      },
    })),
  }
}

/** One text with its anchors, changed the way a room changes it. */
function bench(source: string) {
  const doc = new Y.Doc()
  const text = flowText(doc)
  text.insert(0, source)
  const anchors = new Anchors(text)
  const undo = new Y.UndoManager(text, { captureTimeout: 0 })
  const deletesOf = (update: Uint8Array): number[] =>
    [...Y.decodeUpdate(update).ds.clients].flatMap(([client, ranges]) =>
      ranges.flatMap(({ clock, len }) => [client, clock, len]),
    )
  /** Tries the change on a copy first: a room knows what an update deletes before it takes it in. */
  const change = (
    write: (text: Y.Text) => ReturnType<typeof writeEdits>,
    isUpload = false,
  ): string[] => {
    if (isUpload) anchors.before(null)
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    let size = 0
    copy.on('update', (update: Uint8Array) => {
      size += update.length
      anchors.before(deletesOf(update))
    })
    copy.transact(() => void write(flowText(copy)))
    let moves: ReturnType<typeof writeEdits> = []
    doc.transact(() => {
      moves = write(text)
    })
    return anchors.after(moves, size)
  }
  return {
    text,
    anchors,
    source: () => text.toString(),
    intend(intent: Intent): boolean {
      const applied = applyIntent(text.toString(), intent)
      if (!applied.ok) return false
      const { edits, moved } = applied.value
      change((into) => writeEdits(into, edits, moved))
      return true
    },
    /** As whoever uploads a text does. */
    upload(next: string) {
      change((into) => writeEdits(into, textEdits(into.toString(), next)), true)
    },
    takeBack() {
      anchors.before(null)
      undo.undo()
      anchors.after([], text.length)
    },
    /** What an anchor is on now, by its tag; null where it is gone. */
    tagOf(id: string): string | null {
      const anchor = anchors.get(id)!
      if (anchor.gone) return null
      const [offset] = offsetsOf(text, [anchor.start])
      const thing = thingsIn(text.toString()).things.find((one) => one.offset === offset)
      if (!thing) return 'astray'
      return (
        /tag \d+/.exec(text.toString().slice(thing.offset, thing.offset + thing.length))?.[0] ??
        'untagged'
      )
    },
  }
}

type Bench = ReturnType<typeof bench>

const componentsIn = (source: string) =>
  thingsIn(source).things.filter(({ target }) => target === 'component')

/** The component with a tag, as it is now. */
const tagged = (source: string, tag: string) =>
  componentsIn(source).find(({ offset, length }) =>
    source.slice(offset, offset + length).includes(`"${tag}"`),
  )

type Step = { kind: string; a: number; b: number; own: boolean }

/** Does something to one component (`own`: to that with the tag); never deletes that. */
function act(on: Bench, tag: string, { kind, a, b, own }: Step): void {
  const source = on.source()
  const all = componentsIn(source)
  const others = all.filter(
    ({ offset, length }) => !source.slice(offset, offset + length).includes(`"${tag}"`),
  )
  const it = own ? tagged(source, tag)! : others[a % Math.max(1, others.length)]
  const screens = thingsIn(source).things.filter(({ target }) => target === 'screen')
  const list = `${screens[b % screens.length]!.path}.layout.children`
  const flow = JSON.parse(source)
  switch (kind) {
    case 'move':
      if (it) on.intend({ kind: 'move-component', path: it.path, list, index: 0 })
      break
    case 'delete':
      if (it && !own) on.intend({ kind: 'delete-component', path: it.path })
      break
    case 'duplicate':
      if (it && !own) on.intend({ kind: 'duplicate-component', path: it.path })
      break
    case 'rename':
      if (it?.name)
        on.intend({
          kind: 'set-property',
          path: it.path,
          property: 'name',
          value: `renamed_${a}_${b}`,
        } as Intent)
      break
    case 'relabel':
      if (it)
        on.intend({
          kind: 'set-property',
          path: it.path,
          property: 'label',
          value: `Said ${b}`,
        } as Intent)
      break
    case 'rename-screen':
      on.intend({
        kind: 'rename-screen',
        id: screens[a % screens.length]!.screen,
        to: `NEW_${'ABCDEFGH'[b % 8]}`,
      } as Intent)
      break
    case 'upload-without': {
      if (own) break
      for (const screen of flow.screens) {
        const { children } = screen.layout
        const at = children.findIndex(
          (child: Json, i: number) => child['helper-text'] !== tag && (i + a) % 3 === 0,
        )
        if (at !== -1) children.splice(at, 1)
      }
      on.upload(JSON.stringify(flow, null, 2))
      break
    }
    case 'upload-with':
      flow.screens[a % flow.screens.length].layout.children.splice(b % 3, 0, {
        type: 'TextBody',
        text: 'The same words',
        'helper-text': 'tag 900',
      })
      on.upload(JSON.stringify(flow, null, 2))
      break
    case 'upload-indent':
      on.upload(JSON.stringify(flow, null, a % 2 === 0 ? 1 : 4))
  }
}

const kinds = [
  'move',
  'delete',
  'duplicate',
  'rename',
  'relabel',
  'rename-screen',
  'upload-without',
  'upload-with',
  'upload-indent',
]
const step = fc.record({
  kind: fc.constantFrom(...kinds),
  a: fc.nat(50),
  b: fc.nat(50),
  own: fc.boolean(),
})
const beginnings = fc.record({
  counts: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
  on: fc.nat(30),
  indent: fc.constantFrom(0, 2),
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
})

function begin({ counts, on, indent }: { counts: number[]; on: number; indent: number }) {
  const room = bench(JSON.stringify(flowOf(counts), null, indent))
  const all = componentsIn(room.source())
  const { path, offset, length } = all[on % all.length]!
  const tag = /tag \d+/.exec(room.source().slice(offset, offset + length))![0]
  room.anchors.hold('it', anchorAt(room.text, path)!)
  return { room, tag }
}

test('whatever is done to it and to others, an anchor stays on its component', () => {
  fc.assert(
    fc.property(beginnings, ({ steps, ...beginning }) => {
      const { room, tag } = begin(beginning)
      for (const one of steps) {
        act(room, tag, one)
        expect(room.tagOf('it')).toBe(tag)
      }
    }),
    { numRuns: 200, seed: 61 },
  )
}, 60_000)

test('with its component an anchor goes, taking none that looks like it, and comes back when that is taken back', () => {
  fc.assert(
    fc.property(beginnings, ({ steps, ...beginning }) => {
      const { room, tag } = begin(beginning)
      for (const one of steps) act(room, tag, one)
      const at = tagged(room.source(), tag)!
      const { about } = room.anchors.get('it')!
      room.intend({ kind: 'delete-component', path: at.path })
      expect(room.tagOf('it')).toBe(null)
      const gone = room.anchors.get('it')!.about
      expect({ ...gone, path: '' }).toMatchObject({
        kind: about.kind,
        name: at.name,
        screen: at.screen,
      })
      room.takeBack()
      expect(room.tagOf('it')).toBe(tag)
    }),
    { numRuns: 150, seed: 62 },
  )
}, 60_000)

test('what an upload leaves out is gone, and its neighbour is not taken for it', () => {
  fc.assert(
    fc.property(beginnings, (beginning) => {
      const { room, tag } = begin(beginning)
      const flow = JSON.parse(room.source())
      for (const screen of flow.screens)
        screen.layout.children = screen.layout.children.filter(
          (child: Json) => child['helper-text'] !== tag,
        )
      const neighbours = componentsIn(room.source()).filter(
        ({ path }) => tagged(room.source(), tag)!.path !== path,
      )
      const tags = neighbours.map(({ path, offset, length }) => {
        room.anchors.hold(path, anchorAt(room.text, path)!)
        return [path, /tag \d+/.exec(room.source().slice(offset, offset + length))![0]] as const
      })
      room.upload(JSON.stringify(flow, null, beginning.indent))
      expect(room.tagOf('it')).toBe(null)
      for (const [id, own] of tags) expect(room.tagOf(id)).toBe(own)
    }),
    { numRuns: 150, seed: 63 },
  )
}, 60_000)

test('in the next version, a copy of the text, all are where they were, also those that look alike', () => {
  fc.assert(
    fc.property(beginnings, ({ steps, ...beginning }) => {
      const { room, tag } = begin(beginning)
      for (const one of steps) act(room, tag, one)
      const next = bench(room.source())
      const anchor = room.anchors.get('it') as Anchor
      const [offset, last] = offsetsOf(room.text, [anchor.start, anchor.end]) as [number, number]
      next.anchors.holdAt('it', anchor, { offset, length: last - offset + 1 })
      expect(next.tagOf('it')).toBe(tag)
    }),
    { numRuns: 100, seed: 64 },
  )
}, 60_000)

test('an anchor on words shrinks with them, goes with them, and comes back with them', () => {
  const room = bench(JSON.stringify(flowOf([3]), null, 2))
  const at = room.source().indexOf('The same words')
  room.anchors.hold('it', anchorOn(room.text, { offset: at, length: 14 })!)
  const words = () => {
    const { start, end, gone } = room.anchors.get('it')!
    if (gone) return null
    const [from, to] = offsetsOf(room.text, [start, end]) as [number, number]
    return room.source().slice(from, to + 1)
  }
  room.upload(room.source().replace('The same words', 'same words'))
  expect(words()).toBe('same words')
  room.upload(room.source().replace('same words', 'same old words'))
  expect(words()).toBe('same old words')
  const before = room.source()
  room.intend({
    kind: 'move-component',
    path: 'screens[0].layout.children[0]',
    list: 'screens[0].layout.children',
    index: 3,
  })
  expect(words()).toBe('same old words')
  room.takeBack()
  expect(room.source()).toBe(before)
  room.intend({ kind: 'delete-component', path: 'screens[0].layout.children[0]' })
  expect(words()).toBe(null)
})
