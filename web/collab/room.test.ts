/** A page's room tells the truth about its edits, and loses none of them to a crash of either side. */
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { UndoManager } from 'yjs'
import { syncKind } from '../../shared/collab/wire.ts'
import { createRoom, hasUnsaved, type Room } from './room.ts'
import { ScriptedRoom } from './scripted-room.ts'
import { openUnsent } from './unsent.ts'

let server: ScriptedRoom
let browser: IDBFactory
const rooms: Room[] = []

beforeEach(async () => {
  server = await new ScriptedRoom().open()
  browser = new IDBFactory()
})
afterEach(async () => {
  for (const room of rooms.splice(0)) room.destroy()
  await server.cut()
})

const open = (options: Partial<Parameters<typeof createRoom>[0]> = {}): Room => {
  const room = createRoom({
    publicId: '1234567890123456',
    url: server.url,
    unsent: openUnsent(browser),
    ...options,
  })
  rooms.push(room)
  return room
}
const until = (holds: () => boolean) =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 8000, interval: 5 })
const keptChanges = async () => (await openUnsent(browser)).load('1234567890123456', 'ana')

test('an edit is "saving" until the server says it is durable, and "saved" then; deletions too', async () => {
  server.generous = false
  const room = open()
  await until(() => room.synced() && !room.readOnly())
  server.acknowledge()
  for (const edit of [() => room.text.insert(0, 'hello'), () => room.text.delete(0, 2)]) {
    edit()
    expect(room.status()).toBe('saving')
    expect(hasUnsaved()).toBe(true)
    await until(() => server.text === room.text.toString())
    expect(room.status()).toBe('saving')
    server.acknowledge()
    await until(() => room.status() === 'saved')
  }
  expect(hasUnsaved()).toBe(false)
  await vi.waitFor(async () => expect(await keptChanges()).toEqual([]))
})

test('with the server gone edits are kept, and they arrive when it is back', async () => {
  const room = open()
  await until(() => room.synced())
  await server.cut()
  await until(() => room.status() === 'offline')
  room.text.insert(0, 'offline ')
  expect(room.status()).toBe('offline')
  expect(hasUnsaved()).toBe(true)
  await vi.waitFor(async () => expect(await keptChanges()).toHaveLength(1))
  await server.open()
  await until(() => room.status() === 'saved')
  expect(server.text).toBe('offline ')
  await vi.waitFor(async () => expect(await keptChanges()).toEqual([]))
})

test('what a crashed page could not save is sent by the next one, once', async () => {
  server.generous = false
  const crashed = open()
  await until(() => crashed.synced() && !crashed.readOnly())
  await server.cut()
  crashed.text.insert(0, 'precious')
  crashed.text.delete(0, 3)
  await vi.waitFor(async () => expect(await keptChanges()).toHaveLength(2))
  crashed.destroy()
  await server.open()
  server.generous = true
  const next = open()
  await until(() => next.synced() && server.text === 'cious')
  await until(() => next.status() === 'saved')
  await vi.waitFor(async () => expect(await keptChanges()).toEqual([]))
  const sent = server.received.length
  const third = open()
  await until(() => third.synced() && third.text.toString() === 'cious')
  await until(() => third.status() === 'saved')
  expect(server.received.length).toBe(sent)
})

test('changes the server already had, but whose acknowledgement was lost, do not stay "saving"', async () => {
  server.generous = false
  const crashed = open()
  await until(() => crashed.synced() && !crashed.readOnly())
  crashed.text.insert(0, 'x')
  await until(() => server.text === 'x')
  await vi.waitFor(async () => expect(await keptChanges()).toHaveLength(1))
  crashed.destroy()
  server.generous = true
  const next = open()
  await until(() => next.synced() && next.status() === 'saved')
  await vi.waitFor(async () => expect(await keptChanges()).toEqual([]))
  expect(server.text).toBe('x')
})

test('a reader sends nothing, and edits made before rights were lost are said to be unsaveable', async () => {
  const room = open()
  await until(() => room.synced())
  await server.cut()
  await until(() => room.status() === 'offline')
  room.text.insert(0, 'mine')
  server.person = { ...server.person, readOnly: true }
  await server.open()
  await until(() => room.status() === 'cannot-save')
  expect(room.readOnly()).toBe(true)
  expect(server.received).toEqual([])
  expect(room.closed()).toBeNull()
  server.person = { ...server.person, readOnly: false }
  server.closeAll(1012)
  await until(() => room.status() === 'saved')
  expect(server.text).toBe('mine')
})

test('a final close is told in words and not tried again', async () => {
  const room = open()
  await until(() => room.synced())
  server.closeAll(4404)
  await until(() => room.closed() !== null)
  expect(room.closed()).toEqual({ code: 4404, reason: 'This flow does not exist, or was deleted.' })
  expect(room.status()).toBe('cannot-save')
  expect(server.connections).toBe(1)
})

test('where the browser cannot keep edits, being offline with some is not called safe', async () => {
  const room = open({ unsent: Promise.reject(new Error('storage is blocked')) })
  await until(() => room.synced())
  await server.cut()
  await until(() => room.status() === 'offline')
  room.text.insert(0, 'x')
  expect(room.status()).toBe('cannot-save')
  await server.open()
  await until(() => room.status() === 'saved')
})

test('a connection that comes and goes: every edit arrives once, and the state is true throughout', async () => {
  const room = open()
  await until(() => room.synced() && !room.readOnly())
  let typed = ''
  for (let flap = 0; flap < 6; flap++) {
    for (const letter of `<${flap}>`) {
      room.text.insert(typed.length, letter)
      typed += letter
      await new Promise((done) => setTimeout(done, 5))
    }
    if (flap % 2 === 0) {
      await server.cut()
      await until(() => room.status() === 'offline')
    } else {
      await server.open()
      await until(() => room.status() === 'saved')
    }
  }
  expect(server.text).toBe(typed)
  expect(room.status()).toBe('saved')
}, 60_000)

test('two tabs that were offline for a day merge, and each undoes its own work alone', async () => {
  const tabs = [open(), open({ unsent: openUnsent(new IDBFactory()) })] as const
  for (const tab of tabs) await until(() => tab.synced() && !tab.readOnly())
  tabs[0].text.insert(0, 'start ')
  await until(() => tabs[1].text.toString() === 'start ')
  const undos = tabs.map(({ text }) => new UndoManager(text))
  await server.cut()
  for (const tab of tabs) await until(() => tab.status() !== 'saved')
  for (const [i, { text }] of tabs.entries()) {
    for (let word = 0; word < 200; word++) text.insert(text.length, `${'ab'[i]}${word} `)
    text.delete(0, 3)
  }
  await server.open()
  for (const tab of tabs) await until(() => tab.status() === 'saved')
  await until(() => tabs[0].text.toString() === tabs[1].text.toString())
  const merged = server.text
  expect(merged.startsWith('rt ')).toBe(true)
  for (let word = 0; word < 200; word++)
    for (const letter of 'ab') expect(merged.split(`${letter}${word} `)).toHaveLength(2)
  undos[0]?.undo()
  await until(() => tabs[0].status() === 'saved' && tabs[1].text.toString() === server.text)
  expect(server.text).not.toContain('a199 ')
  for (let word = 0; word < 200; word++) expect(server.text).toContain(`b${word} `)
}, 60_000)

test('a browser whose storage is full keeps edits in memory and says that they are not kept', async () => {
  const store = await openUnsent(browser)
  const full = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'))
  const room = open({ unsent: Promise.resolve({ ...store, add: full }) })
  await until(() => room.synced() && !room.readOnly())
  await server.cut()
  await until(() => room.status() === 'offline')
  room.text.insert(0, 'x')
  await until(() => room.status() === 'cannot-save')
  await server.open()
  await until(() => room.status() === 'saved')
  expect(server.text).toBe('x')
})

test('a paste too long for one update goes as a step 2', async () => {
  const room = open()
  await until(() => room.synced() && !room.readOnly())
  room.text.insert(0, 'x'.repeat(2_000_000))
  await until(() => room.status() === 'saved')
  expect(server.text.length).toBe(2_000_000)
  expect(server.received.map(({ kind }) => kind)).toEqual([syncKind.step2])
})

test('an intent goes out as one, says what it moved, and can be undone', async () => {
  const room = open()
  await until(() => room.synced() && !room.readOnly())
  room.text.insert(0, '[1,2]')
  await until(() => room.status() === 'saved')
  const undo = new UndoManager(room.text)
  room.intents.carryOut({
    edits: [
      { at: 1, remove: 0, insert: '2,' },
      { at: 2, remove: 2, insert: '' },
    ],
    moved: [{ at: 3, length: 1 }],
  })
  await until(() => room.status() === 'saved')
  expect(server.text).toBe('[2,1]')
  const client = room.doc.clientID
  expect(server.intents.slice(1)).toEqual([
    { client, moves: [{ from: { client, clock: 3, length: 1 }, to: { client, clock: 5 } }] },
  ])
  undo.undo()
  await until(() => server.text === '[1,2]')
  // What was pasted first, the intent, and its undoing.
  expect(server.intents).toHaveLength(3)
})

test('a share link’s ticket is fetched anew for every attempt', async () => {
  let tickets = 0
  const room = open({ ticket: async () => `t${++tickets}` })
  await until(() => room.synced())
  server.closeAll(1012)
  await until(() => server.connections === 2)
  await until(() => room.status() === 'saved')
  expect(tickets).toBe(2)
})

test('the server says who we are', async () => {
  const room = open()
  expect(room.readOnly()).toBe(true)
  await until(() => room.me() !== null)
  expect(room.me()).toEqual(server.person)
  expect(room.people()).toEqual([{ ...server.person, idle: false, screen: null }])
  room.lookAt('WELCOME')
  expect(room.people()).toMatchObject([{ screen: 'WELCOME' }])
})
