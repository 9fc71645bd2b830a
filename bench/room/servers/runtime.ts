/** Starts a Worker in a runtime of its own, away from the product's build and data. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { childrenNow } from './process.ts'

export type Runtime = {
  /** `ws://host:port`, straight to the runtime without Miniflare's own door before it. */
  url: string
  /** The runtime's process; null where this system does not tell. */
  pid: number | null
  /** Where its objects are stored. */
  state: string
  /** Ends it and keeps what is stored. */
  end(): Promise<void>
  stop(): Promise<void>
}

const here = dirname(fileURLToPath(import.meta.url))

/** Our room and the relays. */
export const startRuntime = (): Promise<Runtime> =>
  startWorker(join(here, 'rooms.worker.ts'), {
    ROOMS: 'FlowRoom',
    FEEDS: 'Feed',
    RELAYS: 'Relay',
    STORING_RELAYS: 'StoringRelay',
  })

/** `objects`: class by binding. `state`: what an earlier one stored, to go on from. */
export async function startWorker(
  entry: string,
  objects: Record<string, string>,
  state = mkdtempSync(join(tmpdir(), 'flowroom-bench-')),
): Promise<Runtime> {
  const bundle = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
  })
  const before = new Set(childrenNow())
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      resourcePersistencePath: state,
      workers: [
        {
          name: 'bench',
          modules: [{ type: 'ESModule', path: 'bench.js', contents: bundle.outputFiles[0]!.text }],
          compatibilityDate: '2026-10-01',
          compatibilityFlags: ['nodejs_compat'],
          durableObjects: Object.fromEntries(
            Object.entries(objects).map(([binding, className]) => [
              binding,
              { className, useSQLite: true },
            ]),
          ),
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
        },
      ],
    }),
  )
  await mf.ready
  const direct = await mf.unsafeGetDirectURL('bench')
  return {
    url: `ws://${direct.host}`,
    pid: childrenNow().find((pid) => !before.has(pid)) ?? null,
    state,
    end: () => mf.dispose(),
    async stop() {
      await mf.dispose()
      rmSync(state, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
