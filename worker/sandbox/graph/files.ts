/** Signed addresses of downloads, good for a while; a flow's JSON needs no token. */
import { hex, sameText, type World } from '../world-context.ts'
import { readFlowText } from './flow-store.ts'

const LIFE_SECONDS = 3_600

/** The address of a flow's JSON, signed, good for an hour. */
export async function fileAddress(
  world: World,
  graphBase: string,
  flowId: string,
): Promise<string> {
  const query = await signedQuery(world, flowId, LIFE_SECONDS)
  return `${graphBase}/files/${world.config.wabaId}/${flowId}.json?${query}`
}

/** What makes the address of a file its own: when it ends, and our signature. */
export async function signedQuery(world: World, id: string, seconds: number): Promise<string> {
  const expires = Math.floor(world.now() / 1_000) + seconds
  return `expires=${expires}&signature=${await sign(world, id, expires)}`
}

export async function isSigned(world: World, id: string, query: URLSearchParams): Promise<boolean> {
  const expires = Number(query.get('expires'))
  const expected = await sign(world, id, expires)
  return sameText(expected, query.get('signature') ?? '') && expires * 1_000 >= world.now()
}

/** Answers such an address. */
export async function serveFile(
  world: World,
  name: string,
  query: URLSearchParams,
): Promise<Response> {
  const flowId = name.replace(/\.json$/, '')
  if (!(await isSigned(world, flowId, query))) {
    return new Response('URL signature expired', { status: 403 })
  }
  const text = readFlowText(world, flowId)
  if (text === undefined) return new Response('Not found', { status: 404 })
  return new Response(text, { headers: { 'content-type': 'application/json' } })
}

async function sign(world: World, id: string, expires: number): Promise<string> {
  const key = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(world.config.fileSecret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  return hex(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${id}.${expires}`)))
}
