/** `npm start`: builds, migrates, seeds and serves Flowroom from this folder, until Ctrl-C. */
import { randomBytes } from 'node:crypto'
import { buildIfChanged } from './build.ts'
import { ensureDemo, welcome } from './demo.ts'
import { isRunning, runtimeOf, startedBy } from './runtime-process.ts'
import { startServer } from './server.ts'
import { claimFolder, dataFolder, secretsIn } from './state.ts'

const port = Number(process.env.PORT ?? 8787)
const host = process.env.HOST ?? '127.0.0.1'
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`)
  process.exit(2)
}

const folder = dataFolder()
const secrets = secretsIn(folder)
buildIfChanged()

const claim = (() => {
  try {
    return claimFolder(folder)
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
})()
const server = await startServer({
  folder,
  host,
  port,
  secrets,
  localSecret: randomBytes(32).toString('base64url'),
  publicUrl: process.env.PUBLIC_URL ?? `http://127.0.0.1:${port}`,
}).catch((error: Error) => {
  console.error(`Flowroom could not start on port ${port}: ${error.message}`)
  claim.release()
  process.exit(1)
})
const runtime = runtimeOf(process.pid)
claim.note(runtime)

// However this process ends, by a signal that a library answers first too: nothing that it started stays behind.
process.on('exit', () => {
  claim.release()
  if (runtime && isRunning(runtime, 'workerd')) process.kill(runtime, 'SIGKILL')
})

let stopping = false
async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  await Promise.race([server.stop(), new Promise((done) => setTimeout(done, 3000))])
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.prependListener(signal, () => stop(0))
}

// npm that is killed takes nobody along, and a runtime that is killed tells nobody: both are noticed here.
const byNpm = process.env.npm_lifecycle_event === 'start'
const starters = startedBy()
setInterval(() => {
  if (byNpm && startedBy() !== starters) stop(1)
  if (runtime !== null && !stopping && !isRunning(runtime, 'workerd')) {
    console.error('The runtime ended. Start Flowroom again: nothing that was saved is lost.')
    stop(1)
  }
}, 500)

try {
  const demo = await ensureDemo(folder, server)
  await server.call('/local/ready', { method: 'POST' })
  console.log(welcome(server.publicUrl, demo, folder))
} catch (error) {
  console.error(`Flowroom could not make its demo workspace: ${(error as Error).message}`)
  await stop(1)
}

const tick = () =>
  server.tick().catch((error: unknown) => {
    if (!stopping) console.error(`The minute's work did not run: ${String(error)}`)
  })
await tick()
setInterval(tick, 60_000)
