#!/usr/bin/env node
/** `npx flowroom`: starts the command under the Node that the project pins, whichever one called it. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(import.meta.url)
const [major = 0] = process.versions.node.split('.').map(Number)

// From 24 on Node reads TypeScript by itself.
if (major >= 24) {
  enableCompileCache?.()
  const { main } = await import('./main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  const pinned = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url))
  if (existsSync(pinned)) {
    const { status } = spawnSync(pinned, [here, ...process.argv.slice(2)], { stdio: 'inherit' })
    process.exitCode = status ?? 2
  } else {
    console.error('flowroom needs Node 24. Run npm ci first: it brings the right one.')
    process.exitCode = 2
  }
}
