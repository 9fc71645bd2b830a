/** The preview of a flow: an address that shows it to whoever has it, until it ends or is renewed. */
import { problem } from '../problems.ts'
import { hex, sameText, type World } from '../world-context.ts'
import { getFlow, readFlowText } from './flow-store.ts'

const LIFE_MS = 30 * 86_400_000

type Preview = { preview_key: string | null; preview_until: number | null }

/** The key in force; undefined where there is none, or its time is over. */
function readKey(world: World, flowId: string): { key: string; until: number } | undefined {
  const [row] = world.sql.exec<Preview>(
    'SELECT preview_key, preview_until FROM flows WHERE id = ?',
    flowId,
  )
  if (!row?.preview_key || row.preview_until === null) return undefined
  if (row.preview_until <= world.now()) return undefined
  return { key: row.preview_key, until: row.preview_until }
}

/** Ends the address that there was, and makes another. */
export function renewPreview(world: World, flowId: string): { key: string; until: number } {
  const key = hex(crypto.getRandomValues(new Uint8Array(24)))
  const until = world.now() + LIFE_MS
  world.sql.exec(
    'UPDATE flows SET preview_key = ?, preview_until = ? WHERE id = ?',
    key,
    until,
    flowId,
  )
  return { key, until }
}

/** The field `preview` of a flow. */
export function previewOf(world: World, flowId: string, graphBase: string) {
  const { key, until } = readKey(world, flowId) ?? renewPreview(world, flowId)
  const base = graphBase.replace(/\/graph$/, '')
  return {
    preview_url: `${base}/preview/${world.config.wabaId}/${flowId}?token=${key}`,
    expires_at: new Date(until).toISOString().replace(/\.\d+Z$/, '+0000'),
  }
}

/** What the page at that address shows. */
export function servePreview(world: World | undefined, flowId: string, token: string): Response {
  const flow = world && getFlow(world, flowId)
  const inForce = world && readKey(world, flowId)
  if (!world || !flow || !inForce || !sameText(inForce.key, token)) {
    return problem('not-found', 'There is no such preview.')
  }
  return Response.json(
    {
      flowId,
      name: flow.name,
      status: flow.status,
      flowJson: readFlowText(world, flowId) ?? '',
    },
    { headers: { 'cache-control': 'no-store' } },
  )
}
