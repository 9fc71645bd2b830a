/** `npm start`: builds, migrates, seeds and serves Flowroom from this folder, until Ctrl-C. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { buildIfChanged } from './build.ts'
import { ensureDemo, welcome } from './demo.ts'
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
claim.note(runtimePid())
try {
  const demo = await ensureDemo(folder, server)
  await server.call('/local/ready', { method: 'POST' })
  console.log(welcome(server.url, demo, folder))
} catch (error) {
  console.error(`Flowroom could not make its demo workspace: ${(error as Error).message}`)
  claim.release()
  await server.stop()
  process.exit(1)
}

const ticking = setInterval(() => server.tick().catch(() => {}), 60_000)
await server.tick().catch(() => {})

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    clearInterval(ticking)
    claim.release()
    await Promise.race([server.stop(), new Promise((done) => setTimeout(done, 3000))])
    process.exit(0)
  })
}

/** The process number of the runtime that this process started, where the system can tell. */
function runtimePid(): number | null {
  try {
    const out = execFileSync('pgrep', ['-P', String(process.pid), 'workerd'], { encoding: 'utf8' })
    return Number(out.split('\n')[0]) || null
  } catch {
    return null
  }
}
