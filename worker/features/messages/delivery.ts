/** How far a message came: one order of states, in which nothing ever falls back (messaging-platforms.md §4). */
import type { DeliveryState, SendState } from '../../db/schema.ts'

/**
 * The order. A failure outranks what the provider had only accepted or sent on, and never what a phone confirmed: a
 * failure told after a delivery changes nothing, a delivery told after a failure shows that it arrived.
 */
export const deliveryOrder = [
  'queued',
  'sent',
  'failed',
  'delivered',
  'read',
  'submitted',
] as const satisfies readonly DeliveryState[]

const rankOf = (state: DeliveryState | null): number =>
  state === null ? -1 : deliveryOrder.indexOf(state)

/** The state after an event: the higher of the two, in whatever order and however often events come. */
export const furthest = (current: DeliveryState | null, event: DeliveryState): DeliveryState =>
  rankOf(event) > rankOf(current) ? event : (current as DeliveryState)

/** Where a message stands on its way out once the provider has told of it: news mean that it was taken. */
export const sendStateOf = (delivery: DeliveryState): SendState =>
  delivery === 'failed' ? 'failed' : 'sent'

/** `furthest` of a stored state and an event, as SQL: `event` is a placeholder. */
export const furthestSql = (event: string): string =>
  `case when ${rankSql(event)} > ${rankSql('delivery')} then ${event} else delivery end`

/** `sendStateOf(furthest(…))` as SQL. */
export const sendStateSql = (event: string): string =>
  `case when (${furthestSql(event)}) = 'failed' then 'failed' else 'sent' end`

const rankSql = (value: string): string =>
  `(case ${value} ${deliveryOrder.map((state, rank) => `when '${state}' then ${rank}`).join(' ')} else -1 end)`
