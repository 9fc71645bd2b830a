/** The platform's brakes on sending that can be switched on: pairs, new people in a day, throttled flows. */
import type { World } from '../world-context.ts'
import { getFlowState } from './flow-store.ts'

const TURN_MS = 6_000
const MAX_BURST = 45

/**
 * One message in 6 seconds to the same person. A burst of up to 45 within 6 seconds is let through and paid for
 * afterwards: until its time is over, nothing more goes.
 */
export function takePairTurn(world: World, number: string): boolean {
  const now = world.now()
  const [pair] = world.sql.exec<{ burst_at: number; free_at: number }>(
    'SELECT burst_at, free_at FROM pairs WHERE number = ?',
    number,
  )
  const isFree = !pair || pair.free_at <= now
  const burstAt = isFree ? now : pair.burst_at
  const freeAt = (isFree ? now : pair.free_at) + TURN_MS
  const isBurst = now - burstAt < TURN_MS && freeAt - burstAt <= MAX_BURST * TURN_MS
  if (!isBurst) return false
  world.sql.exec(
    `INSERT INTO pairs (number, burst_at, free_at) VALUES (?, ?, ?)
     ON CONFLICT (number) DO UPDATE SET burst_at = excluded.burst_at, free_at = excluded.free_at`,
    number,
    burstAt,
    freeAt,
  )
  return true
}

const DAY_MS = 86_400_000

/** Whether one more person may be reached outside a window; people reached in the last 24 hours count once. */
export function mayReachMore(world: World, number: string): boolean {
  const { messagingLimit } = world.settings
  if (messagingLimit === null) return true
  const since = world.now() - DAY_MS
  world.sql.exec('DELETE FROM reached WHERE at <= ?', since)
  if (world.sql.exec('SELECT 1 FROM reached WHERE number = ?', number).toArray().length > 0) {
    return true
  }
  const { count } = world.sql.exec<{ count: number }>('SELECT count(*) AS count FROM reached').one()
  if (count >= messagingLimit) return false
  world.sql.exec('INSERT INTO reached (number, at) VALUES (?, ?)', number, world.now())
  return true
}

/** Whether one more marketing message may be shown to this person today. */
export function mayShowMarketing(world: World, number: string): boolean {
  const { marketingPerPerson } = world.settings
  if (marketingPerPerson === null) return true
  const { count } = world.sql
    .exec<{ count: number }>(
      `SELECT count(*) AS count FROM messages
       WHERE number = ? AND seq IS NOT NULL AND category = 'MARKETING' AND delivered_at > ?`,
      number,
      world.now() - DAY_MS,
    )
    .one()
  return count < marketingPerPerson
}

const HOUR_MS = 3_600_000
const THROTTLED_AN_HOUR = 10

/** Counts a message with a flow that is throttled; false where ten went out in the last hour. */
export function takeThrottledSend(world: World, flowId: string): boolean {
  if (getFlowState(world, flowId)?.status !== 'THROTTLED') return true
  const now = world.now()
  world.sql.exec('DELETE FROM throttled_sends WHERE at <= ?', now - HOUR_MS)
  const { count } = world.sql
    .exec<{ count: number }>(
      'SELECT count(*) AS count FROM throttled_sends WHERE flow_id = ?',
      flowId,
    )
    .one()
  if (count >= THROTTLED_AN_HOUR) return false
  world.sql.exec('INSERT INTO throttled_sends (flow_id, at) VALUES (?, ?)', flowId, now)
  return true
}
