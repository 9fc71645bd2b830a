/**
 * Three people, one flow and its room in one process: Ana types in the JSON, Ben builds on the canvas, Cleo rewires the
 * map. Frames wait on their way as long as the steps have it, so that everything can cross everything; the same steps
 * give the same text, so what breaks can be made small.
 */
import * as Y from 'yjs'
import { exampleFlows } from '../../shared/flow/examples/index.ts'
import { isJson } from '../../shared/flow/flaws.ts'
import { documentOf, RoomDocument } from '../../worker/room/room-document.ts'
import { acts, type Name, names } from './crossing-acts.ts'
import { CrossingPeer } from './crossing-peer.ts'
import { seeded } from './random.ts'

/** One thing that happens; what it aims at follows from `chance`. */
export type Step = { readonly what: string; readonly chance: number }

/** What a frame or a person can do, by name; some more likely than others. */
const likely: readonly (readonly [times: number, what: string])[] = [
  ...names.flatMap((name) => Object.keys(acts[name]).map((act) => [2, `${name} ${act}`] as const)),
  ...names.flatMap((name) => [[7, `from ${name}`] as const, [7, `to ${name}`] as const]),
]

/** A run of so many steps, drawn from a seed. */
export function stepsOf(seed: number, count: number): Step[] {
  const chance = seeded(seed)
  const all = likely.flatMap(([times, what]) => Array<string>(times).fill(what))
  return Array.from({ length: count }, () => ({
    what: all[Math.floor(chance() * all.length)]!,
    chance: Math.floor(chance() * 2 ** 31),
  }))
}

export type Crossed = {
  /** What they did, in order. */
  readonly done: readonly string[]
  readonly text: string
  readonly equal: boolean
  readonly sound: boolean
}

/** Takes the steps, brings everybody up to date, and lets Ana mend what she herself broke. */
export function cross(steps: readonly Step[]): Crossed {
  const base = Y.encodeStateAsUpdate(documentOf(exampleFlows[0]!.text))
  const held = new Y.Doc()
  Y.applyUpdate(held, base)
  const room = new RoomDocument(held, new Map())
  const peers = new Map(names.map((name, at) => [name, new CrossingPeer(name, at + 1, base)]))
  const all = [...peers.values()]
  const done: string[] = []

  const takeIn = (peer: CrossingPeer, most: number): void => {
    for (const { update, intent } of peer.sent(most)) {
      const { kind } = room.accept(update, peer.name, intent)
      if (kind !== 'applied' && kind !== 'nothing-new') throw new Error(`A frame is ${kind}.`)
    }
    const [update, moved] = [room.takeUnsent(), room.takeMoved()]
    if (update) for (const one of all) one.waiting.push({ update, moved })
  }
  const settle = (): void => {
    while (all.some(({ isBusy }) => isBusy)) {
      for (const peer of all) takeIn(peer, Number.POSITIVE_INFINITY)
      for (const peer of all) peer.hear(Number.POSITIVE_INFINITY)
    }
  }

  for (const { what, chance } of steps) {
    const random = seeded(chance)
    const [first = '', second = ''] = what.split(' ')
    const frames = 1 + Math.floor(random() * 3)
    if (first === 'from') takeIn(peers.get(second as Name)!, frames)
    else if (first === 'to') peers.get(second as Name)!.hear(frames)
    else {
      const did = acts[first as Name][second]?.(peers.get(first as Name)!, random)
      if (did) done.push(`${what}: ${did}`)
    }
  }
  settle()
  const ana = peers.get('ana')!
  ana.removeAll('@')
  settle()
  for (let tries = 0; tries < 20 && !isJson(ana.text.toString()); tries++) {
    ana.editing.takeBack()
    settle()
  }
  return {
    done,
    text: room.text,
    equal: all.every(({ text }) => text.toString() === room.text),
    sound: isJson(room.text),
  }
}

export type CrossingReport = {
  rounds: number
  /** Things done by the three, all rounds together. */
  acts: number
  /** Seeds after which somebody sees another text. */
  unequal: number[]
  /** Seeds after which the text is broken. */
  broken: number[]
}

/** Rounds of 300 steps, each with the next seed. */
export function crossings(rounds: number, seed: number): CrossingReport {
  const report: CrossingReport = { rounds, acts: 0, unequal: [], broken: [] }
  for (let round = seed; round < seed + rounds; round++) {
    const { done, equal, sound } = cross(stepsOf(round, 300))
    report.acts += done.length
    if (!equal) report.unequal.push(round)
    if (!sound) report.broken.push(round)
  }
  return report
}
