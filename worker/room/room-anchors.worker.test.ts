/** Comments stay at what they are on, in the room that sees every change. */
import { evictDurableObject } from 'cloudflare:test'
import { env as bindings } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { anchorAt, offsetsOf } from '../../shared/collab/anchors.ts'
import { flowText } from '../../shared/collab/doc.ts'
import { intentFrame } from '../../shared/collab/frames.ts'
import { writeEdits } from '../../shared/collab/moves.ts'
import { applyIntent, type Intent } from '../../shared/flow/edit/index.ts'
import type { Env } from '../env.ts'
import { type ToyPeer, toyRoom } from './toy-peer.ts'

const env = bindings as unknown as Env

const flow = JSON.stringify(
  {
    version: '7.3',
    screens: ['ASK', 'END'].map((id) => ({
      id,
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextBody', text: 'Hello' },
          { type: 'TextInput', name: `city_${id.toLowerCase()}`, label: 'City' },
          { type: 'TextBody', text: 'Hello' },
        ],
      },
    })),
  },
  null,
  2,
)
const city = 'screens[0].layout.children[1]'
const thread = 'a-thread'

async function commented() {
  const room = toyRoom(env.ROOMS)
  await room.stub.create(flow)
  const ana = await (await room.join('ana', { ack: true })).sync()
  const ben = await (await room.join('ben', { ack: true })).sync()
  const anchor = anchorAt(flowText(ben.doc), city)!
  await room.stub.holdAll([{ thread, anchor, isHere: true }])
  await ana.until(() => ana.comments.length > 0)
  return { room, ana, ben }
}

/** Carries out an intent as the editor does. */
function intend(peer: ToyPeer, intent: Intent): void {
  const applied = applyIntent(peer.text, intent)
  if (!applied.ok) throw new Error(applied.error.message)
  const { edits, moved } = applied.value
  const updates: Uint8Array[] = []
  peer.doc.once('update', (update: Uint8Array) => updates.push(update))
  const moves = peer.doc.transact(() => writeEdits(flowText(peer.doc), edits, moved), peer)
  peer.say(intentFrame({ client: peer.doc.clientID, moves }, updates[0]!))
}

/** What a peer sees the thread at: the text from where it stands. */
function seenBy(peer: ToyPeer): string | null {
  const place = peer.comments.findLast(({ places }) => places?.[thread])!.places![thread]!
  if (place.gone) return null
  const [from, to] = offsetsOf(flowText(peer.doc), [place.start, place.end])
  return from == null || to == null ? 'nowhere' : peer.text.slice(from, to + 1)
}

test('a comment follows its component to another screen, for everybody and over a restart', async () => {
  const { room, ana, ben } = await commented()
  intend(ana, { kind: 'rename-field', screen: 'ASK', name: 'city_ask', to: 'town' })
  intend(ana, {
    kind: 'move-component',
    path: city,
    list: 'screens[1].layout.children',
    index: 0,
  })
  for (const peer of [ana, ben]) await peer.until(() => peer.comments.length > 1)
  await ben.until(() => ben.text === ana.text)
  for (const peer of [ana, ben]) expect(seenBy(peer)).toContain('"town"')
  await evictDurableObject(room.stub, { webSockets: 'close' })
  const { [thread]: place } = await room.stub.places()
  expect(place).toMatchObject({ gone: false })
  const [at] = offsetsOf(flowText(ben.doc), [place!.start])
  expect(ben.text.slice(at!)).toMatch(/^\{\s*"type": "TextInput",\s*"name": "town"/)
})

test('deleted, it says what it was on; written again by an undo, it is on it again', async () => {
  const { ana, ben } = await commented()
  const before = ana.text
  intend(ana, { kind: 'delete-component', path: city })
  await ben.until(() => ben.comments.length > 1)
  const { places } = ben.comments.at(-1)!
  expect(places?.[thread]).toMatchObject({
    gone: true,
    was: { kind: 'TextInput', name: 'city_ask', label: 'City', screen: 'ASK' },
  })
  const at = before.indexOf('{', before.indexOf('"Hello"'))
  const removed = before.slice(at, before.indexOf('}', at) + 1)
  ana.type(ana.text.indexOf('{', ana.text.indexOf('"Hello"')), `${removed},\n          `)
  await ben.until(() => ben.comments.length > 2)
  await ben.until(() => ben.text === ana.text)
  expect(seenBy(ben)).toContain('"city_ask"')
})

test('an upload that leaves a neighbour out takes nothing along', async () => {
  const { room, ben } = await commented()
  const value = JSON.parse(flow)
  value.screens[0].layout.children.splice(0, 1)
  await room.stub.replace(JSON.stringify(value, null, 2), { id: 'api', name: 'api' })
  await ben.until(() => ben.text === JSON.stringify(value, null, 2))
  const { [thread]: place } = await room.stub.places()
  const [at] = offsetsOf(flowText(ben.doc), [place!.start])
  expect(place!.gone).toBe(false)
  expect(ben.text.slice(at!)).toMatch(/^\{\s*"type": "TextInput",\s*"name": "city_ask"/)
})

test('a room that begins as a copy has every comment where it stood, renamed or moved meanwhile', async () => {
  const { room, ana, ben } = await commented()
  intend(ana, { kind: 'rename-field', screen: 'ASK', name: 'city_ask', to: 'town' })
  intend(ana, {
    kind: 'move-component',
    path: city,
    list: 'screens[1].layout.children',
    index: 0,
  })
  await ben.until(() => ben.comments.length > 1)
  const next = toyRoom(env.ROOMS)
  await next.stub.create(await room.stub.text())
  await next.stub.carry(await room.stub.carried())
  const cleo = await (await next.join('cleo', { ack: true })).sync()
  const { [thread]: place } = await next.stub.places()
  const [at] = offsetsOf(flowText(cleo.doc), [place!.start])
  expect(cleo.text.slice(at!)).toMatch(/^\{\s*"type": "TextInput",\s*"name": "town"/)
})
