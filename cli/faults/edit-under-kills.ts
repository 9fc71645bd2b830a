/**
 * Peers edit one flow while the server is killed again and again at random moments. The judge is the ledger that each
 * peer keeps: what was acknowledged, or seen by another peer, must be in the text that a newcomer gets at the end. Every
 * other kill takes the peers along, with all they hold: otherwise they would send again what the server lost.
 */
import * as Y from 'yjs'
import type { RunningApp } from '../check/app.ts'
import { withKey } from '../check/http.ts'
import { LedgerPeer, settled, textsOf } from './ledger-peer.ts'
import { seeded } from './random.ts'

export type KillReport = {
  seed: number
  edits: number
  kills: number
  /** Marks whose last edit was acknowledged before their peer ended. */
  acknowledged: number
  /** Marks that a ledger says must be there and are not, or must be gone and are there. */
  lost: string[]
  /** Marks that stand more than once. */
  doubled: string[]
  /** Whether every peer and a newcomer hold the same text and the same state. */
  equal: boolean
}

export async function editUnderKills(
  app: RunningApp,
  options: {
    peers: number
    edits: number
    kills: number
    seed: number
    onKill?: (kill: number) => void
  },
): Promise<KillReport> {
  const { peers: count, edits, kills, seed, onKill } = options
  const random = seeded(seed)
  const { accountId, channelId, apiKey } = app.demo
  const { id } = await withKey(app).post<{ id: string }>(
    `/api/v1/accounts/${accountId}/channels/${channelId}/flows`,
    { name: `Kills ${seed}`, categories: ['OTHER'], flowJson: '{}' },
  )
  let joined = 0
  const join = () =>
    new LedgerPeer({
      url: `${app.url.replace('http', 'ws')}/sync/${id}`,
      headers: { authorization: `Bearer ${apiKey}` },
      name: `p${joined++}.`,
      random,
    })
  const peers = Array.from({ length: count }, join)
  const perRound = Math.ceil(edits / kills)
  let made = 0
  /** Edits by everybody in turn, so many within so many ms. */
  const type = async (many: number, ms: number): Promise<void> => {
    const start = performance.now()
    for (let i = 0; i < many && made < edits; i++) {
      peers[made % count]!.edit()
      made++
      const ahead = (i * ms) / many - (performance.now() - start)
      if (ahead > 1) await new Promise((done) => setTimeout(done, ahead))
    }
  }
  const there = new Set<string>()
  const gone = new Set<string>()
  /** Marks that may be there or not: their peer ended with its last word about them under way. */
  const unknown = new Set<string>()
  let acknowledged = 0
  /** Takes over what peers were told and saw; `ends` when they are about to lose all they hold. */
  const write = (ends: boolean): void => {
    const ledgers = peers.map((peer) => peer.ledger())
    for (const peer of peers) for (const mark of peer.seen) there.add(mark)
    for (const ledger of ledgers) {
      if (ends) acknowledged += ledger.there.size + ledger.gone.size
      for (const mark of ledger.there) there.add(mark)
      for (const mark of ledger.gone) gone.add(mark)
      if (ends) for (const mark of ledger.open) unknown.add(mark)
    }
  }
  for (let kill = 0; kill < kills; kill++) {
    await type(Math.ceil(perRound * 0.8), 50 + random() * 650)
    await app.kill()
    if (kill % 2 === 0) {
      write(true)
      for (const peer of peers) peer.stop()
      peers.splice(0, count, ...Array.from({ length: count }, join))
    } else await type(perRound - Math.ceil(perRound * 0.8), 20)
    await app.restart()
    onKill?.(kill + 1)
  }
  await type(edits - made, 100)
  await settled(peers)
  write(true)
  const newcomer = join()
  const texts = await textsOf([newcomer, ...peers])
  const standing = new Map<string, number>()
  for (const [mark] of texts[0]!.matchAll(/<[^<>]+>/g))
    standing.set(mark, (standing.get(mark) ?? 0) + 1)
  const states = [newcomer, ...peers].map(({ doc }) =>
    JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b)),
  )
  for (const peer of [newcomer, ...peers]) peer.stop()
  return {
    seed,
    edits: made,
    kills,
    acknowledged,
    lost: [
      ...[...there].filter((mark) => !standing.has(mark) && !gone.has(mark) && !unknown.has(mark)),
      ...[...gone].filter((mark) => standing.has(mark)).map((mark) => `not gone: ${mark}`),
    ],
    doubled: [...standing].filter(([, times]) => times > 1).map(([mark]) => mark),
    equal: new Set(texts).size === 1 && new Set(states).size === 1,
  }
}
