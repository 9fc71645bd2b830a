/** People whom the business blocked: they are not written to, and not heard. */
import type { World } from './world-context.ts'

/** The platform's limit of one number's list. */
export const MAX_BLOCKED = 64_000

export const isBlocked = (world: World, number: string): boolean =>
  world.sql.exec('SELECT 1 FROM blocked WHERE number = ?', number).toArray().length > 0

export const countBlocked = (world: World): number =>
  world.sql.exec<{ count: number }>('SELECT count(*) AS count FROM blocked').one().count

export function block(world: World, number: string): void {
  world.sql.exec(
    'INSERT INTO blocked (number, at) VALUES (?, ?) ON CONFLICT DO NOTHING',
    number,
    world.now(),
  )
}

export function unblock(world: World, number: string): void {
  world.sql.exec('DELETE FROM blocked WHERE number = ?', number)
}

/** Numbers in their order, after one of them. */
export const listBlocked = (world: World, after: string, limit: number): string[] =>
  world.sql
    .exec<{ number: string }>(
      'SELECT number FROM blocked WHERE number > ? ORDER BY number LIMIT ?',
      after,
      limit,
    )
    .toArray()
    .map(({ number }) => number)
