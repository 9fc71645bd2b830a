/** y-partyserver as its own documentation runs it, one SQLite row for a document, saved by its own clock. */
import { routePartykitRequest } from 'partyserver'
import { YServer } from 'y-partyserver'
import * as Y from 'yjs'

export class Party extends YServer {
  static options = { hibernate: true }

  async onLoad() {
    const { sql } = this.ctx.storage
    sql.exec('create table if not exists documents (id text primary key, content blob)')
    const [row] = sql.exec('select content from documents where id = ?', this.name).toArray()
    if (row) Y.applyUpdate(this.document, new Uint8Array(row.content))
  }

  async onSave() {
    this.ctx.storage.sql.exec(
      'insert or replace into documents (id, content) values (?, ?)',
      this.name,
      Y.encodeStateAsUpdate(this.document),
    )
  }
}

/** `/parties/party/{id}`. */
export default {
  fetch: async (request, env) =>
    (await routePartykitRequest(request, env)) ?? new Response('no such party', { status: 404 }),
}
