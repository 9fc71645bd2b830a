/** Where the comments of a room stand, at rest: one row a thread. */
import type { Anchor } from '../../shared/collab/anchors.ts'

export class RoomAnchors {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
    this.reset()
  }

  load(): [thread: string, anchor: Anchor][] {
    const rows = this.#sql.exec<{ thread: string; held: string }>('select thread, held from anchor')
    return [...rows].map(({ thread, held }) => [thread, JSON.parse(held) as Anchor])
  }

  save(thread: string, anchor: Anchor): void {
    this.#sql.exec(
      'insert or replace into anchor (thread, held) values (?, ?)',
      thread,
      JSON.stringify(anchor),
    )
  }

  /** Everything was deleted: begins anew. */
  reset(): void {
    this.#sql.exec(
      'create table if not exists anchor (thread text primary key, held text not null)',
    )
  }
}
