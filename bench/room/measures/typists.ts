/** Many people typing into one room at once: latency, processor time, and rows written. */
import { percentile, type Row } from '../../report.ts'
import { Crowd } from '../load/crowd.ts'
import { type Name, names, type Server } from '../servers/servers.ts'
import { inTurns } from '../turns.ts'

const rounds = 3
const seconds = 4
const keysPerSecond = 10

type Sample = { latencies: number[]; cpu: number; keys: number; rows: number }

export async function typists(servers: Map<Name, Server>): Promise<Row[]> {
  const compared = (['room', 'relay', 'storing-relay', 'party'] as const).filter((name) =>
    servers.has(name),
  )
  const rows: Row[] = []
  for (const writers of [1, 10, 50]) {
    const samples = new Map<Name, Sample>()
    const crowds = new Map<Name, Crowd>()
    for (const name of compared) {
      // A lone typist has somebody to type to.
      const crowd = await Crowd.join(servers.get(name)!, `typists-${writers}`, {
        writers,
        readers: writers === 1 ? 1 : 0,
      })
      crowds.set(name, crowd)
      samples.set(name, { latencies: [], cpu: 0, keys: 0, rows: 0 })
      await crowd.typeTogether(keysPerSecond, 1)
    }
    await inTurns([...crowds], rounds, async ([name, crowd]) => {
      const server = servers.get(name)!
      const sample = samples.get(name)!
      const [cpu, logged] = [server.usage()?.cpu ?? Number.NaN, server.loggedRows()]
      sample.latencies.push(...(await crowd.typeTogether(keysPerSecond, seconds)))
      sample.cpu += (server.usage()?.cpu ?? Number.NaN) - cpu
      sample.keys += writers * keysPerSecond * seconds
      sample.rows += server.loggedRows() - logged
    })
    for (const crowd of crowds.values()) crowd.leave()
    rows.push(...rowsOf(writers, samples))
  }
  return rows
}

function rowsOf(writers: number, samples: Map<Name, Sample>): Row[] {
  const room = samples.get('room')!
  const latency = (against: Name, share: number, atMost?: number): Row[] => {
    const other = samples.get(against)
    if (!other) return []
    return [
      {
        what: `${writers} writers × ${keysPerSecond} keys a second, p${share * 100}`,
        against: names[against],
        ours: percentile(room.latencies, share),
        reference: percentile(other.latencies, share),
        unit: 'ms',
        ...(atMost === undefined ? {} : { budget: { atMost } }),
      },
    ]
  }
  const cpu = (against: Name, atMost?: number): Row => {
    const perDelivery = ({ cpu, latencies }: Sample) => (cpu * 1000) / latencies.length
    return {
      what: `${writers} writers, processor time a delivery`,
      against: names[against],
      ours: perDelivery(room),
      reference: perDelivery(samples.get(against)!),
      unit: 'µs',
      ...(atMost === undefined ? {} : { budget: { atMost } }),
    }
  }
  const perThousand = ({ rows, keys }: Sample) => (rows * 1000) / keys
  const written: Row = {
    what: `${writers} writer${writers === 1 ? '' : 's'}, rows written a 1,000 keystrokes`,
    ours: perThousand(room),
    unit: 'rows',
    budget: { atMost: writers === 50 ? 130 : 1000 },
  }
  if (writers === 1) return [written]
  if (writers === 10)
    return [
      ...latency('relay', 0.5, 1.4),
      ...latency('storing-relay', 0.5),
      ...latency('party', 0.99),
    ]
  return [
    ...latency('party', 0.99, 0.35),
    ...latency('relay', 0.5),
    ...latency('relay', 0.99),
    cpu('relay', 0.5),
    written,
  ]
}
