/** The account and its number over the Graph API: facts about them, and which app hears their webhooks. */
import { isLocal } from '../../env.ts'
import { isOwnAddress, shakeHands } from '../outbox.ts'
import type { World } from '../world-context.ts'
import { type GraphCall, success } from './call.ts'
import { GraphError, invalidParameter } from './errors.ts'
import { type FieldMap, pick } from './fields.ts'

const numberFields: FieldMap<World> = {
  id: ({ config }) => config.phoneNumberId,
  display_phone_number: ({ config }) => config.displayPhoneNumber,
  verified_name: ({ config }) => config.verifiedName,
  code_verification_status: () => 'VERIFIED',
  name_status: () => 'APPROVED',
  status: () => 'CONNECTED',
  quality_rating: () => 'GREEN',
  platform_type: () => 'CLOUD_API',
  account_mode: () => 'SANDBOX',
  throughput: ({ settings }) => ({
    level: (settings.messagesPerSecond ?? 1_000) > 80 ? 'HIGH' : 'STANDARD',
  }),
  whatsapp_business_manager_messaging_limit: () => 'TIER_UNLIMITED',
  messaging_limit_tier: () => 'TIER_UNLIMITED',
  health_status: ({ config }) => ({
    can_send_message: 'AVAILABLE',
    entities: [
      {
        entity_type: 'PHONE_NUMBER',
        id: config.phoneNumberId,
        can_send_message: 'AVAILABLE',
      },
      { entity_type: 'WABA', id: config.wabaId, can_send_message: 'AVAILABLE' },
    ],
  }),
}

const usualNumberFields = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
]

const pickNumber = ({ world, params }: GraphCall) =>
  pick(world, numberFields, params.text('fields'), usualNumberFields, 'WhatsAppBusinessPhoneNumber')

/** `GET /{PHONE}` */
export const showNumber = (call: GraphCall): Response => Response.json(pickNumber(call))

/** `GET /{WABA}/phone_numbers` */
export const listNumbers = (call: GraphCall): Response =>
  Response.json({
    data: [pickNumber(call)],
    paging: { cursors: { before: btoa('1'), after: btoa('1') } },
  })

const accountFields: FieldMap<World> = {
  id: ({ config }) => config.wabaId,
  name: ({ config }) => config.verifiedName,
  currency: () => 'USD',
  timezone_id: () => '0',
  account_review_status: () => 'APPROVED',
  business_verification_status: () => 'verified',
  message_template_namespace: ({ config }) => `sandbox_${config.wabaId}`,
}

/** `GET /{WABA}` */
export const showAccount = ({ world, params }: GraphCall): Response =>
  Response.json(
    pick(
      world,
      accountFields,
      params.text('fields'),
      ['name', 'timezone_id', 'message_template_namespace'],
      'WhatsAppBusinessAccount',
    ),
  )

/** `GET /{WABA}/subscribed_apps` */
export function listSubscriptions({ world: { config } }: GraphCall): Response {
  if (!config.subscribed) return Response.json({ data: [] })
  const app = { id: config.appId, name: config.verifiedName }
  return Response.json({
    data: [
      {
        whatsapp_business_api_data: app,
        ...(config.override && { override_callback_uri: config.override.callbackUrl }),
      },
    ],
  })
}

/** `POST /{WABA}/subscribed_apps`: with `override_callback_uri` and `verify_token`, webhooks go there instead. */
export async function subscribe({ world, params }: GraphCall): Promise<Response> {
  const callbackUrl = params.text('override_callback_uri')
  if (callbackUrl === undefined) {
    world.saveConfig({ subscribed: true, override: undefined })
    return success()
  }
  const verifyToken = params.text('verify_token')
  if (verifyToken === undefined) throw invalidParameter('The parameter verify_token is required.')
  if (callbackUrl.length > 200 || !mayCall(world, callbackUrl)) {
    throw invalidParameter(
      'Param override_callback_uri must be an https address of at most 200 characters.',
    )
  }
  const refusal = await shakeHands(world, callbackUrl, verifyToken)
  if (refusal !== undefined) {
    throw new GraphError(2200, { message: `Callback verification failed: ${refusal}` })
  }
  world.saveConfig({
    subscribed: true,
    override: { callbackUrl, verifyToken },
    verifiedCallbackUrl: callbackUrl,
  })
  return success()
}

/** `DELETE /{WABA}/subscribed_apps` */
export function unsubscribe({ world }: GraphCall): Response {
  world.saveConfig({ subscribed: false })
  return success()
}

/** Public https addresses and the app's own; on one's own laptop also programs listening on it. */
function mayCall(world: World, address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  if (isOwnAddress(world, address)) return true
  if (isLocal(world.env) && protocol === 'http:') return hostname === '127.0.0.1'
  return protocol === 'https:' && hostname.includes('.') && !/^[\d.]+$|:/.test(hostname)
}
