/** The tables of one sandbox world, in the SQLite storage of its Durable Object. */

/** Applied in order, once each. A new shape is a new entry; old entries never change. */
const steps = [
  `
  CREATE TABLE world (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    config TEXT NOT NULL,
    settings TEXT NOT NULL
  );
  CREATE TABLE flows (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    categories TEXT NOT NULL,
    endpoint_uri TEXT,
    application_id TEXT,
    json_version TEXT,
    data_api_version TEXT,
    screens TEXT NOT NULL DEFAULT '[]',
    validation_errors TEXT NOT NULL,
    has_json INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  );
  -- A flow's JSON may be larger than a row may be, so it rests in parts.
  CREATE TABLE flow_parts (
    flow_id TEXT NOT NULL,
    part INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (flow_id, part)
  ) WITHOUT ROWID;
  CREATE TABLE templates (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    category TEXT NOT NULL,
    parameter_format TEXT NOT NULL,
    components TEXT NOT NULL,
    ttl_seconds INTEGER,
    status TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT 'NONE',
    due_at INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (name, language)
  );
  CREATE INDEX templates_due ON templates (due_at) WHERE due_at IS NOT NULL;
  -- A deleted template's name cannot be used again before this time.
  CREATE TABLE template_locks (
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (name, language)
  ) WITHOUT ROWID;
  -- Both ways: what the business sent to phones, and what phones said. Numbers are digits only, times Unix milliseconds.
  CREATE TABLE messages (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('to-phone', 'from-phone')),
    kind TEXT NOT NULL CHECK (kind IN ('template', 'interactive', 'text', 'flow-reply')),
    bubble TEXT NOT NULL,
    template TEXT,
    flow TEXT,
    flow_used INTEGER NOT NULL DEFAULT 0,
    reply_to TEXT,
    correlation_id TEXT,
    input TEXT,
    idempotency_key TEXT,
    pricing TEXT,
    status TEXT NOT NULL CHECK (status IN ('accepted', 'sent', 'delivered', 'read', 'failed')),
    error_code INTEGER,
    due_at INTEGER,
    due_status TEXT,
    accepted_at INTEGER NOT NULL,
    sent_at INTEGER,
    delivered_at INTEGER,
    read_at INTEGER,
    failed_at INTEGER,
    -- The order in which phones showed messages; null while a phone has not shown it.
    seq INTEGER
  );
  CREATE UNIQUE INDEX messages_seq ON messages (seq) WHERE seq IS NOT NULL;
  CREATE UNIQUE INDEX messages_key ON messages (idempotency_key) WHERE idempotency_key IS NOT NULL;
  CREATE INDEX messages_due ON messages (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX messages_by_phone ON messages (number, seq) WHERE seq IS NOT NULL;
  CREATE INDEX messages_unread ON messages (number)
    WHERE direction = 'to-phone' AND status = 'delivered';
  CREATE TABLE phones (
    number TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    user_id TEXT NOT NULL,
    spoke_at INTEGER,
    unread INTEGER NOT NULL DEFAULT 0,
    last_seq INTEGER NOT NULL DEFAULT 0,
    last_at INTEGER NOT NULL,
    last_text TEXT,
    last_direction TEXT
  ) WITHOUT ROWID;
  CREATE INDEX phones_by_last ON phones (last_at DESC, number DESC);
  -- Webhook calls not yet answered 2xx.
  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER,
    created_at INTEGER NOT NULL,
    last_result TEXT
  );
  CREATE INDEX outbox_next ON outbox (next_at) WHERE next_at IS NOT NULL;
  -- Requests that failed once on purpose and may pass the next time.
  CREATE TABLE failed_once (key TEXT PRIMARY KEY) WITHOUT ROWID;
  `,
  // Messages of every kind, with files and a life of their own; templates that are edited, paused and judged.
  `
  CREATE TABLE messages_2 (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('to-phone', 'from-phone')),
    kind TEXT NOT NULL,
    bubble TEXT NOT NULL,
    template TEXT,
    category TEXT,
    flow TEXT,
    flow_used INTEGER NOT NULL DEFAULT 0,
    reply_to TEXT,
    correlation_id TEXT,
    input TEXT,
    idempotency_key TEXT,
    pricing TEXT,
    status TEXT NOT NULL CHECK (status IN ('accepted', 'sent', 'delivered', 'read', 'failed')),
    error_code INTEGER,
    due_at INTEGER,
    due_status TEXT,
    accepted_at INTEGER NOT NULL,
    -- After this a message that no phone showed is dropped.
    expires_at INTEGER,
    sent_at INTEGER,
    delivered_at INTEGER,
    read_at INTEGER,
    failed_at INTEGER,
    seq INTEGER
  );
  INSERT INTO messages_2 (id, number, direction, kind, bubble, template, flow, flow_used, reply_to, correlation_id, input,
      idempotency_key, pricing, status, error_code, due_at, due_status, accepted_at, sent_at, delivered_at, read_at,
      failed_at, seq)
    SELECT id, number, direction, kind, bubble, template, flow, flow_used, reply_to, correlation_id, input,
      idempotency_key, pricing, status, error_code, due_at, due_status, accepted_at, sent_at, delivered_at, read_at,
      failed_at, seq FROM messages;
  DROP TABLE messages;
  ALTER TABLE messages_2 RENAME TO messages;
  CREATE UNIQUE INDEX messages_seq ON messages (seq) WHERE seq IS NOT NULL;
  CREATE UNIQUE INDEX messages_key ON messages (idempotency_key) WHERE idempotency_key IS NOT NULL;
  CREATE INDEX messages_due ON messages (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX messages_by_phone ON messages (number, seq) WHERE seq IS NOT NULL;
  CREATE INDEX messages_unread ON messages (number)
    WHERE direction = 'to-phone' AND status = 'delivered';
  -- Messages for a phone that is off.
  CREATE INDEX messages_waiting ON messages (number) WHERE due_status = 'delivered' AND due_at IS NULL;

  ALTER TABLE phones ADD COLUMN offline INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE phones ADD COLUMN blocks_business INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE phones ADD COLUMN marketing_stopped INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE phones ADD COLUMN typing_until INTEGER;
  CREATE INDEX phones_by_user ON phones (user_id);

  ALTER TABLE templates ADD COLUMN quality TEXT NOT NULL DEFAULT 'UNKNOWN';
  ALTER TABLE templates ADD COLUMN pause TEXT;
  ALTER TABLE templates ADD COLUMN paused_at INTEGER;
  ALTER TABLE templates ADD COLUMN pauses INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE template_edits (template_id TEXT NOT NULL, at INTEGER NOT NULL);
  CREATE INDEX template_edits_by_template ON template_edits (template_id, at);

  ALTER TABLE flows ADD COLUMN preview_key TEXT;
  ALTER TABLE flows ADD COLUMN preview_until INTEGER;

  -- Files sent with messages (\`media\`), and samples for templates on their way up (\`upload\`).
  CREATE TABLE files (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('media', 'upload')),
    mime_type TEXT NOT NULL,
    name TEXT,
    size INTEGER NOT NULL,
    received INTEGER NOT NULL,
    sha256 TEXT,
    handle TEXT UNIQUE,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX files_by_age ON files (created_at);
  CREATE TABLE file_parts (
    file_id TEXT NOT NULL,
    part INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (file_id, part)
  ) WITHOUT ROWID;

  -- People whom the business blocked.
  CREATE TABLE blocked (number TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
  -- How fast one person is written to: when the running burst began, and when the next may begin.
  CREATE TABLE pairs (number TEXT PRIMARY KEY, burst_at INTEGER NOT NULL, free_at INTEGER NOT NULL) WITHOUT ROWID;
  -- When a person was last reached by a template outside a window, for the messaging limit.
  CREATE TABLE reached (number TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX reached_at ON reached (at);
  -- Messages of flows that are throttled.
  CREATE TABLE throttled_sends (flow_id TEXT NOT NULL, at INTEGER NOT NULL);
  CREATE INDEX throttled_sends_by_flow ON throttled_sends (flow_id, at);
  CREATE TABLE counts (name TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
  -- Webhooks about the number may have a receiver of their own.
  ALTER TABLE outbox ADD COLUMN scope TEXT NOT NULL DEFAULT 'account';
  `,
  // The newest attempts of webhook calls.
  `
  CREATE TABLE calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    call_id INTEGER NOT NULL,
    url TEXT,
    attempt INTEGER NOT NULL,
    result TEXT NOT NULL,
    body TEXT NOT NULL
  );
  `,
]

/** True once a world was provisioned here: an unknown world stores nothing at all. */
export const hasTables = (sql: SqlStorage): boolean =>
  sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_steps'").toArray()
    .length > 0

/** Brings the tables to today's shape; `upTo` a shape they once had, for tests of the way from there. */
export function applySchema(sql: SqlStorage, upTo = steps.length): void {
  sql.exec('CREATE TABLE IF NOT EXISTS schema_steps (step INTEGER PRIMARY KEY)')
  const done = sql.exec<{ count: number }>('SELECT count(*) AS count FROM schema_steps').one().count
  for (const [index, step] of steps.slice(0, upTo).entries()) {
    if (index < done) continue
    sql.exec(step)
    sql.exec('INSERT INTO schema_steps (step) VALUES (?)', index)
  }
}

/** The platform refuses values of 2 MB; the local runtime does not, so the line is drawn here. */
export const MAX_VALUE_BYTES = 1_900_000

/** Whether a text may be stored as one value. */
export const fitsValue = (text: string): boolean =>
  text.length * 3 <= MAX_VALUE_BYTES || new TextEncoder().encode(text).length <= MAX_VALUE_BYTES
