/** Testing settings against their provider, whichever it is: they work, or each wrong one is named. */
import type { NumberHealth } from '../../shared/api/channels.ts'
import type { Provider, SettingFinding } from '../../shared/channels/providers.ts'
import type { Env } from '../env.ts'
import { type CloudApiValues, checkCloudApi } from './cloud-api-check.ts'
import { checkEightByEight, type EightByEightValues } from './eight-by-eight-settings.ts'

export type SettingsCheck =
  /** `phoneNumber` is `+` and digits; `health` is null where the provider says nothing of it. */
  | { kind: 'works'; phoneNumber: string; health: NumberHealth | null }
  | { kind: 'wrong'; findings: SettingFinding[] }
  /** The provider asks to wait: nothing is known. */
  | { kind: 'busy'; message: string; retryAfterSeconds: number }

/** `values` are tidied and free of flaws; `sandbox` says that they lead to our own emulator. */
export const checkSettings = (
  env: Env,
  provider: Provider,
  values: Readonly<Record<string, string>>,
  sandbox: boolean,
): Promise<SettingsCheck> => checks[provider](env, values, sandbox)

const checks: Record<
  Provider,
  (env: Env, values: Readonly<Record<string, string>>, sandbox: boolean) => Promise<SettingsCheck>
> = {
  'cloud-api': (env, values, sandbox) => checkCloudApi(env, values as CloudApiValues, sandbox),
  '8x8': (env, values) => checkEightByEight(env, values as EightByEightValues),
}
