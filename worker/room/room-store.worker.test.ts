/** What a room writes down: bounded, in small values, and readable again though a part of it rots. */
import { runInDurableObject } from 'cloudflare:test'
import { env as bindings } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { flowText } from '../../shared/collab/doc.ts'
import type { Env } from '../env.ts'
import { crc32 } from './checksum.ts'
import { RoomStore, ringSlots } from './room-store.ts'
import { noise, toyRoom } from './toy-peer.ts'

const { ROOMS } = bindings as unknown as Env

/** A store beside a live document that is written down change by change. */
const withStore = (
  run: (tools: {
    store: RoomStore
    doc: Y.Doc
    type: (at: number, text: string) => void
    reopen: () => RoomStore
    sql: SqlStorage
  }) => void,
): Promise<void> =>
  runInDurableObject(toyRoom(ROOMS).stub, (_, { storage }) => {
    const store = new RoomStore(storage)
    const doc = new Y.Doc()
    store.snapshot(doc)
    doc.on('update', (update: Uint8Array) => store.append(update, [], 0))
    run({
      store,
      doc,
      type: (at, text) => flowText(doc).insert(at, text),
      reopen: () => new RoomStore(storage),
      sql: storage.sql,
    })
  })

const textIn = (store: RoomStore): string => flowText(store.load().doc).toString()

test('the log never grows past its ring, however long the history, and reads back whole', () =>
  withStore(({ store, doc, type, reopen, sql }) => {
    for (let i = 0; i < 3 * ringSlots; i++) {
      type((i * 7919) % (i + 1), 'ab\n'[i % 3]!)
      if (store.snapshotDue) store.snapshot(doc)
    }
    const { rows } = sql.exec<{ rows: number }>('select count(*) as rows from log').one()
    // Two snapshots' worth: what no snapshot needs any more is written over.
    expect(rows).toBeLessThanOrEqual(1001)
    expect(textIn(reopen())).toBe(flowText(doc).toString())
    expect(store.damages).toEqual([])
  }))

test('without snapshots the ring fills up and refuses, instead of overwriting what is needed', () =>
  withStore(({ doc, type, reopen }) => {
    for (let i = 0; i < ringSlots; i++) type(0, 'x')
    expect(() => type(0, 'y')).toThrow(/full/)
    expect(textIn(reopen())).toBe('x'.repeat(ringSlots))
    expect(flowText(doc).length).toBe(ringSlots + 1)
  }))

test('values stay below the platform’s limit, in the log and in snapshots', () =>
  withStore(({ store, doc, type, reopen, sql }) => {
    type(0, noise(3_400_000))
    expect(textIn(reopen())).toBe(flowText(doc).toString())
    store.snapshot(doc)
    expect(textIn(reopen())).toBe(flowText(doc).toString())
    const widest = sql
      .exec<{ bytes: number }>(
        'select max(length(data)) as bytes from (select data from log union all select data from snap)',
      )
      .one()
    expect(widest.bytes).toBeLessThanOrEqual(1_000_000)
  }))

test('with the newest snapshot damaged, the older one and the updates since give the same text', () =>
  withStore(({ store, doc, type, reopen, sql }) => {
    type(0, 'one ')
    store.snapshot(doc)
    type(4, 'two ')
    store.snapshot(doc)
    type(8, 'three')
    sql.exec(
      'update snap set data = zeroblob(length(data)) where gen = (select max(gen) from head)',
    )
    const mended = reopen()
    expect(textIn(mended)).toBe('one two three')
    expect(mended.damages).toMatchObject([
      { text: expect.stringMatching(/snapshot 3 is damaged/), lost: false },
    ])
    expect(textIn(reopen())).toBe('one two three')
    expect(reopen().damages).toHaveLength(1)
  }))

test('a missing part of a snapshot counts as damage', () =>
  withStore(({ store, doc, type, reopen, sql }) => {
    type(0, 'x'.repeat(2_500_000))
    store.snapshot(doc)
    sql.exec('delete from snap where part = 1')
    expect(textIn(reopen()).length).toBe(2_500_000)
  }))

test('with every snapshot damaged it says so, rather than start anew over somebody’s work', () =>
  withStore(({ store, doc, type, reopen, sql }) => {
    type(0, 'x')
    store.snapshot(doc)
    sql.exec("update snap set data = x'00'")
    expect(() => reopen().load()).toThrow(/no sound snapshot/)
  }))

test('a damaged update is left out and named, and the others are read', () =>
  withStore(({ type, reopen, sql }) => {
    type(0, 'a')
    type(1, 'b')
    sql.exec("update log set data = x'ff' where seq = 2")
    const store = reopen()
    expect(textIn(store)).toBe('a')
    expect(store.damages).toMatchObject([
      { text: expect.stringMatching(/update 2 is damaged/), lost: true },
    ])
  }))

test('damage is told of once, however often a room is read or joined afterwards', () =>
  withStore(({ type, reopen, sql }) => {
    type(0, 'a')
    type(1, 'b')
    sql.exec("update log set data = x'ff' where seq = 2")
    expect(reopen().asStored()).toBeNull()
    expect(reopen().damages).toEqual([])
    for (let time = 0; time < 3; time++) expect(textIn(reopen())).toBe('a')
    expect(reopen().asStored()).not.toBeNull()
    expect(reopen().damages).toHaveLength(1)
  }))

test('a snapshot in the format of earlier versions is read', () =>
  withStore(({ doc, type, reopen, sql }) => {
    type(0, 'as it was')
    const bytes = Y.encodeStateAsUpdateV2(doc)
    sql.exec('delete from log')
    sql.exec('update snap set data = ?', bytes)
    sql.exec('update head set bytes = ?, sum = ?', bytes.length, crc32(bytes))
    expect(textIn(reopen())).toBe('as it was')
    expect(reopen().asStored()).toBeNull()
  }))

test('a failed write leaves no half of itself', () =>
  withStore(({ store, type, reopen, sql }) => {
    type(0, 'a')
    sql.exec(
      "create trigger full before insert on log when new.seq = 4 begin select raise(abort, 'disk full'); end",
    )
    const large = new TextEncoder().encode(noise(3_500_000))
    expect(() => store.append(large, [], 0)).toThrow(/disk full/)
    sql.exec('drop trigger full')
    const { rows } = sql.exec<{ rows: number }>('select count(*) as rows from log').one()
    expect(rows).toBe(1)
    expect(textIn(reopen())).toBe('a')
  }))
