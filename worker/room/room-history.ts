/**
 * A room's past: after each stretch of work a checkpoint, kept as edits to the one before it and now and then as a
 * whole text, so that any can be read back. A stretch ends when people pause, when somebody else takes over, when it
 * grows long, or when everybody has left. No timer: the next edit or departure notices.
 */
import { textEdits } from '../../shared/collab/diff.ts'
import { pieces } from '../../shared/collab/doc.ts'
import type { Change, Checkpoint, Writer, WrittenEdit } from '../../shared/collab/history.ts'
import { applyEdits } from '../../shared/text-edit.ts'
import { pack, unpack } from './packed.ts'

/** A stretch ends after this long without an edit, … */
const pauseMs = 3 * 60_000
/** … when somebody new begins and the others have been quiet for this long, … */
const handOverMs = 30_000
/** … or at this age, however busy. */
const longestMs = 20 * 60_000

/** While somebody types the time of their last edit is written down this often. */
const noteMs = 30_000

/** Checkpoints between two whole texts, at most; their edits also never outgrow the text itself. */
const mostEdits = 200

/** Beyond this many the oldest go, a whole text and the edits to it at a time. */
const mostCheckpoints = 3000

/** The platform refuses values above 2 MB. */
const partUnits = 400_000

/** Who wrote which stretch of a text: [UTF-16 units, actor's id or null], in order. */
type Stretches = readonly (readonly [number, string | null])[]

/** The text as it is, and who wrote it. */
export type Written = { readonly text: string; stretches(): Stretches }

/** The stretch of work that has not ended. */
type Open = { since: number; at: number; writers: Map<string, string> }

type Row = {
  id: number
  since: number
  at: number
  writers: string
  added: number
  removed: number
  whole: number
}

export class RoomHistory {
  readonly #storage: DurableObjectStorage
  readonly #sql: SqlStorage
  /** Undefined until first asked. */
  #open: Open | null | undefined
  #notedAt = 0
  /** The newest checkpoint; null until first asked, 0 where there is none. */
  #last: number | null = null
  /** The text of the newest checkpoint, while it is at hand. */
  #newest: string | null = null

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
    this.#sql = storage.sql
    this.#createTables()
  }

  /** Somebody is about to edit: what went before may end here. */
  beforeEdit(writer: Writer, now: number, written: () => Written): void {
    if (this.#lastId === 0) this.#begin(written().text, now)
    const open = this.#stretch()
    if (!open) return
    const quiet = now - open.at
    const takesOver = !open.writers.has(writer.id) && quiet >= handOverMs
    if (quiet >= pauseMs || takesOver || now - open.since >= longestMs) this.close(written)
  }

  /** Somebody edited. */
  edited(writer: Writer, now: number): void {
    const open = this.#stretch() ?? { since: now, at: now, writers: new Map() }
    this.#open = open
    open.at = now
    if (open.writers.has(writer.id) && now - this.#notedAt < noteMs) return
    this.#notedAt = now
    open.writers.set(writer.id, writer.name)
    this.#sql.exec(
      'insert into stretch (actor, name, since, at) values (?, ?, ?, ?) on conflict (actor) do update set at = excluded.at',
      writer.id,
      writer.name,
      now,
      now,
    )
  }

  /** Ends the open stretch, if there is one: its checkpoint is the text as it is now. */
  close(written: () => Written): void {
    const open = this.#stretch()
    if (!open) return
    const now = written()
    const { text } = now
    const before = this.#textOf(this.#lastId)
    this.#storage.transactionSync(() => {
      this.#sql.exec('delete from stretch')
      if (before !== text) this.#add(open, before, text, now.stretches())
    })
    this.#open = null
    this.#newest = text
  }

  /** Newest first; `open` is the stretch that has not ended, which has no checkpoint yet. */
  list(): { checkpoints: Checkpoint[]; open: Pick<Checkpoint, 'since' | 'at' | 'writers'> | null } {
    const rows = this.#sql.exec<Row>('select * from checkpoint order by id desc')
    const open = this.#stretch()
    return {
      checkpoints: [...rows].map(({ whole: _, writers, ...rest }) => ({
        ...rest,
        writers: JSON.parse(writers) as Writer[],
      })),
      open: open && { since: open.since, at: open.at, writers: writersOf(open) },
    }
  }

  /** What one checkpoint changed; null where there is none of that id. */
  change(id: number): Change | null {
    const row = this.#row(id)
    if (!row) return null
    const writers = JSON.parse(row.writers) as Writer[]
    if (row.whole && !this.#row(id - 1)) {
      const text = this.#textOf(id)
      return {
        before: '',
        writers,
        edits: [{ at: 0, remove: 0, insert: text, by: [[text.length, -1]] }],
      }
    }
    return { before: this.#textOf(id - 1), writers, edits: this.#editsOf(id) }
  }

  /** The text of one checkpoint; null where there is none of that id. */
  text(id: number): string | null {
    return this.#row(id) ? this.#textOf(id) : null
  }

  /** Everything was removed from the object. */
  reset(): void {
    this.#open = undefined
    this.#last = null
    this.#newest = null
    this.#createTables()
  }

  get #lastId(): number {
    this.#last ??=
      this.#sql.exec<{ id: number | null }>('select max(id) as id from checkpoint').one().id ?? 0
    return this.#last
  }

  /** The text that the room had before its first edit. */
  #begin(text: string, now: number): void {
    this.#storage.transactionSync(() => {
      this.#insert({
        id: 1,
        since: now,
        at: now,
        writers: '[]',
        added: text.length,
        removed: 0,
        whole: 1,
      })
      this.#write(1, 'text', text)
    })
    this.#last = 1
    this.#newest = text
  }

  #add(open: Open, before: string, text: string, stretches: Stretches): void {
    const id = this.#lastId + 1
    const writers = writersOf(open)
    const edits = signed(textEdits(before, text), stretches, writers)
    const sum = (count: (edit: WrittenEdit) => number) =>
      edits.reduce((total, edit) => total + count(edit), 0)
    const json = JSON.stringify(edits)
    const whole = this.#wantsWhole(id, json.length, text.length)
    this.#insert({
      id,
      since: open.since,
      at: open.at,
      writers: JSON.stringify(writers),
      added: sum(({ insert }) => insert.length),
      removed: sum(({ remove }) => remove),
      whole: whole ? 1 : 0,
    })
    this.#write(id, 'edits', json)
    if (whole) this.#write(id, 'text', text)
    this.#forgetOldest()
    this.#last = id
  }

  /** Whether the edits since the last whole text have grown to where reading them costs more than a whole text. */
  #wantsWhole(id: number, editUnits: number, textUnits: number): boolean {
    const last = this.#sql
      .exec<{ id: number }>('select max(id) as id from checkpoint where whole = 1')
      .one().id
    if (id - last >= mostEdits) return true
    const { units } = this.#sql
      .exec<{ units: number | null }>(
        "select sum(length(data)) as units from checkpoint_part where id > ? and kind = 'edits'",
        last,
      )
      .one()
    return (units ?? 0) + editUnits > Math.max(textUnits, 10_000)
  }

  #forgetOldest(): void {
    const { count } = this.#sql
      .exec<{ count: number }>('select count(*) as count from checkpoint')
      .one()
    if (count <= mostCheckpoints) return
    const wholes = this.#sql
      .exec<{ id: number }>('select id from checkpoint where whole = 1 order by id limit 2')
      .toArray()
    const from = wholes[1]?.id
    if (from === undefined) return
    this.#sql.exec('delete from checkpoint where id < ?', from)
    this.#sql.exec('delete from checkpoint_part where id < ?', from)
  }

  #textOf(id: number): string {
    if (id === this.#lastId && this.#newest !== null) return this.#newest
    const whole = this.#sql
      .exec<{ id: number | null }>(
        'select max(id) as id from checkpoint where whole = 1 and id <= ?',
        id,
      )
      .one().id
    if (whole === null) return ''
    let text = this.#read(whole, 'text')
    for (let at = whole + 1; at <= id; at++) text = applyEdits(text, this.#editsOf(at))
    return text
  }

  #editsOf(id: number): WrittenEdit[] {
    return JSON.parse(this.#read(id, 'edits'))
  }

  #row(id: number): Row | null {
    return this.#sql.exec<Row>('select * from checkpoint where id = ?', id).toArray()[0] ?? null
  }

  #insert({ id, since, at, writers, added, removed, whole }: Row): void {
    this.#sql.exec(
      'insert into checkpoint (id, since, at, writers, added, removed, whole) values (?, ?, ?, ?, ?, ?, ?)',
      id,
      since,
      at,
      writers,
      added,
      removed,
      whole,
    )
  }

  #write(id: number, kind: 'text' | 'edits', data: string): void {
    for (const [part, piece] of pieces(data, partUnits).entries()) {
      this.#sql.exec(
        'insert into checkpoint_part (id, kind, part, data) values (?, ?, ?, ?)',
        id,
        kind,
        part,
        packed(piece),
      )
    }
  }

  #read(id: number, kind: 'text' | 'edits'): string {
    const rows = this.#sql.exec<{ data: string | ArrayBuffer }>(
      'select data from checkpoint_part where id = ? and kind = ? order by part',
      id,
      kind,
    )
    return [...rows].map(({ data }) => unpacked(data)).join('')
  }

  #stretch(): Open | null {
    if (this.#open !== undefined) return this.#open
    const rows = this.#sql
      .exec<{ actor: string; name: string; since: number; at: number }>(
        'select actor, name, since, at from stretch order by since',
      )
      .toArray()
    this.#open =
      rows.length === 0
        ? null
        : {
            since: rows[0]!.since,
            at: Math.max(...rows.map(({ at }) => at)),
            writers: new Map(rows.map(({ actor, name }) => [actor, name])),
          }
    return this.#open
  }

  #createTables(): void {
    this.#sql.exec(`
      create table if not exists checkpoint (id integer primary key, since integer not null, at integer not null, writers text not null, added integer not null, removed integer not null, whole integer not null);
      create table if not exists checkpoint_part (id integer not null, kind text not null, part integer not null, data text not null, primary key (id, kind, part)) without rowid;
      create table if not exists stretch (actor text primary key, name text not null, since integer not null, at integer not null) without rowid;
    `)
  }
}

const writersOf = ({ writers }: Open): Writer[] => [...writers].map(([id, name]) => ({ id, name }))

/** Says of every insertion who wrote which part of it. `stretches` cover the text after the edits. */
function signed(
  edits: ReturnType<typeof textEdits>,
  stretches: Stretches,
  writers: readonly Writer[],
): WrittenEdit[] {
  const indexOf = new Map(writers.map(({ id }, index) => [id, index]))
  let stretch = 0
  /** Where the stretch that is being looked at begins, in the text after the edits. */
  let begin = 0
  let shift = 0
  return edits.map((edit) => {
    const by: [number, number][] = []
    let at = edit.at + shift
    const end = at + edit.insert.length
    while (at < end && stretch < stretches.length) {
      const [length, id] = stretches[stretch]!
      const upTo = Math.min(begin + length, end)
      if (upTo > at) {
        const index = id === null ? -1 : (indexOf.get(id) ?? -1)
        const last = by.at(-1)
        if (last?.[1] === index) last[0] += upTo - at
        else by.push([upTo - at, index])
        at = upTo
      }
      if (begin + length > end) break
      begin += length
      stretch++
    }
    shift += edit.insert.length - edit.remove
    return { ...edit, by }
  })
}

/** A piece of text as it is stored: bytes where deflating saves something. */
function packed(piece: string): string | Uint8Array {
  const { bytes, deflated } = pack(new TextEncoder().encode(piece))
  return deflated ? bytes : piece
}

const unpacked = (data: string | ArrayBuffer): string =>
  typeof data === 'string' ? data : new TextDecoder().decode(unpack(new Uint8Array(data)))
