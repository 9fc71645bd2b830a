/** Joining a room as a newcomer, and filling one with a history. */
import * as Y from 'yjs'
import { flowText } from '../../../shared/collab/doc.ts'
import { step1Frame, updateFrame } from '../../../shared/collab/frames.ts'
import { syncKind } from '../../../shared/collab/wire.ts'
import type { Server } from '../servers/servers.ts'
import { Connection } from './connection.ts'
import type { History } from './history.ts'

export type Joined = {
  /** From connecting until the newcomer's document holds all of it. */
  ms: number
  /** Whether the server said that this was all before it was. */
  early: boolean
}

/** Joins with an empty document; rejects when the whole text does not come within ten seconds. */
export async function join(server: Server, room: string, { text }: History): Promise<Joined> {
  const doc = new Y.Doc()
  const start = performance.now()
  let early = false
  let isWhole = () => {}
  const whole = new Promise<void>((done) => {
    isWhole = done
  })
  const connection = await Connection.open(server.address(room), true, {
    update: (update, kind) => {
      Y.applyUpdate(doc, update)
      const has = flowText(doc).length === text.length
      if (kind === syncKind.step2 && !has) early = true
      if (has) isWhole()
    },
  })
  await within(10_000, whole)
  const ms = performance.now() - start
  const isEqual = flowText(doc).toString() === text
  connection.leave()
  if (!isEqual) throw new Error(`${server.name}: another text than was written`)
  return { ms, early }
}

/** Sends a history one frame an edit and waits until the server has answered for all of it. Milliseconds. */
export async function fill(server: Server, room: string, history: History): Promise<number> {
  let answered = () => {}
  const connection = await Connection.open(server.address(room), true, {
    update: (_, kind) => {
      if (kind === syncKind.step2) answered()
    },
  })
  const start = performance.now()
  for (const [i, update] of history.updates.entries()) {
    connection.send(updateFrame(update))
    if (i % 200 === 199) await connection.drained()
  }
  // Servers take frames in order, so the answer to this comes after all of them.
  const inOrder = new Promise<void>((done) => {
    answered = done
  })
  connection.send(step1Frame(Y.encodeStateVectorFromUpdate(history.state)))
  await within(120_000, inOrder)
  const ms = performance.now() - start
  connection.leave()
  return ms
}

/** Joins of many at once, each counted until the whole document has come. Milliseconds until the last has it. */
export async function storm(
  server: Server,
  room: string,
  clients: number,
  bytes: number,
): Promise<number> {
  const start = performance.now()
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      let received = 0
      const connection = await Connection.open(server.address(room), true, {
        update: (update) => {
          received += update.length
        },
      })
      if (received < bytes / 2) throw new Error(`${server.name}: joined without the document`)
      return connection
    }),
  )
  const ms = performance.now() - start
  for (const connection of connections) connection.leave()
  return ms
}

const within = <T>(ms: number, promise: Promise<T>): Promise<T> =>
  Promise.race([
    promise,
    new Promise<never>((_, refuse) => {
      setTimeout(() => refuse(new Error(`nothing came within ${ms} ms`)), ms).unref()
    }),
  ])
