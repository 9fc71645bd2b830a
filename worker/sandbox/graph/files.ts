/** Addresses of downloads that work without a token, for a while. */
import { hex, sameText, type World } from '../world-context.ts'
import { readFlowText } from './flow-store.ts'

const LIFE_SECONDS = 3_600

/** The address of a flow's JSON, signed, good for an hour. */
export async function fileAddress(
  world: World,
  graphBase: string,
  flowId: string,
): Promise<string> {
  const expires = Math.floor(world.now() / 1_000) + LIFE_SECONDS
  const signature = await sign(world, flowId, expires)
  return `${graphBase}/files/${world.config.wabaId}/${flowId}.json?expires=${expires}&signature=${signature}`
}

/** Answers such an address. */
export async function serveFile(
  world: World,
  name: string,
  query: URLSearchParams,
): Promise<Response> {
  const flowId = name.replace(/\.json$/, '')
  const expires = Number(query.get('expires'))
  const expected = await sign(world, flowId, expires)
  const isGenuine = sameText(expected, query.get('signature') ?? '')
  if (!isGenuine || expires * 1_000 < world.now()) {
    return new Response('URL signature expired', { status: 403 })
  }
  const text = readFlowText(world, flowId)
  if (text === undefined) return new Response('Not found', { status: 404 })
  return new Response(text, { headers: { 'content-type': 'application/json' } })
}

async function sign(world: World, flowId: string, expires: number): Promise<string> {
  const key = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(world.config.fileSecret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  return hex(
    await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${flowId}.${expires}`)),
  )
}
