/** Stories with named people in a real Chromium against the served app (`web/e2e/*.story.ts`). */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'stories',
    include: ['web/e2e/**/*.story.ts'],
    fsModuleCache: false,
    testTimeout: 240_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    // A machine that stalls in the middle of a story is no fault of it; one that fails twice is red.
    retry: 1,
  },
})
