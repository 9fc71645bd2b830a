/** A file by its address: fetched once through the address guard, and kept as our own copy. */
import type { Media } from '../../../shared/api/media.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { err, type Result } from '../../../shared/result.ts'
import type { Db } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { type AddressRules, fetchOutside, type Outside } from '../../http/address-guard.ts'
import { readCapped } from './read-capped.ts'
import { keepMedia } from './store.ts'

/** From the first question to the last byte. */
const patienceMs = 5_000

/** Refusals: bad-request at `url`, and what a file itself is refused for, at `url` too. */
export async function fetchMedia(
  env: Env,
  db: Db,
  by: { workspaceId: string; createdBy: string },
  address: string,
  now: number,
  rules: AddressRules & { patienceMs?: number },
  outside?: Outside,
): Promise<Result<Media, Problem>> {
  const signal = AbortSignal.timeout(rules.patienceMs ?? patienceMs)
  let bytes: Awaited<ReturnType<typeof bytesAt>>
  try {
    // Looking up a name knows no signal, and a body may not heed it.
    bytes = await Promise.race([bytesAt(address, signal, rules, outside), whenAborted(signal)])
  } catch (error) {
    if (signal.aborted)
      return refuse('The address took longer than 5 seconds. Upload the file instead.')
    console.error(`media by address: ${String(error)}`)
    return refuse('The address could not be reached.')
  }
  if (!bytes.ok) return err({ ...bytes.error, field: 'url' })
  const kept = await keepMedia(env, db, by, { name: nameIn(address), bytes: bytes.value }, now)
  return kept.ok ? kept : err({ ...kept.error, field: 'url' })
}

async function bytesAt(
  address: string,
  signal: AbortSignal,
  rules: AddressRules,
  outside?: Outside,
): Promise<Result<Uint8Array<ArrayBuffer>, Problem>> {
  const headers = { accept: 'image/png, image/jpeg, video/mp4, video/3gpp, application/pdf' }
  const found = await fetchOutside(address, { headers, signal }, rules, outside)
  if (!found.ok) return refuse(found.error)
  const response = found.value
  if (response.ok) return readCapped(response)
  await response.body?.cancel()
  return refuse(`The address answered ${response.status} instead of a file.`)
}

/** Never ends well: only by the signal. */
const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

const refuse = (detail: string) => err(problem('bad-request', { field: 'url', detail }))

/** The last part of its path. */
function nameIn(address: string): string {
  const last = new URL(address).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
