/**
 * Frames that no honest client sends, by the thousand, at rooms in which two honest people are typing. Attackers who may
 * only read must leave no trace; attackers who may write may write, and break nothing.
 */
import { once } from 'node:events'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { startRuntime } from '../../bench/room/servers/runtime.ts'
import { flowText } from '../../shared/collab/doc.ts'
import {
  intentFrame,
  presenceFrame,
  step1Frame,
  step2Frame,
  updateFrame,
} from '../../shared/collab/frames.ts'
import { LedgerPeer, settled, textsOf } from './ledger-peer.ts'
import { seeded } from './random.ts'

export type FramesReport = {
  seed: number
  frames: number
  /** How often attackers were closed, by code. */
  closes: Record<number, number>
  /** Times an honest peer was closed. */
  honestClosed: number
  /** Marks of honest peers that are missing in the room that attackers could only read. */
  lost: string[]
  /** Whether the text there is exactly what honest peers wrote, and all peers of both rooms agree. */
  untouched: boolean
  equal: boolean
}

type Random = () => number

const question = step1Frame(Y.encodeStateVector(new Y.Doc()))

const upTo = (random: Random, most: number): number => Math.floor(random() * (most + 1))
const bytes = (random: Random, most: number): Uint8Array =>
  Uint8Array.from({ length: upTo(random, most) }, () => upTo(random, 255))

/** An update of a document of one's own, honest or of a kind that has no place in a flow. */
function foreignUpdate(random: Random): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = upTo(random, 5) === 0 ? upTo(random, 50) : upTo(random, 2 ** 31)
  switch (upTo(random, 6)) {
    case 0:
      doc.getMap('json').set('a', 1)
      break
    case 1:
      flowText(doc).insertEmbed(0, { image: 'x' })
      break
    case 2:
      flowText(doc).insert(0, 'bold', { bold: true })
      break
    case 3:
      doc.getArray('other').push([1, 2, 3])
      break
    default:
      flowText(doc).insert(0, 'x'.repeat(1 + upTo(random, 40)))
      if (random() < 0.5) flowText(doc).delete(0, 1)
  }
  return Y.encodeStateAsUpdate(doc)
}

/** An update that begins later than anything the room has. */
function gapUpdate(random: Random): Uint8Array {
  const doc = new Y.Doc()
  flowText(doc).insert(0, 'first')
  const before = Y.encodeStateVector(doc)
  flowText(doc).insert(5, 'second')
  return random() < 0.5 ? Y.encodeStateAsUpdate(doc, before) : Y.encodeStateAsUpdate(doc)
}

/** What an update never moved. */
function falseIntent(random: Random) {
  const client = upTo(random, 2 ** 32)
  const moves = Array.from({ length: upTo(random, 20) }, () => ({
    from: { client: upTo(random, 50), clock: upTo(random, 99), length: upTo(random, 2 ** 40) },
    to: { client, clock: upTo(random, 2 ** 40) },
  }))
  return { client, moves }
}

function hostileFrame(random: Random): Uint8Array | string {
  const sound = [
    () => step1Frame(bytes(random, 12)),
    () => updateFrame(foreignUpdate(random)),
    () => step2Frame(foreignUpdate(random)),
    () => updateFrame(gapUpdate(random)),
    () => intentFrame(falseIntent(random), foreignUpdate(random)),
    () =>
      presenceFrame(
        Array.from({ length: upTo(random, 6) }, () => ({
          id: upTo(random, 2 ** 32),
          clock: upTo(random, 9),
          json: ['null', '{}', '{"user":{"id":"owner"}}', '[', '"x"', 'x'.repeat(1500)][
            upTo(random, 5)
          ]!,
        })),
      ),
  ]
  const frame = sound[upTo(random, sound.length - 1)]!()
  switch (upTo(random, 7)) {
    case 0:
      return bytes(random, 200)
    case 1:
      return frame.slice(0, upTo(random, frame.length))
    case 2: {
      const flipped = frame.slice()
      const at = upTo(random, Math.max(0, flipped.length - 1))
      flipped[at] = (flipped[at] ?? 0) ^ (1 << upTo(random, 7))
      return flipped
    }
    case 3: {
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint(encoder, upTo(random, 3))
      encoding.writeVarUint8Array(encoder, bytes(random, 120))
      return encoding.toUint8Array(encoder)
    }
    case 4:
      return Uint8Array.of(
        random() < 0.5 ? upTo(random, 3) : 102,
        2,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        127,
      )
    case 5:
      return random() < 0.2 ? 'ping me' : bytes(random, 3)
    default:
      return frame
  }
}

/** Frames at one pair of rooms; a room that remembers a hundred thousand attackers answers slowly, and the next begins anew. */
const framesARoom = 20_000

/** All on one server, so that nothing it takes in is forgotten by a restart. */
export async function hostileFrames(options: {
  frames: number
  seed: number
  onProgress?: (sent: number) => void
}): Promise<FramesReport> {
  const { frames, seed, onProgress } = options
  const random = seeded(seed)
  const runtime = await startRuntime()
  const report: FramesReport = {
    seed,
    frames: 0,
    closes: {},
    honestClosed: 0,
    lost: [],
    untouched: true,
    equal: true,
  }
  try {
    for (let round = 0; report.frames < frames; round++) {
      const attack = new Attack(
        runtime.url,
        random,
        Math.min(framesARoom, frames - report.frames),
        round,
      )
      await attack.run(report)
      onProgress?.(report.frames)
    }
    return report
  } finally {
    await runtime.stop()
  }
}

/** Two rooms, one that attackers may only read and one that they may write to, with two honest people in each. */
class Attack {
  readonly #url: string
  readonly #random: Random
  readonly #frames: number
  readonly #round: number
  readonly #looked: LedgerPeer[]
  readonly #written: LedgerPeer[]
  #sent = 0

  constructor(url: string, random: Random, frames: number, round: number) {
    this.#url = url
    this.#random = random
    this.#frames = frames
    this.#round = round
    this.#looked = [this.#honest('looked', 'a'), this.#honest('looked', 'b')]
    this.#written = [this.#honest('written', 'c'), this.#honest('written', 'd')]
  }

  async run(report: FramesReport): Promise<void> {
    const all = [...this.#looked, ...this.#written]
    const typing = setInterval(() => {
      for (const peer of all) peer.edit()
    }, 50)
    await Promise.all(
      ['looked?read=1&actor=x', 'looked?read=1&actor=y', 'written?actor=x', 'written?actor=y'].map(
        (query) => this.#attack(query.replace('?', `-${this.#round}?`), report),
      ),
    )
    clearInterval(typing)
    await settled(all)
    const newcomers = [this.#honest('looked', 'e'), this.#honest('written', 'f')] as const
    const texts = [
      await textsOf([newcomers[0], ...this.#looked]),
      await textsOf([newcomers[1], ...this.#written]),
    ]
    const [text = ''] = texts[0]!
    const marks = this.#looked.flatMap((peer) => [...peer.ledger().there])
    for (const peer of [...all, ...newcomers]) peer.stop()
    report.frames += this.#sent
    for (const peer of all) for (const times of peer.closes.values()) report.honestClosed += times
    report.lost.push(...marks.filter((mark) => !text.includes(mark)))
    report.untouched &&= text.replace(/<[abe]\d+>/g, '') === ''
    report.equal &&= texts.every((room) => new Set(room).size === 1)
  }

  #honest(room: string, name: string): LedgerPeer {
    const url = `${this.#url}/room/${room}-${this.#round}`
    return new LedgerPeer({ url, headers: {}, name, random: this.#random, actor: name })
  }

  /**
   * One connection after another. Each frame is followed by a question, and the next one goes out when it is answered:
   * frames behind one that closed the connection would never be looked at.
   */
  async #attack(query: string, { closes }: FramesReport): Promise<void> {
    while (this.#sent < this.#frames) {
      const socket = new WebSocket(`${this.#url}/room/${query}`)
      socket.on('error', () => {})
      let code: number | null = null
      let heard = () => {}
      socket.on('close', (closedWith) => {
        code = closedWith
        heard()
      })
      socket.on('message', (data: Buffer) => {
        if (data[0] === 0 && data[1] === 1) heard()
      })
      await once(socket, 'open')
      while (code === null && this.#sent < this.#frames) {
        const answered = new Promise<void>((done) => {
          heard = done
        })
        socket.send(hostileFrame(this.#random))
        this.#sent++
        socket.send(question)
        await answered
      }
      if (code === null) {
        socket.close()
        await once(socket, 'close')
      } else closes[code] = (closes[code] ?? 0) + 1
    }
  }
}
