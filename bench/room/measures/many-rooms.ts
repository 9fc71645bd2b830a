/** A thousand rooms with two people each: what one of them keeps in memory. */
import type { Row } from '../../report.ts'
import { Connection } from '../load/connection.ts'
import { type Name, names, type Server } from '../servers/servers.ts'

const rooms = 1000
const together = 20

export async function manyRooms(servers: Map<Name, Server>): Promise<Row[]> {
  const ours = await kilobytesARoom(servers.get('room')!)
  if (Number.isNaN(ours)) return []
  const beside = async (name: Name, atMost?: number): Promise<Row> => ({
    what: `memory of one room among ${rooms.toLocaleString('en')}, two people each`,
    against: names[name],
    ours,
    reference: await kilobytesARoom(servers.get(name)!),
    unit: 'KB',
    ...(atMost === undefined ? {} : { budget: { atMost } }),
  })
  return [await beside('relay', 1.1), await beside('storing-relay')]
}

/** On a process of its own: what an earlier load had it take is not given back. */
async function kilobytesARoom(server: Server): Promise<number> {
  await server.kill()
  await server.start()
  const memory = () => server.usage()?.memory ?? Number.NaN
  const connections: Connection[] = []
  const join = async (room: number) => {
    for (let person = 0; person < 2; person++)
      connections.push(await Connection.open(server.address(`many-${room}`), server.speaks))
  }
  // The first rooms bring the code with them.
  for (let room = 0; room < together; room++) await join(room)
  const before = memory()
  for (let room = together; room < rooms + together; room += together)
    await Promise.all(Array.from({ length: together }, (_, i) => join(room + i)))
  await new Promise((done) => setTimeout(done, 3000))
  const after = memory()
  for (const connection of connections) connection.leave()
  return (after - before) / rooms / 1024
}
