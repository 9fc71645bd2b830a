/** What people had seen and is gone after kill -9, and how long a keystroke takes to be safe. */
import * as Y from 'yjs'
import { flowText } from '../../../shared/collab/doc.ts'
import { updateFrame } from '../../../shared/collab/frames.ts'
import { ackQuery, syncKind } from '../../../shared/collab/wire.ts'
import { percentile, type Row } from '../../report.ts'
import { Connection } from '../load/connection.ts'
import { type Name, names, type Server } from '../servers/servers.ts'

const kills = 3
/** Typed before each kill: long enough that most servers would have saved by their own clock if they saved at once. */
const typedMs = 1500
const keystrokes = 300

export async function losses(servers: Map<Name, Server>): Promise<Row[]> {
  const lost = async (name: Name): Promise<number> => {
    let sum = 0
    for (let kill = 0; kill < kills; kill++)
      sum += await lostByKill(servers.get(name)!, `kill-${kill}`)
    return sum
  }
  const rows: Row[] = []
  const ours = await lost('room')
  rows.push({
    what: `keystrokes seen by a peer and lost, ${kills} × kill -9`,
    ours,
    unit: 'keystrokes',
    budget: { atMost: 0 },
  })
  for (const name of ['party', 'websocket'] as const) {
    if (servers.has(name))
      rows.push({
        what: `the same on ${names[name]}`,
        ours: await lost(name),
        unit: 'keystrokes',
      })
  }
  return [...rows, ...(await timeToSafety(servers.get('room')!))]
}

/** One person types, another sees; the server dies; how much of what was seen does a newcomer not find? */
async function lostByKill(server: Server, room: string): Promise<number> {
  let seen = 0
  const writer = new Y.Doc()
  await Connection.open(server.address(room), true, {
    update: (update) => {
      seen = Math.max(seen, Y.parseUpdateMeta(update).to.get(writer.clientID) ?? 0)
    },
  })
  const connection = await Connection.open(server.address(room), true)
  writer.on('update', (update: Uint8Array) => {
    if (!connection.closed) connection.send(updateFrame(update))
  })
  const start = performance.now()
  while (performance.now() - start < typedMs) {
    flowText(writer).insert(0, 'x')
    await new Promise((done) => setTimeout(done, 10))
  }
  await server.kill()
  await server.start()
  let kept = 0
  const newcomer = await Connection.open(server.address(room), true, {
    update: (update, kind) => {
      if (kind === syncKind.step2) kept = Y.parseUpdateMeta(update).to.get(writer.clientID) ?? 0
    },
  })
  newcomer.leave()
  return Math.max(0, seen - kept)
}

async function timeToSafety(server: Server): Promise<Row[]> {
  const took: number[] = []
  let sentAt = 0
  let acknowledged = () => {}
  const doc = new Y.Doc()
  const connection = await Connection.open(
    `${server.address('safety')}?${ackQuery.name}=${ackQuery.value}`,
    true,
    { acknowledged: () => acknowledged() },
  )
  doc.on('update', (update: Uint8Array) => connection.send(updateFrame(update)))
  for (let key = 0; key < keystrokes; key++) {
    const safe = new Promise<void>((done) => {
      acknowledged = done
    })
    sentAt = performance.now()
    flowText(doc).insert(key, 'x')
    await safe
    took.push(performance.now() - sentAt)
    await new Promise((done) => setTimeout(done, 10))
  }
  connection.leave()
  return [0.5, 0.99].map((share) => ({
    what: `keystroke to durable acknowledgement, p${share * 100}`,
    ours: percentile(took, share),
    unit: 'ms',
  }))
}
