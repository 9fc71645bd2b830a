/** Tests the settings of a Cloud API channel against the provider and names each wrong one (messaging-platforms.md §3). */
import type { NumberHealth } from '../../shared/api/channels.ts'
import type { CloudApiSetting } from '../../shared/channels/cloud-api.ts'
import type { SettingFinding } from '../../shared/channels/providers.ts'
import type { Result } from '../../shared/result.ts'
import type { Env } from '../env.ts'
import type { ProviderError } from './channel.ts'
import { type Ask, asker, type Body, findIn } from './cloud-api-call.ts'
import { patiently } from './patiently.ts'
import { isRecord } from './reading.ts'
import type { SettingsCheck } from './settings-check.ts'

export type CloudApiValues = Record<CloudApiSetting, string>

const permissions = ['whatsapp_business_messaging', 'whatsapp_business_management'] as const

export async function checkCloudApi(
  env: Env,
  values: CloudApiValues,
  sandbox: boolean,
): Promise<SettingsCheck> {
  const graph = {
    graphBaseUrl: values.graphBaseUrl,
    graphVersion: values.graphVersion,
    sandbox,
  }
  const asApp = patient(asker(env, graph, `${values.appId}|${values.appSecret}`))
  const ask = patient(asker(env, graph, values.token))

  const debug = await asApp('GET', `/debug_token?input_token=${encodeURIComponent(values.token)}`)
  if (!debug.ok) {
    const end = endOf(debug.error, values)
    if (end) return end
  }
  const app = debug.ok ? readToken(debug.value, values) : appFindings(debug.error, values)
  const findings = [...app.findings]
  // A token that is no good cannot be asked for anything else.
  if (app.isDead) return { kind: 'wrong', findings }

  const seen = await seeNumber(ask, values)
  if ('end' in seen) return seen.end
  const isNamed = (name: CloudApiSetting) => findings.some(({ setting }) => setting === name)
  findings.push(...seen.findings.filter(({ setting }) => setting !== 'token' || !isNamed('token')))
  if (findings.length > 0) return { kind: 'wrong', findings }
  return factsOf(ask, values, app.endsAt)
}

const finding = (setting: CloudApiSetting | null, message: string): SettingFinding => ({
  setting,
  message,
})

type AppCheck = { findings: SettingFinding[]; endsAt: number | null; isDead: boolean }

const otherApp = (appId: string) =>
  finding(
    'appId',
    `The access token was made for another app than ${appId}. Enter the ID and the secret of its own app.`,
  )

/** What the provider says of the token. */
function readToken(body: Body, { appId }: CloudApiValues): AppCheck {
  const data = isRecord(body.data) ? body.data : {}
  const error = isRecord(data.error) ? data.error : {}
  const ends = typeof data.expires_at === 'number' && data.expires_at > 0 ? data.expires_at : null
  if (data.is_valid !== true) {
    const isOver = error.subcode === 463 || error.code === 463
    return { findings: [isOver ? tokenOver : tokenWrong], endsAt: null, isDead: true }
  }
  const scopes: unknown[] = Array.isArray(data.scopes) ? data.scopes : []
  const missing = permissions.filter((permission) => !scopes.includes(permission))
  return {
    findings: [
      ...(data.app_id !== undefined && String(data.app_id) !== appId ? [otherApp(appId)] : []),
      ...(missing.length > 0 ? [lacks(missing)] : []),
    ],
    endsAt: ends === null ? null : ends * 1000,
    isDead: false,
  }
}

const tokenOver = finding(
  'token',
  'This access token has expired. Make a new one for the system user; it can be made to never expire.',
)
const tokenWrong = finding(
  'token',
  'Meta does not know this access token: it is mistyped, or was taken back. Copy it once more.',
)
const lacks = (missing: readonly string[]) =>
  finding(
    'token',
    `This access token lacks the permission${missing.length > 1 ? 's' : ''} ${missing.join(' and ')}. ` +
      'Give it to the system user, then make a new token.',
  )

/** Why the app could not ask about the token: its id or its secret. */
function appFindings(error: ProviderError, { appId }: CloudApiValues): AppCheck {
  const found =
    error.code === 101
      ? finding('appId', `There is no app with the ID ${appId}.`)
      : error.code === 100
        ? otherApp(appId)
        : error.code === 190
          ? finding('appSecret', `This is not the secret of the app ${appId}.`)
          : finding(null, error.message)
  return { findings: [found], endsAt: null, isDead: false }
}

/** Whether the account is there, and the number in it. */
async function seeNumber(
  ask: Ask,
  values: CloudApiValues,
): Promise<{ findings: SettingFinding[] } | { end: SettingsCheck }> {
  const { wabaId, phoneNumberId } = values
  const listed = await findIn(
    ask,
    `/${wabaId}/phone_numbers?fields=id`,
    (row) => String(row.id) === phoneNumberId,
  )
  if (listed.ok && listed.value !== null) return { findings: [] }
  if (!listed.ok) {
    const end = endOf(listed.error, values)
    if (end) return { end }
    const ofToken = tokenFinding(listed.error)
    if (ofToken) return { findings: [ofToken] }
  }
  const alone = await ask('GET', `/${phoneNumberId}?fields=id,display_phone_number`)
  const end = alone.ok ? null : endOf(alone.error, values)
  if (end) return { end }
  const findings: SettingFinding[] = []
  if (!listed.ok) {
    findings.push(
      finding(
        'wabaId',
        `There is no WhatsApp Business account ${wabaId}, or this access token may not see it.`,
      ),
    )
  }
  if (!alone.ok) {
    findings.push(
      finding(
        'phoneNumberId',
        `There is no phone number with the ID ${phoneNumberId}, or this access token may not see it.`,
      ),
    )
  } else if (listed.ok) {
    findings.push(
      finding(
        'phoneNumberId',
        `The phone number ${phoneNumberId} belongs to another account than ${wabaId}.`,
      ),
    )
  }
  return { findings }
}

/** What a refused call says about the token, if it does. */
function tokenFinding({ code, subcode, message }: ProviderError): SettingFinding | null {
  if (code === 0 || code === 190) return subcode === 463 ? tokenOver : tokenWrong
  if (code === 3 || code === 10 || (code !== null && code >= 200 && code < 300))
    return finding('token', `This access token lacks a permission. Meta says: ${message}`)
  return null
}

const factFields = [
  'display_phone_number',
  'verified_name',
  'quality_rating',
  'name_status',
  'status',
  'throughput',
]

/** The number as the provider describes it. Older versions know the limit under another name. */
async function factsOf(
  ask: Ask,
  values: CloudApiValues,
  tokenEndsAt: number | null,
): Promise<SettingsCheck> {
  const askFor = (limit: string) =>
    ask('GET', `/${values.phoneNumberId}?fields=${[...factFields, limit].join(',')}`)
  let reply: Result<Body, ProviderError> = await askFor('whatsapp_business_manager_messaging_limit')
  if (!reply.ok && reply.error.code === 100) reply = await askFor('messaging_limit_tier')
  if (!reply.ok) {
    const { error } = reply
    return (
      endOf(error, values) ?? {
        kind: 'wrong',
        findings: [tokenFinding(error) ?? finding('phoneNumberId', `Meta says: ${error.message}`)],
      }
    )
  }
  const { value } = reply
  const digits = (textOf(value.display_phone_number) ?? '').replace(/\D/g, '')
  if (digits === '') {
    return { kind: 'wrong', findings: [finding('phoneNumberId', 'This is no phone number.')] }
  }
  const health: NumberHealth = {
    at: Date.now(),
    verifiedName: textOf(value.verified_name),
    quality: textOf(value.quality_rating),
    messagingLimit:
      textOf(value.whatsapp_business_manager_messaging_limit) ?? textOf(value.messaging_limit_tier),
    nameStatus: textOf(value.name_status),
    throughput: isRecord(value.throughput) ? textOf(value.throughput.level) : null,
    status: textOf(value.status),
    tokenEndsAt,
  }
  return { kind: 'works', phoneNumber: `+${digits}`, health }
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, 200) : null

/** What ends a test before its end: nobody there, somebody else there, another version, or a provider that wants quiet. */
function endOf(
  { kind, code, message, retryAfterSeconds }: ProviderError,
  { graphBaseUrl, graphVersion }: CloudApiValues,
): SettingsCheck | null {
  if (kind === 'later' || (kind === 'unknown' && retryAfterSeconds !== undefined))
    return { kind: 'busy', message, retryAfterSeconds: retryAfterSeconds ?? 60 }
  const { host } = new URL(graphBaseUrl)
  const wrong = (setting: CloudApiSetting, words: string): SettingsCheck => ({
    kind: 'wrong',
    findings: [finding(setting, words)],
  })
  if (kind === 'unreachable') return wrong('graphBaseUrl', `Nothing answers at ${host}.`)
  if (code === null && kind === 'refused')
    return wrong('graphBaseUrl', `${host} answers, but not as the Graph API does.`)
  if (code === null) return wrong('graphBaseUrl', message)
  if (code === 2500 || code === 2635)
    return wrong('graphVersion', `The Graph API has no version ${graphVersion} (any more).`)
  return null
}

/** Asks again where the provider asks for a short wait. Only for calls that change nothing. */
const patient =
  (ask: Ask): Ask =>
  (...call) =>
    patiently(() => ask(...call))
