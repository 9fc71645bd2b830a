/**
 * `npm run copies -- list|make|restore FLOW_ID [--day 2026-11-26]`: the daily copies of a draft's room, of the local
 * server or of the one that FLOWROOM_URL, FLOWROOM_ACCOUNT and FLOWROOM_API_KEY name.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { CopyRestored, RoomCopies, RoomCopy } from '../../shared/api/copies.ts'
import type { Demo } from '../local/demo.ts'
import { dataFolder } from '../local/state.ts'

const usage = 'npm run copies -- list|make|restore FLOW_ID [--day 2026-11-26]'

/** Says why, and ends with 2 where the call was wrong, 1 where it failed. */
function fail(message: string, code = 1): never {
  console.error(message)
  process.exit(code)
}

const { positionals, values } = (() => {
  try {
    return parseArgs({ allowPositionals: true, options: { day: { type: 'string' } } })
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n${usage}`, 2)
  }
})()
const [command = '', flowId = ''] = positionals
if (!['list', 'make', 'restore'].includes(command) || !/^\d{16}$/.test(flowId)) fail(usage, 2)

const { url, account, key } = server()
const path = `/app/${account}/versions/${flowId}/copies`
if (command === 'make') {
  const { day, size } = await ask<RoomCopy>('POST', path)
  console.log(`Copied, ${size} bytes, as the copy of ${day}.`)
} else {
  const { copies } = await ask<RoomCopies>('GET', path)
  if (command === 'list') {
    for (const { day, at, size } of copies)
      console.log(`${day}  made ${new Date(at).toISOString()}  ${size} bytes`)
    if (copies.length === 0)
      console.log('There is no copy yet; a draft is copied a day after it changed.')
  } else {
    const day = values.day ?? copies[0]?.day ?? fail('There is no copy to put back.')
    const { how } = await ask<CopyRestored>('POST', `${path}/${day}/restore`)
    console.log(
      how === 'edited'
        ? `Put back the copy of ${day}, as an edit: the text before it is in the history.`
        : `Nothing that the room stored could be read. It was made anew from the copy of ${day}.`,
    )
  }
}

function server(): { url: string; account: string; key: string } {
  const { FLOWROOM_URL, FLOWROOM_ACCOUNT, FLOWROOM_API_KEY } = process.env
  if (FLOWROOM_URL) {
    if (!FLOWROOM_ACCOUNT || !FLOWROOM_API_KEY)
      fail('FLOWROOM_URL needs FLOWROOM_ACCOUNT and FLOWROOM_API_KEY beside it.', 2)
    return { url: FLOWROOM_URL, account: FLOWROOM_ACCOUNT, key: FLOWROOM_API_KEY }
  }
  const file = join(dataFolder(), 'demo.json')
  if (!existsSync(file)) fail('There is no local server here; start one, or set FLOWROOM_URL.', 2)
  const demo: Demo = JSON.parse(readFileSync(file, 'utf8'))
  return { url: demo.url, account: demo.accountId, key: demo.apiKey }
}

async function ask<T>(method: string, path: string): Promise<T> {
  const reply = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(method === 'POST' ? { body: '{}' } : {}),
  }).catch((error) => fail(`${url} does not answer: ${error.cause?.message ?? error.message}`))
  const text = await reply.text()
  if (reply.ok) return JSON.parse(text) as T
  let detail = text
  try {
    const problem = JSON.parse(text)
    detail = problem.detail ?? problem.title ?? text
  } catch {
    // Not one of ours: as it came.
  }
  return fail(`${reply.status}: ${detail}`)
}
