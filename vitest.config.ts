/** Plain Node tests: pure logic beside its source (`*.test.ts`). */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Nothing is timed: a busy machine may take its time.
    testTimeout: 30_000,
    name: 'unit',
    include: ['shared/**/*.test.ts', 'cli/**/*.test.ts', 'web/**/*.test.ts', 'worker/**/*.test.ts'],
    exclude: ['**/*.worker.test.ts', '**/*.local.test.ts', 'web/e2e/**', 'node_modules/**'],
    fsModuleCache: false,
  },
})
