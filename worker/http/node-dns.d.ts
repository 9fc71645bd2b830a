/** What the runtime offers of Node's name look-up and the address guard uses; the platform's types leave it out. */
declare module 'node:dns/promises' {
  export function resolve4(name: string): Promise<string[]>
  export function resolve6(name: string): Promise<string[]>
}
