/** The Graph API's addresses: which call means what, and how refusals are answered. */
import { BodyTooLarge } from '../limited-body.ts'
import { sameText, sha256, type World } from '../world-context.ts'
import {
  changeNumber,
  listNumbers,
  listSubscriptions,
  showAccount,
  showNumber,
  subscribe,
  unsubscribe,
} from './account.ts'
import { blockUsers, listBlockedUsers, unblockUsers } from './block-users.ts'
import { requireBudget, requirePermission } from './budget.ts'
import type { GraphCall } from './call.ts'
import { debugToken } from './debug-token.ts'
import { setPublicKey, showPublicKey } from './encryption.ts'
import { badToken, expiredToken, GraphError, unknownObject } from './errors.ts'
import { getFile } from './file-store.ts'
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
import { deleteMedia, downloadMedia, showMedia, uploadMedia } from './media.ts'
import { sendMessage } from './messages.ts'
import { readParams, tooLarge } from './params.ts'
import { getTemplate } from './template-store.ts'
import {
  createTemplate,
  deleteTemplates,
  editTemplate,
  listTemplates,
  showTemplate,
  unpauseTemplate,
} from './templates.ts'
import { answerUpload, startUpload } from './uploads.ts'

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
  'POST ': changeNumber,
  'POST messages': sendMessage,
  'POST media': uploadMedia,
  'GET block_users': listBlockedUsers,
  'POST block_users': blockUsers,
  'DELETE block_users': unblockUsers,
  'GET whatsapp_business_encryption': showPublicKey,
  'POST whatsapp_business_encryption': setPublicKey,
}

const appCalls: Record<string, Handler> = { 'POST uploads': startUpload }

const templateCalls: Record<string, (call: GraphCall, template: TemplateOf) => Response> = {
  'GET ': showTemplate,
  'POST ': editTemplate,
  'POST unpause': unpauseTemplate,
}
type TemplateOf = NonNullable<ReturnType<typeof getTemplate>>

const mediaCalls = { 'GET ': showMedia, 'DELETE ': deleteMedia }

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
    const [, asked] = /^\/(v[^/]+)\/debug_token\/?$/.exec(path) ?? []
    if (asked !== undefined && request.method === 'GET') {
      requireVersion(world, asked, path)
      return await debugToken(
        world,
        readToken(request),
        address.url.searchParams.get('input_token'),
      )
    }
    if (!world) throw badToken('Invalid OAuth access token - Cannot parse access token')
    await authorise(world, request)
    const [, file] = /^\/media\/\d+\/(\d+)$/.exec(path) ?? []
    if (file !== undefined && request.method === 'GET') {
      return await downloadMedia(world, file, address.url.searchParams)
    }
    const [, version = '', id = '', edge = '', ...more] = path.replace(/\/+$/, '').split('/')
    requireVersion(world, version, path)
    if (id === '' || more.length > 1) throw unknownPath(path)
    if (decodeURIComponent(id).startsWith('upload:')) {
      requirePermission(world, 'whatsapp_business_management')
      return await answerUpload(world, decodeURIComponent(id), request)
    }
    const params = await readParams(request)
    const call: GraphCall = {
      world,
      method: request.method,
      params,
      headers: request.headers,
      ...address,
    }
    const [object, edgeName, item] = [id, edge, more[0] ?? ''].map(decodeURIComponent)
    return await dispatch(call, object ?? '', edgeName ?? '', item ?? '')
  } catch (error) {
    if (error instanceof GraphError) return error.toResponse()
    if (error instanceof BodyTooLarge) return tooLarge().toResponse()
    if (error instanceof URIError) return unknownPath(path).toResponse()
    console.error('sandbox graph call failed', error)
    return new GraphError(1, {
      message: 'An unknown error has occurred.',
      status: 500,
    }).toResponse()
  }
}

/** Every version is served, unless the world knows a newest one. */
function requireVersion(world: World | undefined, version: string, path: string): void {
  const [, number] = /^v([1-9]\d{0,3})\.0$/.exec(version) ?? []
  const newest = world?.settings.newestVersion ?? null
  if (number === undefined || (newest !== null && Number(number) > newest)) throw unknownPath(path)
}

const unknownPath = (path: string) =>
  new GraphError(2500, { message: `Unknown path components: ${path.slice(0, 200)}` })

/** `Bearer`, or `OAuth` as uploads write it. */
async function authorise(world: World, request: Request): Promise<void> {
  const token = readToken(request)
  if (token !== undefined && sameText(await sha256(token), world.config.tokenHash)) {
    if (world.settings.tokenExpired) throw expiredToken(world.now())
    return
  }
  throw badToken('Error validating access token: the token does not belong to this account.')
}

/** The access token of a request: in its header, or as the parameter `access_token`. */
export function readToken(request: Request): string | undefined {
  const [, token] =
    /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  return token ?? new URL(request.url).searchParams.get('access_token') ?? undefined
}

const messagingEdges = ['messages', 'media', 'block_users']

function dispatch(
  call: GraphCall,
  id: string,
  edge: string,
  item: string,
): Response | Promise<Response> {
  const { world, method } = call
  const { wabaId, phoneNumberId, appId } = world.config
  if (item !== '') {
    // One template of the account's, as some client libraries ask for it.
    const template = id === wabaId && edge === 'message_templates' && getTemplate(world, item)
    if (template && method === 'GET') return dispatch(call, item, '', '')
    throw unknownPath(`/${edge}/${item}`)
  }
  const media = getFile(world, id, 'media')
  const isMessaging = media !== undefined || (id === phoneNumberId && messagingEdges.includes(edge))
  requirePermission(
    world,
    isMessaging ? 'whatsapp_business_messaging' : 'whatsapp_business_management',
  )
  if (!isMessaging) requireBudget(world)
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
  if (template) return known(templateCalls)(call, template)
  if (media) return known(mediaCalls)(call, media)
  if (id === appId || id === 'app') return known(appCalls)(call)
  throw unknownObject(id, method)
}
