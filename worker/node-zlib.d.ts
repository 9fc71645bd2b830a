/** What the runtime offers of Node's zlib and rooms use; the platform's types leave Node's modules out. */
declare module 'node:zlib' {
  export function deflateSync(data: Uint8Array, options?: { level?: number }): Uint8Array
  export function inflateSync(data: Uint8Array): Uint8Array
}
