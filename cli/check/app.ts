/** Serves the built app for a test, as `npm start` does: its own data folder, a free port, a process that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../local/build.ts'
import type { Demo } from '../local/demo.ts'

export type RunningApp = {
  url: string
  folder: string
  demo: Demo
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>
  /** SIGKILL to the launcher and its runtime: nobody gets to tidy up. */
  kill(): Promise<void>
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>
}

/** Starts the app and waits until /healthz says that it serves. Removes the folder on stop unless it was given. */
export async function startApp(
  options: { folder?: string; port?: number } = {},
): Promise<RunningApp> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'flowroom-'))
  const port = options.port ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  let child = await launch(folder, port, url)
  const app: RunningApp = {
    url,
    folder,
    demo: JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')),
    async stop() {
      await ended(child, 'SIGINT')
      if (!options.folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
    async kill() {
      const { runtime } = JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8'))
      if (runtime) process.kill(runtime, 'SIGKILL')
      await ended(child, 'SIGKILL')
    },
    async restart() {
      child = await launch(folder, port, url)
    },
  }
  return app
}

async function launch(folder: string, port: number, url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, 'cli/local/start.ts')], {
    cwd: root,
    env: { ...process.env, FLOWROOM_DATA: folder, PORT: String(port), npm_lifecycle_event: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout?.on('data', (data) => (output += data))
  child.stderr?.on('data', (data) => (output += data))
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  child.once('exit', () => process.off('exit', endWithUs))
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) throw new Error(`the app ended at start:\n${output}`)
    // Its own word first: what a killed launcher left behind may still answer on this port.
    const ready = output.includes('Flowroom is ready')
    const healthy =
      ready &&
      (await fetch(`${url}/healthz`).then(
        (reply) => reply.ok,
        () => false,
      ))
    if (healthy) return child
    await new Promise((done) => setTimeout(done, 100))
  }
  child.kill('SIGKILL')
  throw new Error(`the app did not come up:\n${output}`)
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill(signal)
  await gone
}

/** A port that nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })
}
