/** Guests of share links: who they are in one browser, and the tickets that take them into a room. */
import { and, eq, gt, lte, type SQL } from 'drizzle-orm'
import { unnamedGuest } from '../../../shared/collab/presence.ts'
import type { Db } from '../../db/client.ts'
import { shareGuests, shareLinks, shareTickets } from '../../db/schema.ts'
import { mintToken, sha256Hex } from '../../http/secrets.ts'
import { type LinkRecord, stateOf } from './links.ts'

export type GuestRecord = typeof shareGuests.$inferSelect

/** A guest with the link they came by, both good at this moment. */
export type Visiting = { guest: GuestRecord; link: LinkRecord }

/** A browser is known for this long, or until its link ends. */
const visitMs = 30 * 24 * 3600 * 1000
const ticketMs = 60_000

/** What everybody is shown of somebody who has not said a name. */
export const nameOfGuest = ({ name }: Pick<GuestRecord, 'name'>): string => name ?? unnamedGuest

/** Makes a guest of a link. Returns them with the secret for their cookie, which is never stored. */
export async function createGuest(
  db: Db,
  link: LinkRecord,
  now: number,
): Promise<{ guest: GuestRecord; secret: string }> {
  const secret = mintToken()
  const guest: GuestRecord = {
    id: crypto.randomUUID(),
    linkId: link.id,
    secretHash: await sha256Hex(secret),
    name: null,
    admitted: link.passwordHash === null,
    createdAt: now,
    expiresAt: Math.min(now + visitMs, link.expiresAt ?? Number.POSITIVE_INFINITY),
  }
  await db.insert(shareGuests).values(guest)
  return { guest, secret }
}

/** The guest whose browser has this secret for this link; null where either is unknown or has ended. */
export async function guestOf(
  db: Db,
  linkId: string,
  secret: string,
  now: number,
): Promise<Visiting | null> {
  const known = eq(shareGuests.secretHash, await sha256Hex(secret))
  return visiting(db, and(known, eq(shareGuests.linkId, linkId)), now)
}

/** The guest that `where` means, as long as their visit lasts. */
async function visiting(db: Db, where: SQL | undefined, now: number): Promise<Visiting | null> {
  const [row] = await db
    .select({ guest: shareGuests, link: shareLinks })
    .from(shareGuests)
    .innerJoin(shareLinks, eq(shareLinks.id, shareGuests.linkId))
    .where(where)
  return row && isGood(row, now) ? row : null
}

const isGood = ({ guest, link }: Visiting, now: number): boolean =>
  stateOf(link, now) === 'live' && guest.expiresAt > now

/** When a visit ends by itself. */
export const endOf = ({ guest, link }: Visiting): number =>
  Math.min(guest.expiresAt, link.expiresAt ?? Number.POSITIVE_INFINITY)

export const admitPastPassword = (db: Db, guestId: string) =>
  db.update(shareGuests).set({ admitted: true }).where(eq(shareGuests.id, guestId))

export const renameGuest = (db: Db, guestId: string, name: string) =>
  db.update(shareGuests).set({ name }).where(eq(shareGuests.id, guestId))

/** A ticket for one connection within a minute. */
export async function createTicket(db: Db, guestId: string, now: number): Promise<string> {
  const ticket = mintToken()
  await db
    .insert(shareTickets)
    .values({ hash: await sha256Hex(ticket), guestId, expiresAt: now + ticketMs })
  return ticket
}

/** Takes a ticket: whose it is, once; null for one that is unknown, used, or too old, and where the visit has ended. */
export async function spendTicket(db: Db, ticket: string, now: number): Promise<Visiting | null> {
  const [spent] = await db
    .delete(shareTickets)
    .where(and(eq(shareTickets.hash, await sha256Hex(ticket)), gt(shareTickets.expiresAt, now)))
    .returning({ guestId: shareTickets.guestId })
  if (!spent) return null
  const visit = await visiting(db, eq(shareGuests.id, spent.guestId), now)
  return visit?.guest.admitted ? visit : null
}

/** Forgets tickets that nobody used and guests whose visit is over. */
export async function forgetEnded(db: Db, now: number): Promise<void> {
  await db.delete(shareTickets).where(lte(shareTickets.expiresAt, now))
  // A ticket never outlives its guest's row: what is left now belongs to visits that go on.
  await db.delete(shareGuests).where(lte(shareGuests.expiresAt, now - ticketMs))
}
