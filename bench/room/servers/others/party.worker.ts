/** y-partyserver as its own documentation runs it, one SQLite row for a document, saved by its own clock. */
import { routePartykitRequest } from 'partyserver'
import { YServer } from 'y-partyserver'
import * as Y from 'yjs'

export class Party extends YServer {
  static override options = { hibernate: true }

  override async onLoad(): Promise<void> {
    const { sql } = this.ctx.storage
    sql.exec('create table if not exists documents (id text primary key, content blob)')
    const [row] = sql
      .exec<{ content: ArrayBuffer }>('select content from documents where id = ?', this.name)
      .toArray()
    if (row) Y.applyUpdate(this.document, new Uint8Array(row.content))
  }

  override async onSave(): Promise<void> {
    this.ctx.storage.sql.exec(
      'insert or replace into documents (id, content) values (?, ?)',
      this.name,
      Y.encodeStateAsUpdate(this.document),
    )
  }
}

/** `/parties/party/{id}`. */
export default {
  async fetch(request: Request, env: Record<string, unknown>): Promise<Response> {
    return (
      (await routePartykitRequest(request, env)) ?? new Response('no such party', { status: 404 })
    )
  },
}
