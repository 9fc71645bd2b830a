/** Builds Worker and client when their sources are newer than the last build, in a child process of its own. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

const sources = [
  'shared',
  'worker',
  'web',
  'public',
  'index.html',
  'phone-frame.html',
  'vite.config.ts',
  'wrangler.toml',
  'package-lock.json',
]
const stamp = join(root, 'dist/.flowroom-build')

/** Builds into dist/; returns false where the last build is still current. Ends the process when the build fails. */
export function buildIfChanged(): boolean {
  const now = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    // Also under a test runner, which says otherwise: what is served is what is shipped.
    { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (status !== 0) {
    console.error(stdout + stderr)
    console.error('The build failed; nothing was started.')
    process.exit(1)
  }
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stamp, now)
  return true
}

/** Names, sizes and times of every source file. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const visit = (path: string): void => {
    const info = statSync(path)
    if (info.isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name))
    } else if (!/\.test\.tsx?$/.test(path)) {
      hash.update(`${path}\0${info.size}\0${info.mtimeMs}\n`)
    }
  }
  for (const source of sources) visit(join(root, source))
  return hash.digest('hex')
}
