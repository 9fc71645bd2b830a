/** One writer in a quiet room: how long a keystroke takes to reach every reader, and how many a burst delivers a second. */
import { percentile, type Row } from '../../report.ts'
import { Crowd } from '../load/crowd.ts'
import { type Name, names, type Server } from '../servers/servers.ts'
import { inTurns } from '../turns.ts'

const rounds = 6
const keystrokesARound = 40
/** Before anything counts: until then the runtime has not compiled what runs most. */
const warmUpKeystrokes = 300
/** Between keystrokes: a fast typist, and long enough for a room to be silent in between. */
const pauseMs = 20
const burstKeystrokes = 2000

export async function fanOut(servers: Map<Name, Server>): Promise<Row[]> {
  const rows: Row[] = []
  for (const readers of [10, 50, 200]) {
    const samples = new Map<Name, number[]>()
    const bursts = new Map<Name, number[]>()
    const crowds = new Map<Name, Crowd>()
    for (const name of ['room', 'storing-relay', 'relay'] as const) {
      const crowd = await Crowd.join(servers.get(name)!, `fan-out-${readers}`, {
        writers: 1,
        readers,
      })
      crowds.set(name, crowd)
      samples.set(name, [])
      bursts.set(name, [])
      // Compiled code and warm sockets for all alike.
      await crowd.typeInTurn(warmUpKeystrokes, 2)
    }
    await inTurns([...crowds], rounds, async ([name, crowd]) => {
      samples.get(name)!.push(...(await crowd.typeInTurn(keystrokesARound, pauseMs)))
    })
    if (readers === 50)
      await inTurns([...crowds], 3, async ([name, crowd]) => {
        bursts.get(name)!.push(await crowd.burst(burstKeystrokes))
      })
    for (const crowd of crowds.values()) crowd.leave()
    const latency = (against: Name, share: number, atMost?: number): Row => ({
      what: `1 writer, ${readers} readers, p${share * 100}`,
      against: names[against],
      ours: percentile(samples.get('room')!, share),
      reference: percentile(samples.get(against)!, share),
      unit: 'ms',
      ...(atMost === undefined ? {} : { budget: { atMost } }),
    })
    rows.push(latency('storing-relay', 0.5, 1.1), latency('storing-relay', 0.99, 1.5))
    if (readers !== 50) continue
    rows.push(latency('relay', 0.5), latency('relay', 0.99), {
      what: `burst of ${burstKeystrokes.toLocaleString('en')} keystrokes to ${readers} readers`,
      against: names.relay,
      ours: percentile(bursts.get('room')!, 0.5),
      reference: percentile(bursts.get('relay')!, 0.5),
      unit: 'deliveries/s',
      budget: { atLeast: 8 },
    })
  }
  return rows
}
