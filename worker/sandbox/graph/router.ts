/** The Graph API's addresses: which call means what, and how refusals are answered. */
import { sameText, sha256, type World } from '../world-context.ts'
import {
  listNumbers,
  listSubscriptions,
  showAccount,
  showNumber,
  subscribe,
  unsubscribe,
} from './account.ts'
import type { GraphCall } from './call.ts'
import { badToken, GraphError, unknownObject } from './errors.ts'
import { getFlow } from './flow-store.ts'
import {
  changeFlow,
  createFlow,
  deleteFlow,
  deprecateFlow,
  listAssets,
  listFlows,
  publishFlow,
  showFlow,
  uploadAsset,
} from './flows.ts'
import { sendMessage } from './messages.ts'
import { readParams } from './params.ts'
import { getTemplate } from './template-store.ts'
import { createTemplate, deleteTemplates, listTemplates, showTemplate } from './templates.ts'

type Handler = (call: GraphCall) => Response | Promise<Response>

const accountCalls: Record<string, Handler> = {
  'GET ': showAccount,
  'GET flows': listFlows,
  'POST flows': createFlow,
  'GET message_templates': listTemplates,
  'POST message_templates': createTemplate,
  'DELETE message_templates': deleteTemplates,
  'GET phone_numbers': listNumbers,
  'GET subscribed_apps': listSubscriptions,
  'POST subscribed_apps': subscribe,
  'DELETE subscribed_apps': unsubscribe,
}

const numberCalls: Record<string, Handler> = {
  'GET ': showNumber,
  'POST messages': sendMessage,
}

const flowCalls: Record<string, (call: GraphCall, flow: FlowOf) => Response | Promise<Response>> = {
  'GET ': showFlow,
  'POST ': changeFlow,
  'DELETE ': deleteFlow,
  'GET assets': listAssets,
  'POST assets': uploadAsset,
  'POST publish': publishFlow,
  'POST deprecate': deprecateFlow,
}
type FlowOf = NonNullable<ReturnType<typeof getFlow>>

/**
 * Answers one Graph call, always in the Graph API's shape. `path` is what follows `/graph`; `world` is undefined
 * where the token names none.
 */
export async function answerGraph(
  world: World | undefined,
  request: Request,
  path: string,
  address: { url: URL; graphBase: string },
): Promise<Response> {
  try {
    if (!world) throw badToken('Invalid OAuth access token - Cannot parse access token')
    await authorise(world, request)
    const [, version = '', id = '', edge = '', ...more] = path.replace(/\/+$/, '').split('/')
    if (!/^v[1-9]\d{0,3}\.0$/.test(version) || id === '' || more.length > 0) throw unknownPath(path)
    const params = await readParams(request)
    const call: GraphCall = {
      world,
      method: request.method,
      params,
      headers: request.headers,
      ...address,
    }
    return await dispatch(call, decodeURIComponent(id), decodeURIComponent(edge))
  } catch (error) {
    if (error instanceof GraphError) return error.toResponse()
    if (error instanceof URIError) return unknownPath(path).toResponse()
    console.error('sandbox graph call failed', error)
    return new GraphError(1, {
      message: 'An unknown error has occurred.',
      status: 500,
    }).toResponse()
  }
}

const unknownPath = (path: string) =>
  new GraphError(2500, { message: `Unknown path components: ${path.slice(0, 200)}` })

/** `Bearer`, or `OAuth` as uploads write it. */
async function authorise(world: World, request: Request): Promise<void> {
  const token = readToken(request)
  if (token !== undefined && sameText(await sha256(token), world.config.tokenHash)) return
  throw badToken('Error validating access token: the token does not belong to this account.')
}

/** The access token of a request: in its header, or as the parameter `access_token`. */
export function readToken(request: Request): string | undefined {
  const [, token] =
    /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  return token ?? new URL(request.url).searchParams.get('access_token') ?? undefined
}

function dispatch(call: GraphCall, id: string, edge: string): Response | Promise<Response> {
  const { world, method } = call
  const { wabaId, phoneNumberId } = world.config
  const key = `${method} ${edge}`
  const known = <T>(calls: Record<string, T>): T => {
    const handler = Object.hasOwn(calls, key) ? calls[key] : undefined
    if (handler) return handler
    const isEdgeKnown = edge === '' || Object.keys(calls).some((name) => name.endsWith(` ${edge}`))
    throw isEdgeKnown ? unknownObject(id, method) : unknownPath(`/${edge}`)
  }
  if (id === wabaId) return known(accountCalls)(call)
  if (id === phoneNumberId) return known(numberCalls)(call)
  const flow = getFlow(world, id)
  if (flow) return known(flowCalls)(call, flow)
  const template = getTemplate(world, id)
  if (template) return known({ 'GET ': showTemplate })(call, template)
  throw unknownObject(id, method)
}
