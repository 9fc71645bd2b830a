/**
 * Where a room rests: SQLite rows of its object. A ring of updates, and two snapshots of the whole document behind it,
 * so that a damaged one can be replaced by the older and the updates since.
 *
 * One write costs one row. Rows that no snapshot needs any more are overwritten, because deleted ones are billed like
 * written ones.
 */

import * as Y from 'yjs'
import { flowText } from '../../shared/collab/doc.ts'
import { crc32 } from './checksum.ts'
import { deflated, deflatedMark, pack, unpack } from './packed.ts'

/** Slots of the ring. Rows since the older snapshot are never overwritten. */
export const ringSlots = 2048

/** The platform refuses values above 2 MB in production, and accepts them locally: every value is cut at this. */
const valueBytes = 1_000_000

/** A snapshot is due at this many rows, or when the rows' bytes reach this floor and half the last snapshot's. */
const dueRows = 500
const dueBytes = 64 * 1024

/** One is worth its while when the last person leaves. */
const restRows = 100
const restBytes = 16 * 1024

type Head = { gen: number; seq: number; parts: number; bytes: number; sum: number }

/** The newest row, where rows can go, and what came since the newest snapshot. */
type Ring = {
  seq: number
  /** Slots whose rows no snapshot needs, and the first that never had one. */
  free: number[]
  slots: number
  rows: number
  bytes: number
  snapshotBytes: number
}

/** Bits of the column `more`: the update goes on in the next row; it is deflated. */
const goesOn = 1
const isDeflated = 2

/** Stored data that was found damaged: when, whether anything is missing since, and what it was. */
export type Damage = { at: number; lost: boolean; text: string }

/** Who a client id belongs to. */
export type Author = { client: number; actorId: string; name: string }

export type Loaded = { doc: Y.Doc; owners: Map<number, string> }

export class RoomStore {
  readonly #storage: DurableObjectStorage
  readonly #sql: SqlStorage
  #frozen: boolean | null = null
  /** Where the ring stands; null until first asked. */
  #ring: Ring | null = null

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
    this.#sql = storage.sql
    this.#createTables()
  }

  /** Whether the room was ever given a text. */
  get exists(): boolean {
    return this.#heads().length > 0
  }

  /** A frozen room takes no more changes. */
  get frozen(): boolean {
    this.#frozen ??= this.#sql.exec("select v from meta where k = 'frozen'").toArray().length > 0
    return this.#frozen
  }

  set frozen(value: boolean) {
    if (value) this.#sql.exec("insert or replace into meta (k, v) values ('frozen', 1)")
    else this.#sql.exec("delete from meta where k = 'frozen'")
    this.#frozen = value
  }

  /** What was found wrong with stored data, oldest first; empty for a healthy room. */
  get damages(): Damage[] {
    const rows = this.#sql.exec<{ at: number; lost: number; text: string }>(
      'select at, lost, text from damage order by id',
    )
    return [...rows].map(({ at, lost, text }) => ({ at, lost: lost === 1, text }))
  }

  /** Reads the document: the newest sound snapshot and every update after it. Throws when none is sound. */
  load(): Loaded {
    const heads = this.#heads()
    for (const head of heads) {
      const bytes = this.#read(head)
      if (!bytes) {
        this.#found(
          `snapshot ${head.gen} is damaged; using the one before it and the updates since`,
          false,
        )
        continue
      }
      const { updates, damaged } = this.#updatesAfter(head.seq)
      const doc = new Y.Doc()
      flowText(doc)
      doc.transact(() => {
        if (bytes[0] === deflatedMark) Y.applyUpdate(doc, unpack(bytes))
        else Y.applyUpdateV2(doc, bytes)
        for (const update of updates) Y.applyUpdate(doc, update)
      })
      for (const seq of damaged)
        this.#found(`update ${seq} is damaged or missing and was left out`, true)
      // Written down as it is now, what was damaged is neither met nor told of again.
      if (head !== heads[0] || damaged.length > 0) this.snapshot(doc)
      return { doc, owners: this.#owners() }
    }
    throw new Error(`no sound snapshot among ${heads.length}`)
  }

  /**
   * The document as it lies here, to be sent on without building it: an encoded document and the updates since. Null when
   * that needs a closer look, which `load` takes.
   */
  asStored(): { document: Uint8Array; updates: Uint8Array[] } | null {
    const [head] = this.#heads()
    const bytes = head && this.#read(head)
    if (!bytes || bytes[0] !== deflatedMark) return null
    const { updates, damaged } = this.#updatesAfter(head.seq)
    return damaged.length > 0 ? null : { document: unpack(bytes), updates }
  }

  /** Stores one update, with client ids seen for the first time. Durable when this turn's output leaves the object. */
  append(update: Uint8Array, authors: readonly Author[], now: number): void {
    try {
      // One small row needs no transaction of its own: the turn is one.
      if (update.length <= valueBytes && authors.length === 0) this.#append(update)
      else {
        this.#storage.transactionSync(() => {
          this.#append(update)
          for (const author of authors) this.#addAuthor(author, now)
        })
      }
    } catch (error) {
      this.#ring = null
      throw error
    }
  }

  #append(update: Uint8Array): void {
    const ring = this.#state()
    const { bytes, deflated } = pack(update)
    const parts = Math.ceil(bytes.length / valueBytes)
    if (parts > ring.free.length + ringSlots - ring.slots) throw new Error('the log is full')
    for (let part = 0; part < parts; part++) {
      const data = bytes.subarray(part * valueBytes, (part + 1) * valueBytes)
      const seq = ring.seq + 1
      this.#sql.exec(
        'insert or replace into log (slot, seq, more, sum, data) values (?, ?, ?, ?, ?)',
        ring.free.pop() ?? ring.slots++,
        seq,
        (part < parts - 1 ? goesOn : 0) | (deflated ? isDeflated : 0),
        crc32(data),
        data,
      )
      ring.seq = seq
      ring.rows++
      ring.bytes += data.length
    }
  }

  /** What an author was called when first seen here; null for somebody who never wrote. */
  authorName(actorId: string): string | null {
    const [row] = this.#sql
      .exec<{ name: string }>('select name from author where actor = ? limit 1', actorId)
      .toArray()
    return row?.name ?? null
  }

  #addAuthor({ client, actorId, name }: Author, now: number): void {
    this.#sql.exec(
      'insert or ignore into author (client, actor, name, since) values (?, ?, ?, ?)',
      client,
      actorId,
      name,
      now,
    )
  }

  /** Whether enough has come in since the last snapshot; geometric, so that rewriting stays cheap beside the log. */
  get snapshotDue(): boolean {
    const { rows, bytes, snapshotBytes } = this.#state()
    return rows >= dueRows || bytes >= Math.max(dueBytes, snapshotBytes / 2)
  }

  /** Whether what came in since the last snapshot is worth another, now that the room comes to rest. */
  get snapshotWorthwhile(): boolean {
    const { rows, bytes } = this.#state()
    return rows >= restRows || bytes >= restBytes
  }

  /**
   * Writes the whole document and keeps one older sound snapshot with every update since it. The document must hold
   * all that was appended. Encoded from the document: merging a long log takes minutes where this takes milliseconds.
   */
  snapshot(doc: Y.Doc): void {
    const bytes = deflated(Y.encodeStateAsUpdate(doc))
    this.#storage.transactionSync(() => {
      const heads = this.#heads()
      const seq = heads.length > 0 ? this.#state().seq : 0
      const sound = heads.find((head) => this.#read(head) !== null)
      for (const head of heads) if (head !== sound) this.#drop(head)
      const gen = (heads[0]?.gen ?? 0) + 1
      const parts = Math.ceil(bytes.length / valueBytes)
      for (let part = 0; part < parts; part++) {
        const data = bytes.subarray(part * valueBytes, (part + 1) * valueBytes)
        this.#sql.exec('insert into snap (gen, part, data) values (?, ?, ?)', gen, part, data)
      }
      const head = { gen, seq, parts, bytes: bytes.length, sum: crc32(bytes) }
      this.#sql.exec(
        'insert into head (gen, seq, parts, bytes, sum) values (?, ?, ?, ?, ?)',
        ...Object.values(head),
      )
      if (!this.#read(head)) throw new Error(`snapshot ${gen} did not read back`)
      this.#ring = {
        seq,
        ...this.#slots(sound?.seq ?? seq),
        rows: 0,
        bytes: 0,
        snapshotBytes: bytes.length,
      }
    })
  }

  /** Begins anew from a document where nothing stored can be read; what was found damaged stays noted. */
  rebuild(doc: Y.Doc): void {
    this.#storage.transactionSync(() => {
      this.#sql.exec('delete from snap; delete from head; delete from log')
      this.#ring = null
      this.snapshot(doc)
    })
  }

  /** Removes everything. The room then counts as never created. */
  async destroy(): Promise<void> {
    await this.#storage.deleteAlarm()
    await this.#storage.deleteAll()
    this.#ring = null
    this.#frozen = null
    this.#createTables()
  }

  #createTables(): void {
    this.#sql.exec(`
      create table if not exists meta (k text primary key, v any) without rowid;
      create table if not exists log (slot integer primary key, seq integer not null, more integer not null, sum integer not null, data blob not null);
      create table if not exists head (gen integer primary key, seq integer not null, parts integer not null, bytes integer not null, sum integer not null);
      create table if not exists snap (gen integer not null, part integer not null, data blob not null, primary key (gen, part)) without rowid;
      create table if not exists author (client integer primary key, actor text not null, name text not null, since integer not null);
      create table if not exists damage (id integer primary key, at integer not null, lost integer not null, text text not null);
    `)
  }

  /** Snapshots, newest first. */
  #heads(): Head[] {
    return this.#sql.exec<Head>('select * from head order by gen desc').toArray()
  }

  /** A snapshot's bytes; null when any is missing or wrong. */
  #read(head: Head): Uint8Array | null {
    const bytes = new Uint8Array(head.bytes)
    let at = 0
    const rows = this.#sql.exec<{ data: ArrayBuffer }>(
      'select data from snap where gen = ? order by part',
      head.gen,
    )
    for (const { data } of rows) {
      if (at + data.byteLength > bytes.length) return null
      bytes.set(new Uint8Array(data), at)
      at += data.byteLength
    }
    return at === bytes.length && crc32(bytes) === head.sum ? bytes : null
  }

  /** Slots that may be written once everything up to `needless` is. */
  #slots(needless: number): Pick<Ring, 'free' | 'slots'> {
    const free = this.#sql.exec<{ slot: number }>('select slot from log where seq <= ?', needless)
    const { last } = this.#sql
      .exec<{ last: number | null }>('select max(slot) as last from log')
      .one()
    return { free: [...free].map(({ slot }) => slot), slots: last === null ? 0 : last + 1 }
  }

  #drop(head: Head): void {
    this.#sql.exec('delete from snap where gen = ?', head.gen)
    this.#sql.exec('delete from head where gen = ?', head.gen)
  }

  /** Updates after a place in the log, in order; damaged or missing ones are left out and given by number. */
  #updatesAfter(after: number): { updates: Uint8Array[]; damaged: number[] } {
    type Row = { seq: number; more: number; sum: number; data: ArrayBuffer }
    const rows = this.#sql.exec<Row>(
      'select seq, more, sum, data from log where seq > ? order by seq',
      after,
    )
    const updates: Uint8Array[] = []
    const damaged: number[] = []
    let expected = after + 1
    let parts: Uint8Array[] = []
    let broken = false
    for (const row of rows) {
      const data = new Uint8Array(row.data)
      if (row.seq !== expected || crc32(data) !== row.sum) {
        damaged.push(expected)
        broken = true
      }
      expected = row.seq + 1
      parts.push(data)
      if (row.more & goesOn) continue
      const update = parts.length === 1 ? parts[0]! : joined(parts)
      if (!broken) updates.push(row.more & isDeflated ? unpack(update) : update)
      parts = []
      broken = false
    }
    return { updates, damaged }
  }

  #owners(): Map<number, string> {
    const rows = this.#sql.exec<{ client: number; actor: string }>(
      'select client, actor from author',
    )
    return new Map([...rows].map(({ client, actor }) => [client, actor]))
  }

  #state(): Ring {
    if (this.#ring) return this.#ring
    const heads = this.#heads()
    const newest = heads[0]
    if (!newest) throw new Error('the room was never created')
    const { rows, bytes, last } = this.#sql
      .exec<{ rows: number; bytes: number; last: number | null }>(
        'select count(*) as rows, ifnull(sum(length(data)), 0) as bytes, max(seq) as last from log where seq > ?',
        newest.seq,
      )
      .one()
    this.#ring = {
      seq: last ?? newest.seq,
      ...this.#slots(heads.at(-1)!.seq),
      rows,
      bytes,
      snapshotBytes: newest.bytes,
    }
    return this.#ring
  }

  #found(text: string, lost: boolean): void {
    console.error(`room storage: ${text}`)
    this.#sql.exec(
      'insert into damage (at, lost, text) values (?, ?, ?)',
      Date.now(),
      lost ? 1 : 0,
      text,
    )
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
