/** Runs the built Worker under Miniflare with all its state in one folder. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { root } from './build.ts'
import type { Secrets } from './state.ts'

export type LocalServer = {
  url: string
  /** The address that outsiders use, as the Worker was told. */
  publicUrl: string
  /** Runs the cron handler once. */
  tick(): Promise<void>
  /** A request that carries the launcher's own secret. */
  call(path: string, init?: { method?: string; body?: string }): Promise<string>
  stop(): Promise<void>
}

/** Starts the server: migrations first, then the demo workspace, then ready. `host` and `port` as asked for. */
export async function startServer(options: {
  folder: string
  host: string
  port: number
  secrets: Secrets
  localSecret: string
  publicUrl: string
}): Promise<LocalServer> {
  const { folder, host, port, secrets, localSecret } = options
  const built = unstable_getMiniflareWorkerOptions(join(root, 'dist/flowroom/wrangler.json'))
  // The launcher's two unstable entry points do not share a type; the local tests guard what passes between them.
  const { modulesRules: _, ...workerOptions } = built.workerOptions as Record<string, unknown>
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      host,
      port,
      cf: false,
      resourcePersistencePath: join(folder, 'state'),
      workers: [
        {
          ...workerOptions,
          name: 'flowroom',
          modulesRoot: join(root, 'dist/flowroom'),
          modules: builtModules(),
          bindings: {
            ...(workerOptions.bindings as object | undefined),
            AUTH_SECRET: secrets.authSecret,
            SEALING_KEY: secrets.sealingKey,
            PUBLIC_URL: options.publicUrl,
            LOCAL_SECRET: localSecret,
          },
        },
      ],
      // biome-ignore lint/suspicious/noExplicitAny: the launcher's two unstable entry points do not share a type
    } as any),
  )
  const address = await mf.ready
  // biome-ignore lint/suspicious/noExplicitAny: D1's binding in Node has the Worker's own interface
  await migrate((await mf.getD1Database('DB', 'flowroom')) as any, join(root, 'migrations'))

  const call = async (path: string, init: { method?: string; body?: string } = {}) => {
    const reply = await mf.dispatchFetch(new URL(path, options.publicUrl), {
      ...init,
      headers: { 'x-local-secret': localSecret, 'content-type': 'application/json' },
    })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${text.slice(0, 500)}`)
    return text
  }
  return {
    url: `http://${host}:${address.port}`,
    publicUrl: options.publicUrl,
    call,
    tick: async () => {
      await (await mf.getWorker('flowroom')).scheduled({ cron: '* * * * *' })
    },
    stop: () => mf.dispose(),
  }
}

/** The built Worker's modules, the entry first. */
function builtModules(): { type: 'ESModule'; path: string }[] {
  const files = readdirSync(join(root, 'dist/flowroom'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.js') && file !== 'index.js')
  return ['index.js', ...files].map((path) => ({ type: 'ESModule', path }))
}

/** What migrations need of a D1 database. */
type Database = {
  prepare(sql: string): {
    bind(...values: unknown[]): unknown
    all(): Promise<{ results: { name: string }[] }>
  }
  batch(statements: unknown[]): Promise<unknown>
}

/** Applies the numbered SQL files that this database has not seen, each in one transaction with its own record. */
async function migrate(db: Database, folder: string): Promise<void> {
  await db.batch([
    db.prepare(
      'create table if not exists d1_migrations (id integer primary key autoincrement, name text unique, applied_at timestamp default current_timestamp not null)',
    ),
  ])
  const { results } = await db.prepare('select name from d1_migrations').all()
  const applied = new Set(results.map((row) => row.name))
  for (const name of readdirSync(folder)
    .filter((f) => f.endsWith('.sql'))
    .sort()) {
    if (applied.has(name)) continue
    const statements = readFileSync(join(folder, name), 'utf8')
      .split('--> statement-breakpoint')
      .map((sql) => sql.trim())
      .filter(Boolean)
    await db.batch([
      ...statements.map((sql) => db.prepare(sql)),
      db.prepare('insert into d1_migrations (name) values (?)').bind(name),
    ])
  }
}
