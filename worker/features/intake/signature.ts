/** Whether a webhook's body is what its sender signed: HMAC-SHA256 over the raw bytes (messaging-platforms.md §3.7). */
import { sameSecret, toHex } from '../../http/secrets.ts'

/**
 * Checks `X-Hub-Signature-256`: `sha256=` and 64 lower-case hex digits, keyed with the app secret. Takes as long
 * whatever differs; every other spelling is refused.
 */
export async function isSigned(
  body: Uint8Array<ArrayBuffer>,
  header: string | undefined,
  appSecret: string,
): Promise<boolean> {
  if (header === undefined || !/^sha256=[0-9a-f]{64}$/.test(header)) return false
  const key = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(appSecret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const expected = toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, body)))
  return sameSecret(header.slice('sha256='.length), expected)
}
