/** A world that was made with an earlier shape of its tables keeps what it holds. */
import { runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { applySchema } from './schema.ts'
import { TestWorld, testEnv } from './testing/world.ts'

test('messages, phones, templates and waiting webhooks of the first shape are there in today’s', async () => {
  const world = await TestWorld.make()
  const stub = testEnv.SANDBOXES.get(testEnv.SANDBOXES.idFromName(`old ${world.wabaId}`))
  const kept = await runInDurableObject(stub, (_, { storage: { sql } }) => {
    applySchema(sql, 1)
    sql.exec(`
      INSERT INTO messages (id, number, direction, kind, bubble, status, accepted_at, seq)
        VALUES ('wamid.1', '9990001234', 'to-phone', 'text', '{"body":"Hi","buttons":[]}', 'read', 1, 7);
      INSERT INTO phones (number, name, user_id, last_at) VALUES ('9990001234', 'Ana', 'ZZ.1', 1);
      INSERT INTO templates (id, name, language, category, parameter_format, components, status, created_at)
        VALUES ('1', 'visit', 'de', 'UTILITY', 'NAMED', '[]', 'APPROVED', 1);
      INSERT INTO outbox (body, next_at, created_at) VALUES ('{}', 1, 1);
    `)
    applySchema(sql)
    const all = (query: string) => sql.exec(query).toArray()
    return [
      all('SELECT id, kind, status, seq, category, expires_at FROM messages'),
      all('SELECT name, offline, marketing_stopped FROM phones'),
      all('SELECT name, quality, pauses FROM templates'),
      all('SELECT next_at, scope FROM outbox'),
    ]
  })
  expect(kept).toEqual([
    [{ id: 'wamid.1', kind: 'text', status: 'read', seq: 7, category: null, expires_at: null }],
    [{ name: 'Ana', offline: 0, marketing_stopped: 0 }],
    [{ name: 'visit', quality: 'UNKNOWN', pauses: 0 }],
    [{ next_at: 1, scope: 'account' }],
  ])
})
