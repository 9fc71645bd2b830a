/** What a token may do, and how many calls an account has in an hour. */
import { countUp, forgetCounts } from '../counts.ts'
import type { SandboxSettings } from '../settings.ts'
import type { World } from '../world-context.ts'
import { GraphError } from './errors.ts'

export function requirePermission(
  world: World,
  permission: SandboxSettings['permissions'][number],
): void {
  if (world.settings.permissions.includes(permission)) return
  throw new GraphError(200, {
    message: `You do not have the necessary permissions for this call: ${permission} is missing.`,
  })
}

const HOUR_MS = 3_600_000

/** Counts a call about flows, templates or the account; nothing is counted while there is no limit. */
export function requireBudget(world: World): void {
  const { managementCallsPerHour } = world.settings
  if (managementCallsPerHour === null) return
  const name = `calls ${Math.floor(world.now() / HOUR_MS)}`
  const count = countUp(world, name)
  if (count === 1) forgetCounts(world, 'calls ', name)
  if (count <= managementCallsPerHour) return
  throw new GraphError(80007, {
    message:
      'There have been too many calls to this WhatsApp Business account. Wait a bit and try again.',
  })
}
