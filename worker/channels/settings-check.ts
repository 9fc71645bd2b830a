/** Testing settings against their provider, whichever it is: they work, or each wrong one is named. */
import type { NumberHealth } from '../../shared/api/channels.ts'
import type { ConnectableProvider, SettingFinding } from '../../shared/channels/providers.ts'
import type { Env } from '../env.ts'
import { type CloudApiValues, checkCloudApi } from './cloud-api-check.ts'

export type SettingsCheck =
  /** `phoneNumber` is `+` and digits. */
  | { kind: 'works'; phoneNumber: string; health: NumberHealth }
  | { kind: 'wrong'; findings: SettingFinding[] }
  /** The provider asks to wait: nothing is known. */
  | { kind: 'busy'; message: string; retryAfterSeconds: number }

/** `values` are tidied and free of flaws; `sandbox` says that they lead to our own emulator. */
export const checkSettings = (
  env: Env,
  provider: ConnectableProvider,
  values: Readonly<Record<string, string>>,
  sandbox: boolean,
): Promise<SettingsCheck> => checks[provider](env, values, sandbox)

const checks: Record<
  ConnectableProvider,
  (env: Env, values: Readonly<Record<string, string>>, sandbox: boolean) => Promise<SettingsCheck>
> = {
  'cloud-api': (env, values, sandbox) => checkCloudApi(env, values as CloudApiValues, sandbox),
}
