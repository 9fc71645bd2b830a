/**
 * Where comments stand in a shared text. An anchor holds the first and the last character of a screen, a component or a
 * stretch of text; what it holds is followed through edits and moves, is let go when it is deleted, and is found again
 * when it comes back. docs/comments.md has the rules.
 */
import * as Y from 'yjs'
import { imageOf, type Move } from './moves.ts'
import { type Id, SpanIndex } from './span-index.ts'
import { isSame, mostLike, type Thing, thingsIn, type Was } from './things.ts'

export type Target = 'screen' | 'component' | 'text'

/** What an anchor knows of what it is on, beside the characters. */
export type About = Was & {
  readonly print: string
  /** A stretch of text as it read, and what stood around it; empty for the other targets. */
  readonly excerpt: string
  readonly before: string
  readonly behind: string
}

export type Anchor = {
  readonly target: Target
  /** The first and the last character. */
  readonly start: Id
  readonly end: Id
  readonly about: About
  /** What it is on was deleted. */
  readonly gone: boolean
  /** What looked alike when it went: none of these is taken for it later. */
  readonly others: readonly Id[]
}

/** A stretch to hold, in UTF-16 units of the text. */
export type Stretch = { readonly offset: number; readonly length: number }

const excerptUnits = 400
const aroundUnits = 24

const keyOf = (id: Id | null): string => (id ? `${id.client}:${id.clock}` : '')

/** An anchor on a screen or component by its path; null where the text has none there. */
export function anchorAt(text: Y.Text, path: string): Anchor | null {
  const source = text.toString()
  const thing = thingsIn(source).things.find((one) => one.path === path)
  return thing ? onThing(thing, idsAt(text, [thing.offset, lastOf(thing)])) : null
}

/** An anchor on a stretch of the text; null for an empty one. */
export function anchorOn(text: Y.Text, { offset, length }: Stretch): Anchor | null {
  const source = text.toString()
  if (length <= 0 || offset < 0 || offset + length > source.length) return null
  const [start, end] = idsAt(text, [offset, offset + length - 1])
  if (!start || !end) return null
  return {
    target: 'text',
    start,
    end,
    about: aboutText(source, { offset, length }),
    gone: false,
    others: [],
  }
}

const lastOf = ({ offset, length }: Stretch): number => offset + length - 1

function onThing(thing: Thing, [start, end]: readonly (Id | null)[]): Anchor | null {
  if (!start || !end) return null
  return { target: thing.target, start, end, about: aboutThing(thing), gone: false, others: [] }
}

const aboutThing = ({ screen, kind, name, label, path, print }: Thing): About => ({
  screen,
  kind,
  name,
  label,
  path,
  print,
  excerpt: '',
  before: '',
  behind: '',
})

function aboutText(source: string, { offset, length }: Stretch): About {
  const around = thingsIn(source).things.findLast(
    (one) => one.offset <= offset && one.offset + one.length >= offset + length,
  )
  return {
    screen: around?.screen ?? '',
    kind: around?.kind ?? '',
    name: around?.name ?? '',
    label: around?.label ?? '',
    path: around?.path ?? '',
    print: '',
    excerpt: source.slice(offset, offset + Math.min(length, excerptUnits)),
    before: source.slice(Math.max(0, offset - aroundUnits), offset),
    behind: source.slice(offset + length, offset + length + aroundUnits),
  }
}

/** The characters at these offsets; null beyond the end. One walk for all of them. */
export function idsAt(text: Y.Text, offsets: readonly number[]): (Id | null)[] {
  const found: (Id | null)[] = offsets.map(() => null)
  const order = offsets.map((_, i) => i).sort((a, b) => offsets[a]! - offsets[b]!)
  let next = 0
  let at = 0
  for (let item = text._start; item !== null && next < order.length; item = item.right) {
    if (item.deleted || !item.countable) continue
    for (; next < order.length && offsets[order[next]!]! < at + item.length; next++) {
      const offset = offsets[order[next]!]!
      if (offset >= at)
        found[order[next]!] = {
          client: item.id.client,
          clock: item.id.clock + offset - at,
        }
    }
    at += item.length
  }
  return found
}

/** Where these characters stand; null for those that are gone, or not here yet. One walk for all of them. */
export function offsetsOf(text: Y.Text, ids: readonly Id[]): (number | null)[] {
  const found: (number | null)[] = ids.map(() => null)
  const wanted = new Map<number, { clock: number; index: number }[]>()
  for (const [index, { client, clock }] of ids.entries()) {
    const own = wanted.get(client)
    if (own) own.push({ clock, index })
    else wanted.set(client, [{ clock, index }])
  }
  let at = 0
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    for (const { clock, index } of wanted.get(item.id.client) ?? [])
      if (clock >= item.id.clock && clock < item.id.clock + item.length)
        found[index] = at + clock - item.id.clock
    at += item.length
  }
  return found
}

/** A text as it was at a moment, with the characters each thing began and ended with. */
type Picture = {
  readonly things: readonly Thing[]
  heads: (Id | null)[]
  readonly tails: readonly (Id | null)[]
}

/** Keeps the anchors of one text true. Whoever changes the text says so before and after. */
export class Anchors {
  readonly #text: Y.Text
  readonly #held = new Map<string, Anchor>()
  /** The text before the first change that took an end of an anchor away; null while there was none. */
  #picture: Picture | null = null
  /** The text was compared with another: a thing may now begin with another's first character, and nothing be gone. */
  #isAnyTorn = false

  constructor(text: Y.Text, held: Iterable<readonly [string, Anchor]> = []) {
    this.#text = text
    for (const [id, anchor] of held) this.#held.set(id, anchor)
  }

  get isEmpty(): boolean {
    return this.#held.size === 0
  }

  get(id: string): Anchor | undefined {
    return this.#held.get(id)
  }

  entries(): Iterable<[string, Anchor]> {
    return this.#held.entries()
  }

  forget(id: string): void {
    this.#held.delete(id)
  }

  /**
   * Begins to hold. Where the text knows the characters its own word on what stands there counts; what nobody here has
   * seen is kept as it was said, and found when it arrives.
   */
  hold(id: string, anchor: Anchor): Anchor {
    const [offset, last] = offsetsOf(this.#text, [anchor.start, anchor.end])
    let own: Anchor | null = null
    if (offset != null && last != null && last >= offset) {
      const stretch = { offset, length: last - offset + 1 }
      if (anchor.target === 'text') own = anchorOn(this.#text, stretch)
      else {
        const { things } = thingsIn(this.#text.toString())
        const thing = things.find((one) => one.offset === offset && one.target === anchor.target)
        own = thing ? onThing(thing, idsAt(this.#text, [thing.offset, lastOf(thing)])) : null
      }
    }
    const held = own ?? { ...anchor, others: [] }
    this.#held.set(id, held)
    if (!own && this.#isDead(held.start)) this.#settle(id, held, null, this.#pictureNow())
    return this.#held.get(id)!
  }

  /** Begins to hold at a place, in a text that begins as a copy of the one the anchor is from. */
  holdAt(id: string, anchor: Anchor, stretch: Stretch): Anchor {
    const own =
      anchor.target === 'text'
        ? anchorOn(this.#text, stretch)
        : this.#onThingAt(stretch.offset, anchor.target)
    return own ? this.#put(id, own) : this.adopt(id, anchor)
  }

  #onThingAt(offset: number, target: Target): Anchor | null {
    const { things } = thingsIn(this.#text.toString())
    const thing = things.find((one) => one.offset === offset && one.target === target)
    return thing ? onThing(thing, idsAt(this.#text, [thing.offset, lastOf(thing)])) : null
  }

  /** Begins to hold what an anchor of another text tells of, where this text has it. */
  adopt(id: string, anchor: Anchor): Anchor {
    const { about, target } = anchor
    if (target === 'text') {
      const stretch = this.#findText(about, [])
      const own = stretch && anchorOn(this.#text, stretch)
      return this.#put(id, own ?? { ...anchor, gone: true, others: [] })
    }
    const { things } = this.#pictureNow()
    const alike = things.filter((one) => one.target === target && isSame(about, one))
    const inPlace = things.filter(
      (one) =>
        one.target === target &&
        one.kind === about.kind &&
        one.name === about.name &&
        one.path === about.path &&
        one.label === about.label,
    )
    const thing = mostLike(about, alike.length > 0 ? alike : inPlace)
    const own = thing && this.#onThingAt(thing.offset, target)
    return this.#put(id, own ?? { ...anchor, gone: true, others: [] })
  }

  #put(id: string, anchor: Anchor): Anchor {
    this.#held.set(id, anchor)
    return anchor
  }

  /** The text is about to lose these characters: client, clock and length in turn; null: any. */
  before(deletes: readonly number[] | null): void {
    if (this.#held.size === 0) return
    if (deletes === null) this.#isAnyTorn = true
    if (!this.#picture && this.#meets(deletes)) this.#picture = this.#pictureNow()
  }

  #meets(deletes: readonly number[] | null): boolean {
    if (deletes === null) return true
    const gone = new SpanIndex(
      (function* () {
        for (let i = 0; i < deletes.length; i += 3)
          yield { client: deletes[i]!, clock: deletes[i + 1]!, length: deletes[i + 2]! }
      })(),
    )
    for (const { start, end, gone: isGone } of this.#held.values())
      if (!isGone && (gone.has(start) || gone.has(end))) return true
    return false
  }

  /** The text has changed. `written`: at least as many units as came. Returns the anchors that are now others. */
  after(moves: readonly Move[], written: number): string[] {
    if (this.#held.size === 0) return []
    const changed = new Set<string>()
    if (moves.length > 0) this.#carry(moves, changed)
    const torn = [...this.#held].filter(
      ([, { gone, start, end }]) =>
        !gone && (this.#isAnyTorn || this.#isDead(start) || this.#isDead(end)),
    )
    const lost = [...this.#held].filter(
      ([, { gone, about }]) => gone && written >= (sizeOf(about) || 1),
    )
    if (torn.length === 0 && lost.length === 0) {
      this.#picture = null
      return [...changed]
    }
    const now = this.#pictureNow()
    // Somebody may be half-way through a change: what is where is known when it is whole again.
    if (!now.isWhole && torn.some(([, { target }]) => target !== 'text')) return [...changed]
    for (const [id, anchor] of torn) {
      this.#settle(id, anchor, this.#picture, now)
      if (!isAlike(this.#held.get(id)!, anchor)) changed.add(id)
    }
    if (now.isWhole)
      for (const [id, anchor] of lost) if (this.#findAgain(id, anchor, now)) changed.add(id)
    this.#picture = null
    this.#isAnyTorn = false
    return [...changed]
  }

  #carry(moves: readonly Move[], changed: Set<string>): void {
    const image = (id: Id): Id => {
      const moved = imageOf(id, moves)
      // Of two moves of one thing one may have been undone: what stands counts.
      return moved && (!this.#isDead(moved) || this.#isDead(id)) ? moved : id
    }
    for (const [id, anchor] of this.#held) {
      const start = image(anchor.start)
      const end = image(anchor.end)
      const others = anchor.others.map(image)
      if (start !== anchor.start || end !== anchor.end) changed.add(id)
      this.#held.set(id, { ...anchor, start, end, others })
    }
    const { heads = [] } = this.#picture ?? {}
    if (this.#picture) this.#picture.heads = heads.map((one) => one && image(one))
  }

  /** Decides what becomes of an anchor whose ends are no longer those of what it is on. */
  #settle(id: string, anchor: Anchor, was: Picture | null, now: Picture): void {
    if (anchor.target === 'text') {
      const left = this.#leftOf(anchor)
      this.#put(id, left ? { ...anchor, ...left } : this.#goneNow(anchor, now))
      return
    }
    const index = was ? was.heads.findIndex((head) => keyOf(head) === keyOf(anchor.start)) : -1
    const before = was?.things[index]
    const it: About = before ? aboutThing(before) : anchor.about
    const heads = now.heads.map(keyOf)
    const standing = new Set(heads)
    const others = (was?.things ?? []).flatMap((thing, i) =>
      i === index ? [] : [{ thing, head: keyOf(was?.heads[i] ?? null) }],
    )
    const candidates = now.things.flatMap((thing, i) => {
      if (thing.target !== anchor.target) return []
      const head = heads[i]!
      // Another stands here and is what it was, or has lost its own beginning and stands here now.
      const isAnother = others.some(
        (other) => (other.head === head || !standing.has(other.head)) && isSame(other.thing, thing),
      )
      const begins = head === keyOf(anchor.start)
      const ends = keyOf(now.tails[i] ?? null) === keyOf(anchor.end)
      return isAnother && !(begins && isSame(it, thing)) ? [] : [{ thing, begins, ends }]
    })
    const kept = candidates.filter(({ begins, ends }) => begins || ends)
    const whole = kept.find(({ begins, ends }) => begins && ends)
    const found =
      whole?.thing ??
      mostLike(
        it,
        candidates.map(({ thing }) => thing).filter((thing) => isSame(it, thing)),
      ) ??
      mostLike(
        it,
        kept.map(({ thing }) => thing),
      )
    const own = found && this.#onThingAt(found.offset, anchor.target)
    this.#put(id, own ?? this.#goneNow({ ...anchor, about: it }, now))
  }

  #goneNow(anchor: Anchor, now: Picture): Anchor {
    const others = now.things.flatMap((thing, i) => {
      const head = now.heads[i]
      return head && thing.target === anchor.target && isSame(anchor.about, thing) ? [head] : []
    })
    return { ...anchor, gone: true, others }
  }

  /** Whether something that was gone is there again: by undo, by pasting what was cut, by writing it anew. */
  #findAgain(id: string, anchor: Anchor, now: Picture): boolean {
    const { about, target, others } = anchor
    if (target === 'text') {
      const stretch = this.#findText(about, others)
      const own = stretch && anchorOn(this.#text, stretch)
      if (own) this.#put(id, own)
      return own !== null
    }
    const known = new Set(others.map(keyOf))
    const thing = mostLike(
      about,
      now.things.filter((one, i) => {
        const key = keyOf(now.heads[i] ?? null)
        return one.target === target && isSame(about, one) && key !== '' && !known.has(key)
      }),
    )
    const own = thing && this.#onThingAt(thing.offset, target)
    if (own) this.#put(id, own)
    return own !== null
  }

  /** What is left between the ends of an anchor on text. */
  #leftOf({ start, end }: Anchor): Pick<Anchor, 'start' | 'end'> | null {
    let first: Id | null = null
    let last: Id | null = null
    let isInside = false
    for (let item = this.#text._start; item !== null; item = item.right) {
      const { client, clock } = item.id
      const holds = (id: Id): boolean =>
        id.client === client && id.clock >= clock && id.clock < clock + item!.length
      const from = holds(start) ? start.clock : clock
      if (holds(start)) isInside = true
      const isLast = holds(end)
      if (isInside && !item.deleted && item.countable) {
        const until = isLast ? end.clock : clock + item.length - 1
        if (until >= from) {
          first ??= { client, clock: from }
          last = { client, clock: until }
        }
      }
      if (isLast) break
    }
    return first && last && isInside ? { start: first, end: last } : null
  }

  /** A stretch by its words and what stood on one side of it; null where there is none, or more than one. */
  #findText({ excerpt, before, behind }: About, others: readonly Id[]): Stretch | null {
    if (excerpt === '') return null
    const source = this.#text.toString()
    const found: number[] = []
    for (let at = source.indexOf(excerpt); at !== -1; at = source.indexOf(excerpt, at + 1)) {
      const isBefore = before !== '' && source.endsWith(before, at)
      const isBehind = behind !== '' && source.startsWith(behind, at + excerpt.length)
      if (isBefore || isBehind) found.push(at)
      if (found.length > 1) return null
    }
    const [at] = found
    if (at === undefined) return null
    const [id] = idsAt(this.#text, [at])
    if (id && others.some((one) => keyOf(one) === keyOf(id))) return null
    return { offset: at, length: excerpt.length }
  }

  #pictureNow(): Picture & { isWhole: boolean } {
    const { things, isWhole } = thingsIn(this.#text.toString())
    const ids = idsAt(this.#text, [...things.map(({ offset }) => offset), ...things.map(lastOf)])
    return { things, heads: ids.slice(0, things.length), tails: ids.slice(things.length), isWhole }
  }

  /** Whether a character was deleted; one that has not arrived yet was not. */
  #isDead({ client, clock }: Id): boolean {
    const { store } = this.#text.doc!
    if (clock >= Y.getState(store, client)) return false
    const structs = store.clients.get(client)!
    return structs[Y.findIndexSS(structs, clock)]!.deleted
  }
}

const isAlike = (a: Anchor, b: Anchor): boolean =>
  a.gone === b.gone && keyOf(a.start) === keyOf(b.start) && keyOf(a.end) === keyOf(b.end)

/** At least as many units have to be written for it to be there again. */
const sizeOf = ({ print, excerpt }: About): number =>
  excerpt === ''
    ? Math.min(12, Number.parseInt(print.split('.')[0] ?? '', 36) || 0)
    : excerpt.length

/** Where a thread stands, as everybody in the room is told. */
export type Place = {
  readonly target: Target
  readonly start: Id
  readonly end: Id
  readonly gone: boolean
  /** What it is on, or was on when it went. */
  readonly was: Was & { readonly excerpt: string }
}

export const placeOf = ({ target, start, end, gone, about }: Anchor): Place => {
  const { screen, kind, name, label, path, excerpt } = about
  return { target, start, end, gone, was: { screen, kind, name, label, path, excerpt } }
}

/** What a room says of comments: where some threads stand now, or that something was written. */
export type CommentsNews = {
  readonly places?: Readonly<Record<string, Place>>
  readonly written?: true
}
