/** `npm run bench -- room`: our room beside bare relays and the two best-known servers, interleaved in one run. */
import type { Row } from '../report.ts'
import { fanOut } from './measures/fan-out.ts'
import { longHistory } from './measures/history.ts'
import { losses } from './measures/losses.ts'
import { manyRooms } from './measures/many-rooms.ts'
import { typists } from './measures/typists.ts'
import { type Name, names, type Server, startServers } from './servers/servers.ts'

const measures: ((servers: Map<Name, Server>) => Promise<Row[]>)[] = [
  fanOut,
  typists,
  longHistory,
  losses,
  manyRooms,
]

export async function roomBench(): Promise<Row[]> {
  const servers = await startServers(Object.keys(names) as Name[])
  try {
    const rows: Row[] = []
    for (const measure of measures) {
      console.log(`  ${measure.name}…`)
      rows.push(...(await measure(servers)))
    }
    return rows
  } finally {
    for (const server of servers.values()) await server.stop()
  }
}
