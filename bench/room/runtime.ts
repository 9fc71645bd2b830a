/** Starts the bench's Worker in a runtime of its own, away from the product's build and data. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

export type BenchRuntime = {
  /** `ws://host:port`, straight to the runtime without Miniflare's own door before it. */
  url: string
  stop(): Promise<void>
}

export async function startRuntime(): Promise<BenchRuntime> {
  const entry = join(dirname(fileURLToPath(import.meta.url)), 'rooms.worker.ts')
  const bundle = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
  })
  const state = mkdtempSync(join(tmpdir(), 'flowroom-bench-'))
  const sqlite = (className: string) => ({ className, useSQLite: true })
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
          durableObjects: {
            ROOMS: sqlite('FlowRoom'),
            FEEDS: sqlite('Feed'),
            RELAYS: sqlite('Relay'),
            STORING_RELAYS: sqlite('StoringRelay'),
          },
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
        },
      ],
    }),
  )
  await mf.ready
  const direct = await mf.unsafeGetDirectURL('bench')
  return {
    url: `ws://${direct.host}`,
    async stop() {
      await mf.dispose()
      rmSync(state, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
