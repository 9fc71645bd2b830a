/** Tries the settings of a channel at 8x8 and names each one that is wrong. Changes nothing there. */
import {
  type EightByEightFlowPaths,
  type EightByEightRegion,
  type EightByEightSetting,
  eightByEightRegions,
} from '../../shared/channels/eight-by-eight.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { Env } from '../env.ts'
import type { Asked, ProviderError } from './channel.ts'
import { baseUrlOf, eightByEightClient, pathsOf, type Reached } from './eight-by-eight-client.ts'
import {
  missingRight,
  unknownKey,
  unknownSubaccount,
  unknownThing,
} from './eight-by-eight-errors.ts'
import { patiently } from './patiently.ts'
import type { SettingsCheck } from './settings-check.ts'

const regionName = (region: EightByEightRegion): string =>
  eightByEightRegions.find(({ value }) => value === region)?.label ?? region

/** A finding of one of 8x8's own settings. */
type Finding = { setting: EightByEightSetting; message: string }

/** Where nobody said how long, it is worth asking again after this many seconds. */
const defaultWaitSeconds = 10

export type EightByEightValues = Record<EightByEightSetting, string>

/** The test of a channel's settings. 8x8 tells neither the number nor how it is doing. */
export async function checkEightByEight(
  env: Env,
  values: EightByEightValues,
): Promise<SettingsCheck> {
  const { key, phoneNumber, region, flowPaths, ...ids } = values
  const settings: Reached = {
    ...ids,
    region: region as EightByEightRegion,
    flowPaths: flowPaths as EightByEightFlowPaths,
    ownBaseUrl: null,
  }
  const found = await patiently(() => findWrongSettings(env, settings, key))
  if (!found.ok) {
    const { message, retryAfterSeconds = defaultWaitSeconds } = found.error
    return { kind: 'busy', message, retryAfterSeconds }
  }
  return found.value.length > 0
    ? { kind: 'wrong', findings: found.value }
    : { kind: 'works', phoneNumber, health: null }
}

type Reply = Result<Record<string, unknown>, ProviderError>

/**
 * What 8x8 does not accept, empty where everything works. An error where that cannot be told now: 8x8 is too busy, or
 * broke off.
 */
export async function findWrongSettings(
  env: Env,
  settings: Reached,
  key: string,
): Asked<Finding[]> {
  const ask = eightByEightClient(env, settings, key)
  const paths = pathsOf(settings)
  const [flows, account, message] = await Promise.all([
    ask('GET', `${paths.flows}?limit=1`),
    ask('GET', paths.webhooks),
    // A message that does not exist: the refusal says whether the subaccount does.
    ask('GET', `${paths.messages}/${crypto.randomUUID()}`),
  ])
  const replies = [flows, account, message]

  const notThere = replies.find((reply) => !reply.ok && reply.error.kind === 'unreachable')
  if (notThere) return ok([noAnswer(settings, 'cannot be reached')])
  const open = replies.find((reply) => !reply.ok && reply.error.kind !== 'refused')
  if (open && !open.ok) return err(open.error)
  if (flows.ok && !Array.isArray(flows.value.flows))
    return ok([noAnswer(settings, 'does not answer as 8x8 does')])
  if (replies.some((reply) => codeOf(reply) === unknownKey)) {
    const message = `8x8 in ${regionName(settings.region)} does not know this key: it is wrong, disabled or deleted, or belongs to another region.`
    return ok([{ setting: 'key', message }])
  }
  return ok([...channelFindings(flows, account), ...subaccountFindings(message)])
}

const noAnswer = (settings: Reached, what: string): Finding => ({
  setting: 'region',
  message: `${regionName(settings.region)} (${baseUrlOf(settings)}) ${what}. Choose the region of your 8x8 account.`,
})

const codeOf = (reply: Reply): number | null => (reply.ok ? null : reply.error.code)

/** Flows are kept by account and channel, webhooks by account alone: together they tell which one is wrong. */
function channelFindings(flows: Reply, account: Reply): Finding[] {
  if (flows.ok) return []
  if (codeOf(flows) === missingRight) {
    const message =
      'The key may not see flows of this account. Give it that right in 8x8, or check the account id.'
    return [{ setting: 'key', message }]
  }
  // A key without the right to webhooks leaves open which of the two it is.
  if (codeOf(account) === missingRight) {
    const message = '8x8 has no such channel in this account. Check both ids.'
    return [{ setting: 'channelId', message }]
  }
  if (!account.ok)
    return [{ setting: 'accountId', message: wordsFor(account.error, '8x8 has no such account.') }]
  const message = wordsFor(flows.error, 'This account has no such WhatsApp channel.')
  return [{ setting: 'channelId', message }]
}

function subaccountFindings(message: Reply): Finding[] {
  const code = codeOf(message)
  if (code === unknownSubaccount)
    return [{ setting: 'subaccountId', message: 'This account has no such subaccount.' }]
  if (code !== missingRight) return []
  const words =
    'The key may not use this subaccount. Give it that right in 8x8, or check the subaccount.'
  return [{ setting: 'key', message: words }]
}

const wordsFor = (error: ProviderError, unknown: string): string =>
  error.code === unknownThing ? unknown : error.message
