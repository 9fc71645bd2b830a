/** demo.json: the demo workspace as outsiders need it, and what the start prints of it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalServer } from './server.ts'
import { writeWhole } from './state.ts'

/** As the design gives it; `url` is where this start serves. */
export type Demo = {
  url: string
  accountId: string
  subAccountId: string
  channelId: string
  apiKey: string
  graph: Record<
    'baseUrl' | 'token' | 'wabaId' | 'phoneNumberId' | 'appId' | 'appSecret' | 'verifyToken',
    string
  >
  users: { email: string; password: string; role: string }[]
}

/** Reads the folder's demo.json, or has the demo workspace made and writes it. Another port moves its addresses. */
export async function ensureDemo(folder: string, server: LocalServer): Promise<Demo> {
  const file = join(folder, 'demo.json')
  if (existsSync(file)) {
    const demo: Demo = JSON.parse(readFileSync(file, 'utf8'))
    if (demo.url === server.publicUrl) return demo
    const moved = JSON.parse(JSON.stringify(demo).replaceAll(demo.url, server.publicUrl)) as Demo
    writeWhole(file, JSON.stringify(moved, null, 2), 0o600)
    return moved
  }
  console.log('Making the demo workspace (once)…')
  const demo: Demo = JSON.parse(await server.call('/local/seed', { method: 'POST' }))
  writeWhole(file, JSON.stringify(demo, null, 2), 0o600)
  return demo
}

/** What a newcomer needs to see. */
export function welcome(url: string, demo: Demo, folder: string): string {
  const accounts = demo.users.map(
    (u) => `    ${u.role.padEnd(10)}${u.email.padEnd(24)}${u.password}`,
  )
  return [
    '',
    `  Flowroom is ready: ${url}`,
    '',
    '  Demo accounts',
    ...accounts,
    '',
    `  API key and addresses: ${join(folder, 'demo.json')}`,
    '  Ctrl-C ends everything.',
    '',
  ].join('\n')
}
