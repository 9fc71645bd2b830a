/** Counters of a world, by name. */
import type { World } from './world-context.ts'

/** Counts one more, and returns how many there are now. */
export const countUp = (world: World, name: string): number =>
  world.sql
    .exec<{ count: number }>(
      `INSERT INTO counts (name, count) VALUES (?, 1)
       ON CONFLICT (name) DO UPDATE SET count = count + 1 RETURNING count`,
      name,
    )
    .one().count

/** Forgets the counters whose name begins so, save one. */
export function forgetCounts(world: World, prefix: string, save: string): void {
  world.sql.exec(
    'DELETE FROM counts WHERE substr(name, 1, ?) = ? AND name <> ?',
    prefix.length,
    prefix,
    save,
  )
}
