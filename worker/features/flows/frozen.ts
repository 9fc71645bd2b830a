/** Frozen bytes: a published text lies in R2 under its SHA-256 and is hashed anew at every read (design, I3). */
import type { Env } from '../../env.ts'
import { sha256Hex } from '../../http/secrets.ts'

const keyOf = (sha256: string): string => `flows/${sha256}.json`

/** Stores a text; the same text again is the same object. */
export async function freeze(env: Env, text: string): Promise<{ sha256: string; size: number }> {
  const bytes = new TextEncoder().encode(text)
  const sha256 = await sha256Hex(bytes)
  if (!(await env.BUCKET.head(keyOf(sha256)))) {
    await env.BUCKET.put(keyOf(sha256), bytes, {
      httpMetadata: { contentType: 'application/json; charset=utf-8' },
      sha256,
    })
  }
  return { sha256, size: bytes.byteLength }
}

/** Reads frozen bytes back. @throws where they are missing or no longer what was published. */
export async function readFrozen(env: Env, sha256: string): Promise<string> {
  const object = await env.BUCKET.get(keyOf(sha256))
  if (!object) throw new Error(`frozen text ${sha256} is missing`)
  const bytes = new Uint8Array(await object.arrayBuffer())
  const now = await sha256Hex(bytes)
  if (now !== sha256) throw new Error(`frozen text ${sha256} reads as ${now}`)
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}
