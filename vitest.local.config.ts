/** Black-box tests: the built app as `npm start` serves it, driven over HTTP and WebSockets (`*.local.test.ts`). */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'local',
    include: ['**/*.local.test.ts'],
    exclude: ['node_modules/**'],
    fsModuleCache: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
})
