/** The account and its number over the Graph API: facts about them, and which app hears their webhooks. */
import { isLocal } from '../../env.ts'
import { isOwnAddress, shakeHands } from '../outbox.ts'
import type { World } from '../world-context.ts'
import { type GraphCall, success } from './call.ts'
import { GraphError, invalidParameter } from './errors.ts'
import { type FieldMap, pick } from './fields.ts'
import { isRecord } from './message-content.ts'

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
  whatsapp_business_manager_messaging_limit: ({ settings }) => tierOf(settings.messagingLimit),
  messaging_limit_tier: ({ settings }) => tierOf(settings.messagingLimit),
  webhook_configuration: ({ config }) => ({
    application: config.callbackUrl,
    ...(config.override && { whatsapp_business_account: config.override.callbackUrl }),
    ...(config.numberOverride && { phone_number: config.numberOverride.callbackUrl }),
  }),
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

/** The smallest tier that holds a limit. */
function tierOf(limit: number | null): string {
  const tiers = { TIER_250: 250, TIER_2K: 2_000, TIER_10K: 10_000, TIER_100K: 100_000 }
  const found = Object.entries(tiers).find(([, most]) => limit !== null && limit <= most)
  return found?.[0] ?? 'TIER_UNLIMITED'
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

/** `POST /{PHONE}` with `webhook_configuration`: the number's own webhooks go elsewhere, or back where they went. */
export async function changeNumber({ world, params }: GraphCall): Promise<Response> {
  const wanted = params.raw('webhook_configuration')
  if (!isRecord(wanted)) {
    throw invalidParameter('The parameter webhook_configuration is required.')
  }
  const { override_callback_uri: callbackUrl, verify_token: verifyToken } = wanted
  if (callbackUrl === undefined || callbackUrl === '') {
    world.saveConfig({ numberOverride: undefined })
    return success()
  }
  const override = await verifiedOverride(world, callbackUrl, verifyToken)
  world.saveConfig({ numberOverride: override })
  return success()
}

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
  const override = await verifiedOverride(world, callbackUrl, params.text('verify_token'))
  world.saveConfig({ subscribed: true, override, verifiedCallbackUrl: callbackUrl })
  return success()
}

/** Another address for webhooks, once it answered the handshake. */
async function verifiedOverride(
  world: World,
  callbackUrl: unknown,
  verifyToken: unknown,
): Promise<{ callbackUrl: string; verifyToken: string }> {
  if (typeof verifyToken !== 'string' || verifyToken === '') {
    throw invalidParameter('The parameter verify_token is required.')
  }
  if (typeof callbackUrl !== 'string' || callbackUrl.length > 200 || !mayCall(world, callbackUrl)) {
    throw invalidParameter(
      'Param override_callback_uri must be an https address of at most 200 characters.',
    )
  }
  const refusal = await shakeHands(world, callbackUrl, verifyToken)
  if (refusal !== undefined) {
    throw new GraphError(2200, { message: `Callback verification failed: ${refusal}` })
  }
  return { callbackUrl, verifyToken }
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
