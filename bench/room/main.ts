/** `npm run bench -- room`: our room against relays that only pass frames on, interleaved in one runtime. */
import { percentile, type Row } from '../report.ts'
import { Crowd } from './crowd.ts'
import { startRuntime } from './runtime.ts'

const readers = 50
const rounds = 8
const keystrokesARound = 40
/** Between keystrokes: a fast typist, and long enough for a room to be silent in between. */
const pauseMs = 20
const burstKeystrokes = 2000

const kinds = ['room', 'storing-relay', 'relay'] as const
type Kind = (typeof kinds)[number]

export async function roomBench(): Promise<Row[]> {
  const runtime = await startRuntime()
  try {
    const crowds = {} as Record<Kind, Crowd>
    for (const kind of kinds) {
      crowds[kind] = await Crowd.join(`${runtime.url}/${kind}/fan-out`, readers, kind === 'room')
      // Compiled code and warm sockets for all alike.
      await crowds[kind].type(keystrokesARound, 5)
    }
    const latencies: Record<Kind, number[]> = { room: [], 'storing-relay': [], relay: [] }
    const bursts: Record<Kind, number[]> = { room: [], 'storing-relay': [], relay: [] }
    for (let round = 0; round < rounds; round++) {
      // Each begins a round in turn, so that whatever else the machine does hits all alike.
      const order = kinds.map((_, i) => kinds[(i + round) % kinds.length]!)
      for (const kind of order) {
        latencies[kind].push(...(await crowds[kind].type(keystrokesARound, pauseMs)))
      }
    }
    for (let round = 0; round < 3; round++) {
      for (const kind of kinds) bursts[kind].push(await crowds[kind].burst(burstKeystrokes))
    }
    for (const kind of kinds) crowds[kind].leave()
    return rows(latencies, bursts)
  } finally {
    await runtime.stop()
  }
}

function rows(latencies: Record<Kind, number[]>, bursts: Record<Kind, number[]>): Row[] {
  const fanOut = (against: Kind, share: number, atMost?: number): Row => ({
    what: `1 writer, ${readers} readers, p${share * 100}`,
    against: names[against],
    ours: percentile(latencies.room, share),
    reference: percentile(latencies[against], share),
    unit: 'ms',
    ...(atMost === undefined ? {} : { budget: { atMost } }),
  })
  return [
    fanOut('storing-relay', 0.5, 1.1),
    fanOut('storing-relay', 0.99, 1.5),
    fanOut('relay', 0.5),
    fanOut('relay', 0.99),
    {
      what: `burst of ${burstKeystrokes.toLocaleString('en')} keystrokes to ${readers} readers`,
      against: names.relay,
      ours: percentile(bursts.room, 0.5),
      reference: percentile(bursts.relay, 0.5),
      unit: 'deliveries/s',
      budget: { atLeast: 8 },
    },
  ]
}

const names: Record<Kind, string> = {
  room: 'room',
  'storing-relay': 'relay, one row a frame',
  relay: 'bare relay',
}
