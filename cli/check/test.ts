/** `npm test`: everything CI runs, step by step, each with its time; stops at the first that fails. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildIfChanged, root } from '../local/build.ts'

const bin = (name: string) => join(root, 'node_modules/.bin', name)
type Step = { name: string; command: string[]; group: 'quick' | 'slow' | 'browser' }

const steps: Step[] = [
  {
    name: 'format and lint',
    command: [bin('biome'), 'ci', '--error-on-warnings', '.'],
    group: 'quick',
  },
  { name: 'types: shared', command: [bin('tsc'), '--noEmit', '-p', 'shared'], group: 'quick' },
  { name: 'types: worker', command: [bin('tsc'), '--noEmit', '-p', 'worker'], group: 'quick' },
  { name: 'types: web', command: [bin('tsc'), '--noEmit', '-p', 'web'], group: 'quick' },
  {
    name: 'types: command line and tests',
    command: [bin('tsc'), '--noEmit', '-p', 'cli'],
    group: 'quick',
  },
  {
    name: 'types: Workers tests',
    command: [bin('tsc'), '--noEmit', '-p', 'worker/tsconfig.test.json'],
    group: 'quick',
  },
  { name: 'import directions', command: [process.execPath, 'cli/check/arrows.ts'], group: 'quick' },
  { name: 'unit tests', command: [bin('vitest'), 'run'], group: 'quick' },
  {
    name: 'Workers-runtime tests',
    command: [bin('vitest'), 'run', '-c', 'vitest.worker.config.ts'],
    group: 'quick',
  },
  {
    name: 'deployment, dry run',
    command: [bin('wrangler'), 'deploy', '--dry-run'],
    group: 'slow',
  },
  {
    name: 'the served app',
    command: [bin('vitest'), 'run', '-c', 'vitest.local.config.ts'],
    group: 'slow',
  },
  {
    name: 'browser stories',
    command: [bin('vitest'), 'run', '-c', 'vitest.e2e.config.ts'],
    group: 'browser',
  },
]

/** `npm run e2e -- together`: only the stories whose file is called so. */
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const only = process.argv.includes('--only-browser')
const without = process.argv.includes('--without-browser')
const wanted = steps.filter(({ group }) =>
  only ? group === 'browser' : without ? group !== 'browser' : true,
)

const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' }
const started = Date.now()
const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`
let built = false

for (const { name, command, group } of wanted) {
  if (group !== 'quick' && !built) {
    const since = Date.now()
    buildIfChanged()
    built = true
    console.log(`✓ build (${seconds(since)})`)
  }
  const since = Date.now()
  const words = group === 'browser' ? [...command, ...named] : command
  const { status } = spawnSync(words[0]!, words.slice(1), { cwd: root, stdio: 'inherit', env })
  if (status !== 0) {
    console.error(`✗ ${name} failed after ${seconds(since)}`)
    process.exit(1)
  }
  console.log(`✓ ${name} (${seconds(since)})`)
}
console.log(`All of it holds (${seconds(started)}).`)
