/** The servers that the bench compares, each in a process of its own. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Usage, usageOf } from './process.ts'
import { type Runtime, startWorker } from './runtime.ts'

export const names = {
  room: 'room',
  relay: 'bare relay',
  'storing-relay': 'relay, one row a frame',
  party: 'y-partyserver',
  websocket: '@y/websocket-server',
} as const
export type Name = keyof typeof names

export type Server = {
  readonly name: Name
  /** Whether it speaks the y-websocket protocol; a relay only passes frames on. */
  readonly speaks: boolean
  address(room: string): string
  usage(): Usage | null
  /** Bytes that its databases take. */
  storedBytes(): number
  /** Rows that it has written to its logs. */
  loggedRows(): number
  /** As by kill -9; `start` brings it up again on what is stored. */
  kill(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

const here = dirname(fileURLToPath(import.meta.url))
const others = join(here, 'others')

/** Installs what only the bench needs, once. False when that cannot be had. */
function installed(): boolean {
  if (existsSync(join(others, 'node_modules/yjs'))) return true
  console.log('Installing the servers to compare with (once)…')
  return spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: others }).status === 0
}

const ours = {
  entry: join(here, 'rooms.worker.ts'),
  objects: {
    ROOMS: 'FlowRoom',
    FEEDS: 'Feed',
    RELAYS: 'Relay',
    STORING_RELAYS: 'StoringRelay',
  },
}
const workers = {
  room: { ...ours, path: 'room' },
  relay: { ...ours, path: 'relay' },
  'storing-relay': { ...ours, path: 'storing-relay' },
  party: {
    entry: join(others, 'party-worker.mjs'),
    path: 'parties/party',
    objects: { Party: 'Party' },
  },
}

/** Those that can be had on this machine, started. */
export async function startServers(wanted: readonly Name[]): Promise<Map<Name, Server>> {
  const servers = new Map<Name, Server>()
  const canHaveOthers = installed()
  for (const name of wanted) {
    const isOther = name === 'party' || name === 'websocket'
    if (isOther && !canHaveOthers) {
      console.log(`${names[name]} could not be installed; it is left out.`)
      continue
    }
    const server = name === 'websocket' ? new NodeServer() : new WorkerServer(name)
    await server.start()
    servers.set(name, server)
  }
  return servers
}

class WorkerServer implements Server {
  readonly name: keyof typeof workers
  readonly speaks: boolean
  readonly #state = mkdtempSync(join(tmpdir(), 'flowroom-bench-'))
  #runtime: Runtime | null = null

  constructor(name: keyof typeof workers) {
    this.name = name
    this.speaks = name === 'room' || name === 'party'
  }

  address(room: string): string {
    return `${this.#runtime?.url}/${workers[this.name].path}/${room}`
  }

  usage(): Usage | null {
    return usageOf(this.#runtime?.pid ?? null)
  }

  storedBytes(): number {
    return this.#databases()
      .map((file) =>
        numberFrom(file, 'select page_count * page_size from pragma_page_count, pragma_page_size'),
      )
      .reduce((sum, bytes) => sum + bytes, 0)
  }

  loggedRows(): number {
    return this.#databases()
      .map((file) => numberFrom(file, 'select max(seq) from log'))
      .reduce((sum, rows) => sum + rows, 0)
  }

  /** The files of its objects. */
  #databases(): string[] {
    return readdirSync(this.#state, { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => file.endsWith('.sqlite') && !file.endsWith('metadata.sqlite'))
  }

  async start(): Promise<void> {
    const { entry, objects } = workers[this.name]
    this.#runtime = await startWorker(entry, objects, this.#state)
  }

  async kill(): Promise<void> {
    if (this.#runtime?.pid) process.kill(this.#runtime.pid, 'SIGKILL')
    await this.#runtime?.end()
    this.#runtime = null
  }

  async stop(): Promise<void> {
    await this.#runtime?.end()
    rmSync(this.#state, { recursive: true, force: true, maxRetries: 5 })
  }
}

class NodeServer implements Server {
  readonly name = 'websocket'
  readonly speaks = true
  #child: ReturnType<typeof spawn> | null = null
  #port = 0
  #bundle: string | null = null

  address(room: string): string {
    return `ws://127.0.0.1:${this.#port}/${room}`
  }

  usage(): Usage | null {
    return usageOf(this.#child?.pid ?? null)
  }

  storedBytes(): number {
    return 0
  }

  loggedRows(): number {
    return 0
  }

  async start(): Promise<void> {
    this.#bundle ??= await bundled()
    const child = spawn(process.execPath, [this.#bundle], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    process.once('exit', () => child.kill('SIGKILL'))
    const [line] = (await once(child.stdout!, 'data')) as [Buffer]
    this.#port = Number(String(line))
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (!child) return
    child.kill('SIGKILL')
    await once(child, 'exit')
    this.#child = null
  }

  async stop(): Promise<void> {
    await this.kill()
    if (this.#bundle) rmSync(dirname(this.#bundle), { recursive: true, force: true })
  }
}

/** @y/websocket-server with one Yjs: its protocol package asks for another by a name of its own. */
async function bundled(): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'flowroom-bench-')), 'server.mjs')
  const yjs = join(others, 'node_modules/@y/websocket-server/node_modules/yjs/src/index.js')
  await build({
    entryPoints: [join(others, 'websocket-server.mjs')],
    bundle: true,
    outfile,
    platform: 'node',
    format: 'esm',
    alias: { '@y/y': yjs, yjs },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  })
  return outfile
}

/** The one number that a query gives; 0 where the database has no such table. */
function numberFrom(file: string, query: string): number {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const [number] = Object.values(database.prepare(query).get() ?? {})
    return Number(number ?? 0)
  } catch {
    return 0
  } finally {
    database.close()
  }
}
