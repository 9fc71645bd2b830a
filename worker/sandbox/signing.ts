/** How webhook calls are written and signed. */
import { hex } from './world-context.ts'

/** JSON as the platform writes it: everything outside ASCII as \uXXXX. */
export const escapeNonAscii = (json: string): string =>
  json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** The value of `X-Hub-Signature-256`: HMAC-SHA256 of the raw bytes, keyed with the app secret. */
export async function signBody(appSecret: string, bytes: Uint8Array): Promise<string> {
  const key = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(appSecret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  return `sha256=${hex(await crypto.subtle.sign('HMAC', key, bytes))}`
}
