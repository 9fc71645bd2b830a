/** The phones of a world: each exists from the first message that reaches its number, or when somebody adds it. */
import { mintUserId } from './ids.ts'
import { parsePhoneNumber } from './phone-numbers.ts'
import type { World } from './world-context.ts'

export type PhoneRow = {
  number: string
  name: string
  user_id: string
  spoke_at: number | null
  offline: number
  blocks_business: number
  marketing_stopped: number
  typing_until: number | null
  unread: number
  last_seq: number
  last_at: number
  last_text: string | null
  last_direction: 'to-phone' | 'from-phone' | null
}

export function getPhone(world: World, number: string): PhoneRow | undefined {
  const [row] = world.sql.exec<PhoneRow>('SELECT * FROM phones WHERE number = ?', number)
  return row
}

/** The phone of a person, by the id that webhooks gave them. */
export function getPhoneOfUser(world: World, userId: string): PhoneRow | undefined {
  const [row] = world.sql.exec<PhoneRow>('SELECT * FROM phones WHERE user_id = ?', userId)
  return row
}

/** How long a phone shows that somebody is writing, if no message comes. */
const TYPING_MS = 25_000

export function noteTyping(world: World, number: string): void {
  world.sql.exec(
    'UPDATE phones SET typing_until = ? WHERE number = ?',
    world.now() + TYPING_MS,
    number,
  )
}

/** Makes sure the phone exists, and returns it. A name given here replaces the one it had. */
export function ensurePhone(world: World, number: string, name?: string): PhoneRow {
  const country = parsePhoneNumber(`+${number}`)?.country ?? 'ZZ'
  return world.sql
    .exec<PhoneRow>(
      `INSERT INTO phones (number, name, user_id, last_at) VALUES (?, coalesce(?, ?), ?, ?)
       ON CONFLICT (number) DO UPDATE SET name = coalesce(?, name) RETURNING *`,
      number,
      name ?? null,
      `Phone ${number.slice(-4)}`,
      mintUserId(country),
      world.now(),
      name ?? null,
    )
    .one()
}

/** Sets the switches of a phone that exists, and returns it. */
export function switchPhone(
  world: World,
  number: string,
  change: {
    offline?: boolean | undefined
    blocksBusiness?: boolean | undefined
    marketingStopped?: boolean | undefined
  },
): PhoneRow {
  const bit = (value: boolean | undefined) => (value === undefined ? null : Number(value))
  return world.sql
    .exec<PhoneRow>(
      `UPDATE phones SET offline = coalesce(?, offline), blocks_business = coalesce(?, blocks_business),
         marketing_stopped = coalesce(?, marketing_stopped) WHERE number = ? RETURNING *`,
      bit(change.offline),
      bit(change.blocksBusiness),
      bit(change.marketingStopped),
      number,
    )
    .one()
}

/** Puts a message on top of the phone's chat. Long texts are cut: this is the line under the name in the list. */
export function noteMessage(
  world: World,
  number: string,
  message: { seq: number; text: string; direction: 'to-phone' | 'from-phone' },
): void {
  const isIn = message.direction === 'to-phone'
  world.sql.exec(
    `UPDATE phones SET last_seq = ?, last_at = ?, last_text = ?, last_direction = ?, unread = unread + ?,
       spoke_at = coalesce(?, spoke_at), typing_until = CASE WHEN ? THEN NULL ELSE typing_until END
     WHERE number = ?`,
    message.seq,
    world.now(),
    message.text.slice(0, 200),
    message.direction,
    isIn ? 1 : 0,
    isIn ? null : world.now(),
    isIn ? 1 : 0,
    number,
  )
}

const WINDOW_MS = 24 * 3_600_000

/** When the 24-hour window closes that the phone opened by speaking; null where none is open. */
export const windowOpenUntil = (world: World, phone: PhoneRow | undefined): number | null => {
  const until = (phone?.spoke_at ?? Number.NEGATIVE_INFINITY) + WINDOW_MS
  return until > world.now() ? until : null
}

/** Whether anything but an approved template may be sent to this number now. */
export const isWindowOpen = (world: World, number: string): boolean =>
  windowOpenUntil(world, getPhone(world, number)) !== null

/** One page of phones, newest message first. `search` matches digits of the number or part of the name. */
export function listPhones(
  world: World,
  wanted: { search: string; limit: number; after: { at: number; number: string } | null },
): PhoneRow[] {
  const digits = wanted.search.replace(/\D/g, '')
  const name = wanted.search.trim().toLowerCase()
  return world.sql
    .exec<PhoneRow>(
      `SELECT * FROM phones
       WHERE (?1 = '' OR instr(lower(name), ?1) > 0 OR (?2 <> '' AND instr(number, ?2) > 0))
         AND (?3 IS NULL OR last_at < ?3 OR (last_at = ?3 AND number < ?4))
       ORDER BY last_at DESC, number DESC LIMIT ?5`,
      name,
      digits,
      wanted.after?.at ?? null,
      wanted.after?.number ?? null,
      wanted.limit,
    )
    .toArray()
}
