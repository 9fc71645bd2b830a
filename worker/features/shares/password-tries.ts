/** How often the password of one share link may be guessed, by all its holders together. */
import { and, eq, lt, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { shareLinks } from '../../db/schema.ts'

export const mostTries = 20
const windowMs = 15 * 60_000

/** Takes one try before the password is looked at: null where there was one left, else the seconds to wait. */
export async function spendTry(db: Db, linkId: string, now: number): Promise<number | null> {
  const { id, tries, triesSince } = shareLinks
  const isOver = lte(triesSince, now - windowMs)
  const [spent] = await db
    .update(shareLinks)
    .set({
      tries: sql`case when ${isOver} then 1 else ${tries} + 1 end`,
      triesSince: sql`case when ${isOver} then ${now} else ${triesSince} end`,
    })
    .where(and(eq(id, linkId), or(isOver, lt(tries, mostTries))))
    .returning({ id })
  if (spent) return null
  const [link] = await db.select({ triesSince }).from(shareLinks).where(eq(id, linkId))
  return Math.max(1, Math.ceil(((link?.triesSince ?? now) + windowMs - now) / 1000))
}

/** Gives a try back: the password was right. */
export const giveBackTry = (db: Db, linkId: string) =>
  db
    .update(shareLinks)
    .set({ tries: sql`max(${shareLinks.tries} - 1, 0)` })
    .where(eq(shareLinks.id, linkId))
