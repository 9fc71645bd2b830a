/** Where the emulator's templates rest, and how they get approved. */
import { mintGraphId } from '../ids.ts'
import type { World } from '../world-context.ts'
import type { CheckedTemplate, Component } from './template-rules.ts'
import type { VariableStyle } from './template-text.ts'

export type TemplateStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED'

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
    world.sql.exec(
      `INSERT INTO template_locks (name, language, until) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET until = excluded.until`,
      name,
      language,
      world.now() + LOCK_MS,
    )
  }
}

const SLICE = 100

/** Ends the reviews that are due, and says so by webhook. */
export function approveDueTemplates(world: World): void {
  const due = world.sql
    .exec<TemplateRow>(
      'SELECT * FROM templates WHERE due_at <= ? ORDER BY due_at LIMIT ?',
      world.now(),
      SLICE,
    )
    .toArray()
  if (due.length === 0) return
  for (const { id } of due) {
    world.sql.exec("UPDATE templates SET status = 'APPROVED', due_at = NULL WHERE id = ?", id)
  }
  world.announce(
    due.map((template) => ({
      field: 'message_template_status_update',
      value: {
        event: 'APPROVED',
        message_template_id: Number(template.id),
        message_template_name: template.name,
        message_template_language: template.language,
        message_template_category: template.category,
        reason: 'NONE',
      },
    })),
  )
}

export function nextApprovalAt(world: World): number | null {
  return world.sql
    .exec<{ at: number | null }>('SELECT min(due_at) AS at FROM templates WHERE due_at IS NOT NULL')
    .one().at
}
