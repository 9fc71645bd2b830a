/** Secrets at rest and in comparison: sealing by JWE, hashing of tokens, constant-time equality. */
import { base64url, CompactEncrypt, compactDecrypt } from 'jose'
import type { Env } from '../env.ts'

/** Encrypts a channel secret for storage (AES-256-GCM, direct key). */
export const seal = (env: Env, secret: string): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(secret))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(base64url.decode(env.SEALING_KEY))

/** @throws where the text was sealed under another key or changed. */
export async function unseal(env: Env, sealed: string): Promise<string> {
  const { plaintext } = await compactDecrypt(sealed, base64url.decode(env.SEALING_KEY))
  return new TextDecoder().decode(plaintext)
}

/** SHA-256 of text or bytes, lower-case hex. */
export async function sha256Hex(data: string | Uint8Array): Promise<string> {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

export const toHex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** A token of 256 random bits, base64url. */
export const mintToken = (): string => base64url.encode(crypto.getRandomValues(new Uint8Array(32)))

/** A token that can be made again from what it is for, and by nobody without our secret. */
export async function derivedToken(env: Env, purpose: string): Promise<string> {
  const encoder = new TextEncoder()
  const key = await crypto.subtle.importKey(
    'raw',
    encoder.encode(env.AUTH_SECRET),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(purpose))
  return base64url.encode(new Uint8Array(mac))
}

/** Equality that takes as long whatever differs. */
export function sameSecret(a: string, b: string): boolean {
  const encoder = new TextEncoder()
  const left = encoder.encode(a)
  const right = encoder.encode(b)
  if (left.byteLength !== right.byteLength) return false
  return crypto.subtle.timingSafeEqual(left, right)
}

export const randomBytes = (length: number): Uint8Array =>
  crypto.getRandomValues(new Uint8Array(length))
