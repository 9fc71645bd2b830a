/** Tests inside the Workers runtime, with the real Durable Objects, D1, R2 and queues (`*.worker.test.ts`). */
import { existsSync } from 'node:fs'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const migrations = existsSync('migrations') ? await readD1Migrations('migrations') : []

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        bindings: {
          AUTH_SECRET: 'a-test-secret-of-more-than-32-characters',
          SEALING_KEY: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY',
          LOCAL_SECRET: 'local-test-secret',
          TEST_MIGRATIONS: migrations,
        },
      },
    }),
  ],
  test: {
    name: 'worker',
    include: ['worker/**/*.worker.test.ts'],
    setupFiles: ['./worker/db/migrated.worker.setup.ts'],
    // One runtime for all files starts in a quarter of the time; storage is shared, so every test makes its own names.
    isolate: false,
    testTimeout: 30_000,
    fsModuleCache: false,
  },
})
