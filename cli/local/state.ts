/** The data folder: where it is, its secrets, and which process serves it. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { root } from './build.ts'
import { isRunning } from './runtime-process.ts'

export const dataFolder = (): string => resolve(root, process.env.FLOWROOM_DATA ?? '.flowroom')

export type Secrets = { authSecret: string; sealingKey: string }

/** Reads the folder's secrets, making them at the first start. */
export function secretsIn(folder: string): Secrets {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'secrets.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const secrets: Secrets = {
    authSecret: randomBytes(32).toString('base64url'),
    sealingKey: randomBytes(32).toString('base64url'),
  }
  writeWhole(file, JSON.stringify(secrets, null, 2), 0o600)
  return secrets
}

/** Writes a file so that a reader sees the old or the new one, never half. */
export function writeWhole(file: string, text: string, mode = 0o644): void {
  const part = `${file}.${process.pid}.part`
  writeFileSync(part, text, { mode })
  renameSync(part, file)
}

/** Waits without letting anything else run: nothing else is to do yet. */
const pause = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

type Running = { launcher: number; runtime: number | null }

/**
 * Claims the folder for this process. A launcher that was killed may have left its runtime behind: that one is ended.
 * Throws when another live launcher serves the folder.
 */
export function claimFolder(folder: string): {
  note(runtime: number | null): void
  release(): void
} {
  const file = join(folder, 'running.json')
  if (existsSync(file)) {
    const old: Running = JSON.parse(readFileSync(file, 'utf8'))
    // One whose npm was killed notices within a second and goes.
    for (let tries = 0; tries < 20 && isRunning(old.launcher, 'start.ts'); tries++) pause(100)
    if (old.launcher !== process.pid && isRunning(old.launcher, 'start.ts')) {
      throw new Error(
        `Flowroom already runs on ${folder} (process ${old.launcher}). Stop it, or set FLOWROOM_DATA to another folder.`,
      )
    }
    if (old.runtime && isRunning(old.runtime, 'workerd')) process.kill(old.runtime, 'SIGKILL')
  }
  const note = (runtime: number | null) =>
    writeWhole(file, JSON.stringify({ launcher: process.pid, runtime } satisfies Running))
  note(null)
  return { note, release: () => rmSync(file, { force: true }) }
}
