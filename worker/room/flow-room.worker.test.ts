/** Rooms in the Workers runtime: what is told is stored, rights hold, and sleep loses nothing. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env as bindings } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { flowText } from '../../shared/collab/doc.ts'
import { intentFrame, step1Frame, step2Frame, updateFrame } from '../../shared/collab/frames.ts'
import { limits } from '../../shared/collab/limits.ts'
import { writeEdits } from '../../shared/collab/moves.ts'
import { colorOf } from '../../shared/collab/presence.ts'
import { closeCode, messageKind } from '../../shared/collab/wire.ts'
import type { Env } from '../env.ts'
import { refusalOf } from './refusal.ts'
import { noise, toyRoom } from './toy-peer.ts'

const env = bindings as unknown as Env

const openRoom = async (text = '{}') => {
  const room = toyRoom(env.ROOMS)
  await room.stub.create(text)
  return room
}

/** A document that types in nobody's name but its own. */
const updateThat = (change: (doc: Y.Doc) => void): Uint8Array => {
  const doc = new Y.Doc()
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}
const oneLetter = () => updateThat((doc) => flowText(doc).insert(0, 'x'))

describe('text', () => {
  test('two peers converge, and a third who comes later sees the same', async () => {
    const room = await openRoom('{}')
    const ana = await (await room.join('ana')).sync()
    const ben = await (await room.join('ben')).sync()
    ana.type(1, '"a":1')
    await ben.until(() => ben.text === '{"a":1}')
    ben.type(6, ',"b":2')
    await ana.until(() => ana.text === '{"a":1,"b":2}')
    const cem = await (await room.join('cem')).sync()
    expect(cem.text).toBe(ana.text)
    expect(await room.stub.text()).toBe(ana.text)
  })

  test('an intent that meets a letter typed at once: everybody gets what the room mended, the sender too', async () => {
    const room = await openRoom('{"a":[{"b":"one"},{"b":"two"}]}')
    const ana = await (await room.join('ana', { ack: true })).sync()
    const ben = await (await room.join('ben')).sync()
    // Ana moves the second entry to the front while Ben types into it.
    const updates: Uint8Array[] = []
    ana.doc.once('update', (update: Uint8Array) => updates.push(update))
    const edits = [
      { at: 6, remove: 0, insert: '{"b":"two"},' },
      { at: 17, remove: 12, insert: '' },
    ]
    const moves = ana.doc.transact(
      () => writeEdits(flowText(ana.doc), edits, [{ at: 18, length: 11 }]),
      ana,
    )
    ana.say(intentFrame({ client: ana.doc.clientID, moves }, updates[0]!))
    ben.type(27, '!')
    const merged = '{"a":[{"b":"two!"},{"b":"one"}]}'
    await ana.until(() => ana.text === merged)
    await ben.until(() => ben.text === merged)
    await ana.until(() => ana.acked === ana.step1s + 1)
    // Ana's own client is told where Ben's letter went; Ben's, a stock one, of nothing.
    expect(ana.moved.map(({ from }) => from.client)).toContain(ben.doc.clientID)
    expect(ben.moved).toEqual([])
    await evictDurableObject(room.stub)
    expect(await room.stub.text()).toBe(merged)
  })

  test('an intent that cannot stand is taken back, for everybody, and its author alone is told', async () => {
    const room = await openRoom('{"a":1}')
    const ana = await (await room.join('ana', { ack: true })).sync()
    const ben = await (await room.join('ben', { ack: true })).sync()
    const updates: Uint8Array[] = []
    ana.doc.once('update', (update: Uint8Array) => updates.push(update))
    ana.doc.transact(() => flowText(ana.doc).insert(1, '}}"b":2,'), ana)
    ana.say(intentFrame({ client: ana.doc.clientID, moves: [] }, updates[0]!))
    await ana.until(() => ana.takenBack === 1 && ana.text === '{"a":1}')
    await ana.until(() => ana.acked === ana.step1s + 1)
    ben.type(6, '2')
    await ana.until(() => ana.text === '{"a":12}')
    expect(ben.text).toBe('{"a":12}')
    expect(ben.takenBack).toBe(0)
  })

  test('a newcomer to a room that slept has everything when told that this is all', async () => {
    const room = await openRoom('{"a":1}')
    const ana = await (await room.join('ana')).sync()
    ana.type(6, '2')
    await ana.heard()
    ana.type(7, '3')
    await ana.heard()
    await evictDurableObject(room.stub, { webSockets: 'close' })
    const ben = await room.join('ben')
    ben.say(step1Frame(Uint8Array.of(0)))
    await ben.until(() => ben.synced)
    expect(ben.text).toBe('{"a":123}')
    // And the room, which answered without reading it all, takes what Ben writes.
    await ben.until(() => ben.step1s > 0)
    ben.type(8, '4')
    await ben.heard()
    expect(await room.stub.text()).toBe('{"a":1234}')
  })

  test('create gives a text once; a room never created refuses sockets and callers', async () => {
    const room = toyRoom(env.ROOMS)
    expect(await room.stub.exists()).toBe(false)
    const early = await room.join('ana')
    await early.until(() => early.closed !== null)
    expect(early.closed?.code).toBe(closeCode.noSuchFlow)
    const refused = await room.stub.text().catch((error: unknown) => refusalOf(error))
    expect(refused).toMatchObject({ kind: 'no-such-room' })
    await room.stub.create('one')
    await room.stub.create('two')
    expect(await room.stub.text()).toBe('one')
  })

  test('replace arrives as the smallest edit, and an edit elsewhere survives it', async () => {
    const room = await openRoom('{\n  "a": 1,\n  "b": 2\n}')
    const ana = await (await room.join('ana')).sync()
    await room.stub.replace('{\n  "a": 1,\n  "b": 3\n}', { id: 'key-1', name: 'CI' })
    await ana.until(() => ana.text.includes('"b": 3'))
    expect(ana.updates.at(-1)!.length).toBeLessThan(40)
    ana.type(ana.text.indexOf('1'), '1')
    await ana.heard()
    expect(await room.stub.text()).toBe('{\n  "a": 11,\n  "b": 3\n}')
  })

  test('10 MB is taken and one byte more is refused, over RPC and over the socket', async () => {
    const full = `"${'y'.repeat(limits.textBytes - 2)}"`
    const room = await openRoom('')
    const refused = await room.stub
      .replace(`${full}y`, { id: 'k', name: 'K' })
      .catch((error: unknown) => refusalOf(error))
    expect(refused).toMatchObject({ kind: 'too-large' })
    await room.stub.replace(full, { id: 'k', name: 'K' })
    expect((await room.stub.text()).length).toBe(limits.textBytes)
    const ana = await (await room.join('ana')).sync()
    const ben = await (await room.join('ben')).sync()
    ana.type(1, 'z')
    await ana.until(() => ana.closed !== null)
    expect(ana.closed?.code).toBe(closeCode.tooLarge)
    flowText(ben.doc).delete(1, 10)
    await ben.heard()
    ben.type(1, 'z')
    await ben.heard()
    expect(ben.closed).toBeNull()
    expect((await room.stub.text()).length).toBe(limits.textBytes - 9)
  })
})

describe('durability', () => {
  test('what a peer heard is there after the object was torn down, and its sockets stay', async () => {
    const room = await openRoom('{}')
    const ana = await (await room.join('ana')).sync()
    const ben = await (await room.join('ben')).sync()
    for (const letter of 'abc') {
      ana.type(1, letter)
      await ben.until(() => ben.text.startsWith(`{${letter}`))
      await evictDurableObject(room.stub)
    }
    expect(await room.stub.text()).toBe('{cba}')
    ben.type(1, 'd')
    await ana.until(() => ana.text === '{dcba}')
  })

  test('many keystrokes at once reach a full room as few frames', async () => {
    const room = await openRoom('')
    const ana = await (await room.join('ana')).sync()
    const readers = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => (await room.join(`reader-${i}`)).sync()),
    )
    for (let i = 0; i < 600; i++) ana.type(i, 'x')
    for (const reader of readers) await reader.until(() => reader.text.length === 600)
    expect(readers[0]?.updates.length).toBeLessThan(60)
  })

  test('acknowledgements count exactly the sync frames that are stored, in order', async () => {
    const room = await openRoom('{}')
    const ana = await (await room.join('ana', { ack: true })).sync()
    const ben = await (await room.join('ben')).sync()
    // Our step 2 in answer to the room's step 1.
    await ana.until(() => ana.acked === 1)
    for (let i = 0; i < 250; i++) ana.type(1, 'x')
    await ana.until(() => ana.acked === 251)
    flowText(ana.doc).delete(1, 1)
    await ana.until(() => ana.acked === 252)
    await ben.until(() => ben.text.length === 251)
    expect(ben.acked).toBe(0)
    expect(ben.welcome).toBeNull()
    expect(ana.welcome).toEqual({
      id: 'ana',
      name: 'ana',
      color: colorOf('ana'),
      readOnly: false,
      kind: 'user',
    })
  })

  test('an update that builds on a missing one waits for it and is not acknowledged before', async () => {
    const room = await openRoom('')
    const author = new Y.Doc()
    const made: Uint8Array[] = []
    author.on('update', (update: Uint8Array) => made.push(update))
    flowText(author).insert(0, 'a')
    flowText(author).insert(1, 'b')
    const ana = await (await room.join('ana', { ack: true })).sync()
    const ben = await (await room.join('ben')).sync()
    await ana.until(() => ana.acked === 1)
    ana.say(updateFrame(made[1]!))
    await ana.heard()
    expect(ana.acked).toBe(1)
    expect(ben.updates).toHaveLength(0)
    ana.say(updateFrame(made[0]!))
    await ben.until(() => ben.text === 'ab')
    await ana.until(() => ana.acked === 3)
  })

  test('what cannot be stored is neither told nor acknowledged, and is sent again', async () => {
    const room = await openRoom('')
    const ana = await (await room.join('ana', { ack: true })).sync()
    const ben = await (await room.join('ben')).sync()
    await ana.until(() => ana.acked === 1)
    const sql = (statement: string) =>
      runInDurableObject(room.stub, (_, { storage }) => void storage.sql.exec(statement))
    await sql(
      "create trigger full before insert on log begin select raise(abort, 'disk full'); end",
    )
    ana.type(0, 'kept')
    await ana.until(() => ana.closed !== null)
    await ben.until(() => ben.closed !== null)
    expect([ana.closed?.code, ana.acked, ben.updates.length]).toEqual([closeCode.tryLater, 1, 0])
    await sql('drop trigger full')
    expect(await room.stub.text()).toBe('')
    const back = await (await room.join('ana', { ack: true, doc: ana.doc })).sync()
    await back.until(() => back.acked === 1)
    expect(await room.stub.text()).toBe('kept')
  })

  test('an object that dies between storing and acknowledging: the edit is sent again, and is there once', async () => {
    const room = await openRoom('{}')
    const ana = await (await room.join('ana', { ack: true })).sync()
    const acked = ana.acked
    // The row is written, its acknowledgement never leaves, and the machine goes down.
    const { send } = WebSocket.prototype
    const dying = vi.spyOn(WebSocket.prototype, 'send').mockImplementation(function (
      this: WebSocket,
      data,
    ) {
      const isAck = data instanceof Uint8Array && data[0] === messageKind.ack
      if (!isAck) send.call(this, data)
    })
    ana.type(1, '"a":1')
    await ana.heard()
    expect(ana.acked).toBe(acked)
    await evictDurableObject(room.stub, { webSockets: 'close' })
    dying.mockRestore()
    const again = await (await room.join('ana', { ack: true, doc: ana.doc })).sync()
    await again.until(() => again.acked > 0)
    expect(await room.stub.text()).toBe('{"a":1}')
  })

  test('a snapshot that cannot be written costs nothing, and an alarm that rings twice does no harm', async () => {
    const room = await openRoom('')
    const ana = await (await room.join('ana')).sync()
    const full = (stop: boolean) =>
      runInDurableObject(room.stub, (_, { storage }) => {
        if (stop) storage.sql.exec('drop trigger full')
        else
          storage.sql.exec(
            "create trigger full before insert on snap begin select raise(abort, 'disk full'); end",
          )
      })
    const rings = () =>
      Promise.all([1, 2].map(() => runInDurableObject(room.stub, (instance) => instance.alarm())))
    await full(false)
    ana.type(0, noise(90_000))
    await ana.heard()
    for (let ring = 0; ring < 6; ring++) await rings()
    await evictDurableObject(room.stub, { webSockets: 'close' })
    expect(await room.stub.text()).toBe(ana.text)
    await full(true)
    await rings()
    const { heads } = await runInDurableObject(room.stub, (_, { storage }) =>
      storage.sql.exec<{ heads: number }>('select count(*) as heads from head').one(),
    )
    expect(heads).toBe(2)
    await evictDurableObject(room.stub)
    expect(await room.stub.text()).toBe(ana.text)
  })

  test('many edits become one snapshot and a short tail, and a reload equals what was live', async () => {
    const room = await openRoom('')
    const ana = await (await room.join('ana')).sync()
    // Each keystroke is told before the next, so each is a row of its own.
    let seed = 7
    for (let i = 0; i < 620; i++) {
      seed = (seed * 1103515245 + 12345) % 2 ** 31
      ana.type(seed % (i + 1), 'ab '[i % 3]!)
      await ana.heard()
    }
    const rows = await runInDurableObject(room.stub, (_, state) =>
      state.storage.sql
        .exec<{ heads: number; base: number; last: number; widest: number }>(
          'select (select count(*) from head) as heads, (select max(seq) from head) as base, (select max(seq) from log) as last, (select max(length(data)) from snap) as widest',
        )
        .one(),
    )
    expect(rows).toMatchObject({ heads: 2, base: 500, last: 620 })
    expect(rows.widest).toBeLessThanOrEqual(1_000_000)
    await evictDurableObject(room.stub, { webSockets: 'close' })
    expect(await room.stub.text()).toBe(ana.text)
  })

  test('a damaged snapshot falls back to the one before it and the updates since, and says so', async () => {
    const room = await openRoom('start ')
    const ana = await (await room.join('ana')).sync()
    ana.type(6, 'one ')
    await ana.heard()
    await runInDurableObject(room.stub, (instance) => instance.alarm())
    ana.type(10, noise(90_000))
    await ana.heard()
    ana.type(10, 'two ')
    await ana.heard()
    const text = ana.text
    await runInDurableObject(room.stub, (_, state) => {
      const { gen } = state.storage.sql
        .exec<{ gen: number }>('select max(gen) as gen from head')
        .one()
      expect(gen).toBeGreaterThan(1)
      state.storage.sql.exec(
        'update snap set data = zeroblob(length(data)) where gen = ? and part = 0',
        gen,
      )
    })
    await evictDurableObject(room.stub)
    expect(await room.stub.text()).toBe(text)
    const { damages } = await room.stub.history()
    expect(damages).toEqual([{ at: expect.any(Number), lost: false }])
    // Mended: the next load needs no older one.
    await evictDurableObject(room.stub)
    expect(await room.stub.text()).toBe(text)
  })

  test('a large document is snapshotted from an alarm, in parts below the value limit', async () => {
    const room = await openRoom('')
    const author = { id: 'k', name: 'K' }
    const texts = [noise(3_000_000), noise(3_000_000)] as const
    for (const text of texts) await room.stub.replace(text, author)
    expect(await runDurableObjectAlarm(room.stub)).toBe(true)
    const widest = await runInDurableObject(room.stub, (_, state) =>
      state.storage.sql
        .exec<{ snap: number; log: number }>(
          'select (select max(length(data)) from snap) as snap, (select max(length(data)) from log) as log',
        )
        .one(),
    )
    expect(widest).toEqual({ snap: 1_000_000, log: 1_000_000 })
    await evictDurableObject(room.stub)
    expect(await room.stub.text()).toBe(texts[1])
  })
})

describe('rights', () => {
  test('a reader reads, and leaves nothing behind whatever it says', async () => {
    const room = await openRoom('{}')
    const ana = await (await room.join('ana')).sync()
    const forge = {
      update: () => updateFrame(oneLetter()),
      'step 2': () => step2Frame(oneLetter()),
      'update of a deletion': () => {
        const copy = new Y.Doc()
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(ana.doc))
        const before = Y.encodeStateVector(copy)
        flowText(copy).delete(0, 1)
        return updateFrame(Y.encodeStateAsUpdate(copy, before))
      },
      'update with a gap': () => {
        const doc = new Y.Doc()
        flowText(doc).insert(0, 'a')
        const before = Y.encodeStateVector(doc)
        flowText(doc).insert(1, 'b')
        return updateFrame(Y.encodeStateAsUpdate(doc, before))
      },
    }
    for (const [name, frame] of Object.entries(forge)) {
      const rita = await (await room.join('rita', { write: false })).sync()
      expect(rita.text).toBe('{}')
      rita.say(frame())
      await rita.until(() => rita.closed !== null)
      expect([name, rita.closed?.code, typeof rita.denied]).toEqual([
        name,
        closeCode.notAllowed,
        'string',
      ])
    }
    await ana.heard()
    expect(ana.updates).toEqual([])
    expect(await room.stub.text()).toBe('{}')
  })

  test('a reader that says back what it was told stays: stock clients do after every deletion', async () => {
    const room = await openRoom('{abc}')
    const ana = await (await room.join('ana')).sync()
    flowText(ana.doc).delete(1, 3)
    await ana.heard()
    const rita = await (await room.join('rita', { write: false })).sync()
    rita.say(step2Frame(Y.encodeStateAsUpdate(rita.doc)))
    rita.say(updateFrame(Y.encodeStateAsUpdate(rita.doc)))
    await rita.heard()
    expect(rita.closed).toBeNull()
  })

  test('rights survive sleep', async () => {
    const room = await openRoom('{}')
    const rita = await (await room.join('rita', { write: false })).sync()
    await evictDurableObject(room.stub)
    rita.say(updateFrame(oneLetter()))
    await rita.until(() => rita.closed !== null)
    expect(rita.closed?.code).toBe(closeCode.notAllowed)
    expect(await room.stub.text()).toBe('{}')
  })

  test('nobody can speak in the name of a client that belongs to somebody else', async () => {
    const room = await openRoom('')
    const ana = await (await room.join('ana')).sync()
    ana.type(0, 'a')
    await ana.heard()
    const mal = await (await room.join('mal')).sync()
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(ana.doc))
    forged.clientID = ana.doc.clientID
    const before = Y.encodeStateVector(forged)
    flowText(forged).insert(1, '!')
    await evictDurableObject(room.stub)
    mal.say(updateFrame(Y.encodeStateAsUpdate(forged, before)))
    await mal.until(() => mal.closed !== null)
    expect(mal.closed?.code).toBe(closeCode.notAllowed)
    ana.type(1, 'b')
    await ana.heard()
    expect(await room.stub.text()).toBe('ab')
  })

  test('a frozen room sends writers off, takes nothing more, and stays so', async () => {
    const room = await openRoom('{}')
    const ana = await (await room.join('ana')).sync()
    const rita = await (await room.join('rita', { write: false })).sync()
    ana.type(1, 'a')
    await ana.heard()
    expect(await room.stub.freeze()).toBe('{a}')
    await ana.until(() => ana.closed !== null)
    expect(ana.closed?.code).toBe(closeCode.rightsChanged)
    await evictDurableObject(room.stub)
    const again = await (await room.join('ana')).sync()
    again.say(updateFrame(oneLetter()))
    await again.until(() => again.closed !== null)
    expect(again.closed?.code).toBe(closeCode.notAllowed)
    const refused = await room.stub
      .replace('x', { id: 'k', name: 'K' })
      .catch((error: unknown) => refusalOf(error))
    expect(refused).toMatchObject({ kind: 'frozen' })
    await rita.heard()
    expect(rita.closed).toBeNull()
    await room.stub.thaw()
    await rita.until(() => rita.closed !== null)
    expect(rita.closed?.code).toBe(closeCode.rightsChanged)
    await room.stub.replace('y', { id: 'k', name: 'K' })
    expect(await room.stub.text()).toBe('y')
  })

  test('who does not answer is cut off all the same', async () => {
    const room = await openRoom('{}')
    const mute = await (await room.join('mute', { deaf: true })).sync()
    await room.stub.revoke('all')
    await mute.until(() => mute.closed !== null)
    expect(mute.closed?.code).toBe(closeCode.rightsChanged)
  })

  test('taking rights away cuts that person’s sockets and no other; removing the room cuts all', async () => {
    const room = await openRoom('{}')
    const ana = await (await room.join('ana')).sync()
    const two = await (await room.join('ana')).sync()
    const ben = await (await room.join('ben')).sync()
    await room.stub.revoke({ actorId: 'ana' })
    await ana.until(() => ana.closed !== null)
    await two.until(() => two.closed !== null)
    expect([ana.closed?.code, two.closed?.code]).toEqual([1012, 1012])
    await ben.heard()
    expect(ben.closed).toBeNull()
    await room.stub.destroy()
    await ben.until(() => ben.closed !== null)
    expect(ben.closed?.code).toBe(closeCode.noSuchFlow)
    expect(await room.stub.exists()).toBe(false)
  })
})

describe('hostile frames', () => {
  const good = oneLetter()
  const frames: Record<string, Uint8Array | string> = {
    empty: new Uint8Array(),
    'a number without end': new Uint8Array(12).fill(0xff),
    'no sync kind': Uint8Array.of(0),
    'a wrong sync kind': Uint8Array.of(0, 77, 1, 0),
    'a broken state vector': Uint8Array.of(0, 0, 5, 0xff, 0xff, 0xff, 0xff, 0xff),
    'a length that lies': Uint8Array.of(0, 2, 0xff, 0xff, 0xff, 0x7f, 1, 2),
    'a truncated update': updateFrame(good.slice(0, good.length - 2)),
    'a huge count': updateFrame(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1)),
    'another root': updateFrame(updateThat((doc) => doc.getMap('flow').set('a', 1))),
    'a map in place of the text': updateFrame(updateThat((doc) => doc.getMap('json').set('a', 1))),
    'an unknown message': Uint8Array.of(99, 1, 2, 3),
    'an auth message': Uint8Array.of(2, 0, 3, 97, 98, 99),
    'truncated presence': Uint8Array.of(1, 5, 200),
    'presence that is no JSON': Uint8Array.of(1, 6, 1, 9, 1, 2, 123, 34),
    'presence of many': Uint8Array.of(1, 5, 0xff, 0xff, 0xff, 0xff, 0x07),
    'zeros for a megabyte': new Uint8Array(1 << 20),
    text: 'hello',
    'an update above 1 MB': updateFrame(
      updateThat((doc) => flowText(doc).insert(0, 'x'.repeat(limits.frameBytes))),
    ),
  }

  test.each(Object.entries(frames))('%s closes its sender and nobody else', async (name, frame) => {
    const room = await openRoom('{}')
    const mal = await (await room.join('mal')).sync()
    const ana = await (await room.join('ana')).sync()
    mal.say(frame)
    await mal.until(() => mal.closed !== null)
    expect(mal.closed?.code).toBe(
      name === 'an update above 1 MB' ? closeCode.tooLarge : closeCode.malformed,
    )
    ana.type(1, 'a')
    await ana.heard()
    expect(ana.closed).toBeNull()
    expect(await room.stub.text()).toBe('{a}')
  })

  test('changes built in a circle are taken for what they are: nothing', async () => {
    const room = await openRoom('')
    const mal = await (await room.join('mal')).sync()
    const ana = await (await room.join('ana')).sync()
    // Client 5 builds on client 6 and the other way round: both "there", neither can ever be placed.
    mal.say(
      updateFrame(Uint8Array.of(2, 1, 6, 0, 0x84, 5, 0, 1, 120, 1, 5, 0, 0x84, 6, 0, 1, 121, 0)),
    )
    await mal.heard()
    ana.type(0, 'a')
    await mal.until(() => mal.text === 'a')
    await evictDurableObject(room.stub)
    expect(await room.stub.text()).toBe('a')
  })

  test('more changes without their beginning than a room keeps: told to connect again', async () => {
    const room = await openRoom('')
    const mal = await (await room.join('mal')).sync()
    const author = new Y.Doc()
    const made: Uint8Array[] = []
    author.on('update', (update: Uint8Array) => made.push(update))
    for (let i = 0; i <= limits.heldUpdates + 1; i++) flowText(author).insert(i, 'a')
    await mal.heard()
    for (const update of made.slice(1)) mal.say(updateFrame(update))
    await mal.until(() => mal.closed !== null)
    expect(mal.closed?.code).toBe(closeCode.tryLater)
    expect(await room.stub.text()).toBe('')
  })
})

describe('presence', () => {
  test('the server says who somebody is, whatever they claim', async () => {
    const room = await openRoom()
    const ana = await (await room.join('ana')).sync()
    const rita = await (await room.join('rita', { write: false })).sync()
    rita.present(7, 1, {
      user: { name: 'Ana', id: 'ana', readOnly: false },
      cursor: { anchor: 1, head: 2 },
    })
    await ana.until(() => ana.presence.length > 0)
    expect(JSON.parse(ana.presence[0]!.json)).toEqual({
      cursor: { anchor: 1, head: 2 },
      user: {
        id: 'rita',
        name: 'rita',
        color: colorOf('rita'),
        colorLight: `${colorOf('rita')}33`,
        readOnly: true,
        kind: 'user',
      },
    })
  })

  test('nobody can move or remove somebody else’s cursor', async () => {
    const room = await openRoom()
    const ana = await (await room.join('ana')).sync()
    const mal = await (await room.join('mal')).sync()
    const ben = await (await room.join('ben')).sync()
    ana.present(7, 1, { cursor: 1 })
    await ben.until(() => ben.presence.length === 1)
    mal.present(7, 9, { cursor: 99 })
    mal.present(7, 9, null)
    mal.present(8, 1, { cursor: 2 })
    await ben.until(() => ben.presence.some(({ id }) => id === 8))
    expect(ben.presence.filter(({ id }) => id === 7)).toHaveLength(1)
  })

  test('each departure is told once, with or without a goodbye, awake or asleep', async () => {
    const room = await openRoom()
    const ana = await (await room.join('ana')).sync()
    const ben = await (await room.join('ben')).sync()
    const cem = await (await room.join('cem')).sync()
    ben.present(20, 3, { cursor: 1 })
    cem.present(30, 5, { cursor: 1 })
    await ana.until(() => ana.presence.length === 2)
    ben.present(20, 3, null)
    ben.leave()
    await ana.until(() => ana.presence.length === 3)
    await evictDurableObject(room.stub)
    cem.leave()
    await ana.until(() => ana.presence.length === 4)
    await ana.heard()
    ana.present(10, 1, {})
    await ana.until(() => ana.presence.some(({ id }) => id === 10))
    expect(
      ana.presence.filter(({ json }) => json === 'null').map(({ id, clock }) => [id, clock]),
    ).toEqual([
      [20, 3],
      [30, 5],
    ])
  })

  test('a stock client hears its own presence, or it would hang up; ours does not', async () => {
    const room = await openRoom()
    const ana = await (await room.join('ana')).sync()
    const ours = await (await room.join('ours', { ack: true })).sync()
    ours.present(8, 1, {})
    await ana.until(() => ana.presence.length === 1)
    ana.present(7, 1, {})
    await ana.until(() => ana.presence.length === 2)
    await ours.until(() => ours.presence.length > 0)
    expect(ana.presence.map(({ id }) => id)).toEqual([8, 7])
    expect(ours.presence.map(({ id }) => id)).toEqual([7])
  })

  test('what a stock client echoes about somebody who just left brings nobody back', async () => {
    const room = await openRoom()
    const ana = await (await room.join('ana')).sync()
    const ben = await (await room.join('ben')).sync()
    ben.present(20, 3, { cursor: 1 })
    await ana.until(() => ana.presence.length === 1)
    ben.leave()
    await ana.until(() => ana.presence.length === 2)
    const { id, clock, json } = ana.presence[0]!
    ana.present(id, clock, JSON.parse(json))
    ana.present(10, 1, {})
    await ana.until(() => ana.presence.some((entry) => entry.id === 10))
    const late = await (await room.join('late')).sync()
    expect(late.presence.map((entry) => entry.id)).toEqual([10])
  })

  test('presence survives sleep: a newcomer is told of everybody', async () => {
    const room = await openRoom()
    const ana = await (await room.join('ana')).sync()
    ana.present(7, 1, { cursor: 'here' })
    await ana.until(() => ana.presence.length === 1)
    await evictDurableObject(room.stub)
    const ben = await (await room.join('ben')).sync()
    expect(ben.presence).toHaveLength(1)
    expect(JSON.parse(ben.presence[0]!.json)).toMatchObject({ cursor: 'here', user: { id: 'ana' } })
  })

  test.each([
    ['a state above 1 KB', [[1, { note: 'x'.repeat(2000) }]]],
    ['a state that is no object', [[1, 'x']]],
    [
      'a fifth client on one socket',
      [
        [1, {}],
        [2, {}],
        [3, {}],
        [4, {}],
        [5, {}],
      ],
    ],
  ] as [string, [number, unknown][]][])('%s closes its sender', async (_name, states) => {
    const room = await openRoom()
    const mal = await (await room.join('mal')).sync()
    for (const [id, state] of states) mal.present(id, 1, state)
    await mal.until(() => mal.closed !== null)
    expect(mal.closed?.code).toBe(closeCode.malformed)
  })

  test('people are counted once each, and the workspace is told when they change', async () => {
    const room = await openRoom()
    const feed = env.FEEDS.get(env.FEEDS.idFromName(room.workspaceId))
    const told = async () =>
      ((await feed.everyone(room.workspaceId))[room.publicId] ?? []).map(({ id }) => id)
    const ana = await (await room.join('ana')).sync()
    await room.join('ana')
    await room.join('rita', { write: false })
    expect((await room.stub.people()).map(({ id, readOnly }) => [id, readOnly])).toEqual([
      ['ana', false],
      ['rita', true],
    ])
    await expect.poll(told).toEqual(['ana', 'rita'])
    await room.stub.revoke({ actorId: 'rita' })
    await expect.poll(told).toEqual(['ana'])
    expect(ana.closed).toBeNull()
  })
})

describe('at rest', () => {
  test('an idle room with people in it holds no timer and no alarm, and sleeps', async () => {
    const room = await openRoom()
    const live = new Set<unknown>()
    let used = 0
    const real = { setTimeout, clearTimeout, setInterval }
    globalThis.setTimeout = ((
      run: (...args: unknown[]) => void,
      ms?: number,
      ...args: unknown[]
    ) => {
      const timer: unknown = real.setTimeout(() => {
        live.delete(timer)
        run(...args)
      }, ms)
      live.add(timer)
      used++
      return timer
    }) as typeof setTimeout
    globalThis.clearTimeout = ((timer: Parameters<typeof clearTimeout>[0]) => {
      live.delete(timer)
      real.clearTimeout(timer)
    }) as typeof clearTimeout
    globalThis.setInterval = (() => {
      throw new Error('a room must not tick')
    }) as unknown as typeof setInterval
    try {
      const ana = await (await room.join('ana')).sync()
      const ben = await (await room.join('ben')).sync()
      for (let i = 0; i < 20; i++) ana.type(0, 'x')
      ana.present(1, 1, { cursor: 1 })
      ana.present(1, 2, { cursor: 2 })
      await ben.until(() => ben.text.length === 22 && ben.presence.at(-1)?.clock === 2)
      expect(used).toBeGreaterThan(0)
      expect([...live]).toEqual([])
    } finally {
      Object.assign(globalThis, real)
    }
    expect(await runInDurableObject(room.stub, (_, state) => state.storage.getAlarm())).toBeNull()
  })

  test('a heartbeat is answered without waking the room', async () => {
    const room = await openRoom()
    const ana = await (await room.join('ana')).sync()
    await evictDurableObject(room.stub)
    const answer = new Promise((resolve) => {
      ana.socket.addEventListener('message', ({ data }) => resolve(data))
    })
    ana.say('ping')
    expect(await answer).toBe('pong')
    const answeredByRuntime = await runInDurableObject(
      room.stub,
      (_, state) => state.getWebSocketAutoResponseTimestamp(state.getWebSockets()[0]!) !== null,
    )
    expect(answeredByRuntime).toBe(true)
  })
})

test('a reader that stops reading is dropped to come back, and nobody else notices', async () => {
  const room = await openRoom('')
  const deaf = await (await room.join('deaf', { deaf: true })).sync()
  const ana = await (await room.join('ana')).sync()
  for (let i = 0; deaf.closed === null && i < 100; i++) {
    await room.stub.replace(String(i % 10).repeat(1_000_000), { id: 'k', name: 'K' })
    await ana.heard()
  }
  expect(deaf.closed).toMatchObject({ code: closeCode.tryLater, reason: 'reading too slowly' })
  expect(ana.closed).toBeNull()
  expect(ana.text).toBe(await room.stub.text())
})

test('socket 301 is told that the room is full', async () => {
  const room = await openRoom()
  for (let i = 0; i < limits.sockets; i++) await room.join(`p${i}`)
  const late = await room.join('late')
  await late.until(() => late.closed !== null)
  expect(late.closed?.code).toBe(closeCode.tryLater)
})
