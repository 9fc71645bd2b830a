/** How passwords are kept: people's own and those of share links. */
import { scrypt, timingSafeEqual } from 'node:crypto'
import { toHex } from '../../http/secrets.ts'

/** scrypt by the runtime itself: N 16384, r 16, p 1, 64 bytes; stored as salt:key in hex. */
export function hashPassword(password: string): Promise<string> {
  const salt = toHex(crypto.getRandomValues(new Uint8Array(16)))
  return derive(password, salt).then((key) => `${salt}:${toHex(key)}`)
}

export async function verifyPassword({
  hash,
  password,
}: {
  hash: string
  password: string
}): Promise<boolean> {
  const [salt, expected] = hash.split(':')
  if (!salt || !expected) return false
  const key = await derive(password, salt)
  const wanted = fromHex(expected)
  return wanted.byteLength === key.byteLength && timingSafeEqual(wanted, key)
}

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

const derive = (password: string, salt: string): Promise<Uint8Array> =>
  new Promise((done, failed) =>
    scrypt(
      password.normalize('NFKC'),
      salt,
      64,
      { N: 16384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 },
      (error, key) => (error ? failed(error) : done(key)),
    ),
  )
