/** A history of 100,000 keystrokes: taking it in, what it costs on disk, and joining it before and after a restart. */
import { percentile, type Row } from '../../report.ts'
import { historyOf } from '../load/history.ts'
import { fill, type Joined, join, storm } from '../load/joining.ts'
import { type Name, names, type Server } from '../servers/servers.ts'
import { inTurns } from '../turns.ts'

const edits = 100_000
const joins = 5
const clients = 200
/** y-partyserver saves two to ten seconds after the last edit. */
const settleMs = 12_000

type Sample = { fills: number[]; hot: Joined[]; cold: Joined[]; storms: number[] }

export async function longHistory(servers: Map<Name, Server>): Promise<Row[]> {
  const history = historyOf(edits)
  const short = historyOf(10_000)
  const compared = (['room', 'party', 'websocket'] as const).filter((name) => servers.has(name))
  const samples = new Map<Name, Sample>()
  for (const name of compared) samples.set(name, { fills: [], hot: [], cold: [], storms: [] })
  const room = servers.get('room')!
  const before = { written: room.usage()?.written ?? Number.NaN, stored: room.storedBytes() }
  // Three times, since code that has just been loaded is slow at first.
  await inTurns(compared, 3, async (name) => {
    const { fills } = samples.get(name)!
    fills.push(await fill(servers.get(name)!, `history-${fills.length}`, history))
  })
  await inTurns(compared, joins, async (name) => {
    samples.get(name)!.hot.push(await join(servers.get(name)!, 'history-0', history))
  })
  for (const name of compared) {
    await fill(servers.get(name)!, 'storm', short)
    // Code that has just been loaded is slow in every server.
    await storm(servers.get(name)!, 'storm', clients, short.state.length)
  }
  await inTurns(compared, 4, async (name) => {
    samples
      .get(name)!
      .storms.push(await storm(servers.get(name)!, 'storm', clients, short.state.length))
  })
  await new Promise((done) => setTimeout(done, settleMs))
  const written = (room.usage()?.written ?? Number.NaN) - before.written
  const stored = room.storedBytes() - before.stored
  const lasting = compared.filter((name) => name !== 'websocket')
  await inTurns(lasting, joins, async (name) => {
    const server = servers.get(name)!
    await server.kill()
    await server.start()
    samples.get(name)!.cold.push(await join(server, 'history-0', history))
  })
  const of = (name: Name) => samples.get(name)
  const ours = of('room')!
  const median = (joined: Joined[]) =>
    percentile(
      joined.map(({ ms }) => ms),
      0.5,
    )
  const rows: Row[] = [
    {
      what: 'joins told that this is all before it was',
      ours: [...ours.hot, ...ours.cold].filter(({ early }) => early).length,
      unit: 'joins',
      budget: { atMost: 0 },
    },
    {
      what: `bytes written for ${edits.toLocaleString('en')} edits, beside their log`,
      against: 'log of the edits',
      ours: written,
      // Three rooms were filled, and a short one for the storm.
      reference: history.logBytes * 3 + short.logBytes,
      unit: 'bytes',
      budget: { atMost: 2 },
    },
    {
      what: `bytes stored after ${edits.toLocaleString('en')} edits`,
      against: 'encoded state',
      ours: stored,
      reference: history.state.length * 3 + short.state.length,
      unit: 'bytes',
      budget: { atMost: 1.2 },
    },
    {
      what: `${clients} joins at once, worst round beside the best`,
      against: 'best round',
      ours: Math.max(...ours.storms),
      reference: Math.min(...ours.storms),
      unit: 'ms',
      budget: { atMost: 1.3 },
    },
  ]
  const party = of('party')
  if (party) {
    const beside = (what: string, figure: (of: Sample) => number, atMost: number): Row => ({
      what,
      against: names.party,
      ours: figure(ours),
      reference: figure(party),
      unit: 'ms',
      budget: { atMost },
    })
    rows.unshift(
      beside(`cold join, ${edits.toLocaleString('en')} edits`, ({ cold }) => median(cold), 0.6),
      beside(`hot join, ${edits.toLocaleString('en')} edits`, ({ hot }) => median(hot), 0.8),
      beside(
        `${clients} joins at once, ${Math.round(short.state.length / 1000)} KB`,
        ({ storms }) => percentile(storms, 0.5),
        0.6,
      ),
    )
  }
  const websocket = of('websocket')
  if (websocket)
    rows.unshift({
      what: `taking in ${edits.toLocaleString('en')} edits, one frame each`,
      against: `${names.websocket}, in memory`,
      ours: (edits * 1000) / Math.min(...ours.fills),
      reference: (edits * 1000) / Math.min(...websocket.fills),
      unit: 'edits/s',
      budget: { atLeast: 1 },
    })
  return rows
}
