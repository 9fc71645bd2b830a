/** Where the emulator's templates rest. */
import { mintGraphId } from '../ids.ts'
import type { World } from '../world-context.ts'
import type { CheckedTemplate, Component } from './template-rules.ts'
import type { VariableStyle } from './template-text.ts'

export type TemplateStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED'

export type Quality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'
export type Pause = 'quality' | 'pacing'

export type Template = {
  row: number
  id: string
  name: string
  language: string
  category: string
  format: VariableStyle
  components: Component[]
  ttlSeconds: number | null
  status: TemplateStatus
  reason: string
  quality: Quality
  /** Why it is paused; null where it is not. */
  pause: Pause | null
  pausedAt: number | null
  /** How often it was paused for its quality. */
  pauses: number
}

export type TemplateRow = {
  row: number
  id: string
  name: string
  language: string
  category: string
  parameter_format: VariableStyle
  components: string
  ttl_seconds: number | null
  status: TemplateStatus
  reason: string
  quality: Quality
  pause: Pause | null
  paused_at: number | null
  pauses: number
}

export const rowToTemplate = (row: TemplateRow): Template => ({
  row: row.row,
  id: row.id,
  name: row.name,
  language: row.language,
  category: row.category,
  format: row.parameter_format,
  components: JSON.parse(row.components),
  ttlSeconds: row.ttl_seconds,
  status: row.status,
  reason: row.reason,
  quality: row.quality,
  pause: row.pause,
  pausedAt: row.paused_at,
  pauses: row.pauses,
})

export function getTemplate(world: World, id: string): Template | undefined {
  const [row] = world.sql.exec<TemplateRow>('SELECT * FROM templates WHERE id = ?', id)
  return row && rowToTemplate(row)
}

export function getTemplateByName(
  world: World,
  name: string,
  language: string,
): Template | undefined {
  const [row] = world.sql.exec<TemplateRow>(
    'SELECT * FROM templates WHERE name = ? AND language = ?',
    name,
    language,
  )
  return row && rowToTemplate(row)
}

/** Stores a template as PENDING; its review ends after the world's delay. Returns the id. */
export function insertTemplate(world: World, template: CheckedTemplate): string {
  const id = mintGraphId()
  const now = world.now()
  const dueAt = now + world.settings.approvalDelayMs
  world.sql.exec(
    `INSERT INTO templates (id, name, language, category, parameter_format, components, ttl_seconds, status,
       due_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'PENDING', ?, ?)`,
    id,
    template.name,
    template.language,
    template.category,
    template.format,
    JSON.stringify(template.components),
    template.ttlSeconds,
    dueAt,
    now,
  )
  world.wakeAt(dueAt)
  return id
}

/** Replaces what a template says, and sends it back to review. */
export function reviseTemplate(
  world: World,
  { id, status }: Template,
  template: CheckedTemplate,
): void {
  const dueAt = world.now() + world.settings.approvalDelayMs
  world.sql.exec(
    `UPDATE templates SET category = ?, components = ?, ttl_seconds = ?, status = 'PENDING', reason = 'NONE',
       pause = NULL, paused_at = NULL, due_at = ? WHERE id = ?`,
    template.category,
    JSON.stringify(template.components),
    template.ttlSeconds,
    dueAt,
    id,
  )
  // Only edits of approved templates are counted.
  if (status === 'APPROVED') {
    world.sql.exec('INSERT INTO template_edits (template_id, at) VALUES (?, ?)', id, world.now())
  }
  world.wakeAt(dueAt)
}

/** How often a template was edited since then. */
export const countEdits = (world: World, id: string, since: number): number =>
  world.sql
    .exec<{ count: number }>(
      'SELECT count(*) AS count FROM template_edits WHERE template_id = ? AND at > ?',
      id,
      since,
    )
    .one().count

export const countTemplates = (world: World): number =>
  world.sql.exec<{ count: number }>('SELECT count(*) AS count FROM templates').one().count

/** The name of another template with the same body and footer, if there is one. */
export function findTwin(
  world: World,
  { components }: CheckedTemplate,
  self?: string,
): string | undefined {
  const [row] = world.sql.exec<{ name: string }>(
    `SELECT name FROM templates WHERE id <> ?1 AND category <> 'AUTHENTICATION'
       AND (SELECT group_concat(value ->> 'text', char(0)) FROM json_each(components)
            WHERE value ->> 'type' IN ('BODY', 'FOOTER')) = ?2 LIMIT 1`,
    self ?? '',
    components
      .filter(({ type }) => type === 'BODY' || type === 'FOOTER')
      .map(({ text }) => text)
      .join('\0'),
  )
  return row?.name
}

const LOCK_MS = 30 * 86_400_000

/** When a deleted template's name is free again; undefined where it already is. */
export function lockedUntil(world: World, name: string, language: string): number | undefined {
  const [lock] = world.sql.exec<{ until: number }>(
    'SELECT until FROM template_locks WHERE name = ? AND language = ? AND until > ?',
    name,
    language,
    world.now(),
  )
  return lock?.until
}

/** Deletes templates, and locks each name and language for 30 days. */
export function removeTemplates(
  world: World,
  templates: Pick<Template, 'id' | 'name' | 'language'>[],
): void {
  for (const { id, name, language } of templates) {
    world.sql.exec('DELETE FROM templates WHERE id = ?', id)
    world.sql.exec('DELETE FROM template_edits WHERE template_id = ?', id)
    world.sql.exec(
      `INSERT INTO template_locks (name, language, until) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET until = excluded.until`,
      name,
      language,
      world.now() + LOCK_MS,
    )
  }
}
