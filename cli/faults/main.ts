/**
 * `npm run faults [-- kills|frames|intents|crossing|together] [--seed N] [--kills N] [--edits N] [--frames N] [--pairs N]
 * [--rounds N] [--minutes N]`: the long runs that tests leave out.
 */
import { parseArgs } from 'node:util'
import { startApp } from '../check/app.ts'
import { crossings } from './crossing.ts'
import { editUnderKills } from './edit-under-kills.ts'
import { hostileFrames } from './hostile-frames.ts'
import { intentsMeet } from './intents-meet.ts'
import { threeTogether } from './three-together.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kills: { type: 'string', default: '200' },
    edits: { type: 'string', default: '100000' },
    frames: { type: 'string', default: '1000000' },
    pairs: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '10' },
  },
})
const seed = Number(values.seed)

const runs: Record<string, () => Promise<boolean>> = {
  async kills() {
    const app = await startApp()
    try {
      const report = await editUnderKills(app, {
        peers: 5,
        edits: Number(values.edits),
        kills: Number(values.kills),
        seed,
        onKill: (kill) => kill % 10 === 0 && console.log(`  ${kill} kills`),
      })
      console.log({
        ...report,
        lost: report.lost.slice(0, 20),
        doubled: report.doubled.slice(0, 20),
      })
      return report.lost.length === 0 && report.doubled.length === 0 && report.equal
    } finally {
      await app.stop()
    }
  },
  async frames() {
    const report = await hostileFrames({
      frames: Number(values.frames),
      seed,
      onProgress: (sent) => console.log(`  ${sent} frames`),
    })
    console.log({ ...report, lost: report.lost.slice(0, 20) })
    return report.lost.length === 0 && report.untouched && report.equal && report.honestClosed === 0
  },
  async intents() {
    const report = intentsMeet(Number(values.pairs), seed)
    const intentsOf = (of: typeof report.broken) =>
      of.slice(0, 20).map(({ first, second }) => JSON.stringify([first, second]))
    console.log({
      pairs: report.pairs,
      broken: report.broken.length,
      losing: report.losing.length,
      which: intentsOf([...new Set([...report.broken, ...report.losing])]),
    })
    return report.broken.length <= report.pairs / 1000 && report.losing.length === 0
  },
  async crossing() {
    const report = crossings(Number(values.rounds), seed)
    console.log(report)
    return report.unequal.length === 0 && report.broken.length <= report.rounds / 50
  },
  async together() {
    const report = await threeTogether(seed, Number(values.minutes))
    console.log(report)
    return report.equal && report.sound
  },
}

const unknown = positionals.filter((name) => !(name in runs))
if (unknown.length > 0) {
  console.error(`No run called ${unknown.join(', ')}. There are: ${Object.keys(runs).join(', ')}.`)
  process.exit(2)
}
let holds = true
for (const [name, run] of Object.entries(runs)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  console.log(`${name}, seed ${seed}`)
  if (!(await run())) {
    holds = false
    console.error(`${name} does not hold; run it again with --seed ${seed}`)
  }
}
process.exit(holds ? 0 : 1)
