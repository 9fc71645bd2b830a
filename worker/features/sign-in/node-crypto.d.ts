/** The two functions of the runtime's node:crypto that sign-in uses; the Worker's types do not know Node's modules. */
declare module 'node:crypto' {
  export function scrypt(
    password: string,
    salt: string,
    keyLength: number,
    options: { N: number; r: number; p: number; maxmem: number },
    done: (error: Error | null, key: Uint8Array) => void,
  ): void
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean
}
