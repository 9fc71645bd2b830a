/** What is so: a run with its versions and templates as they are now, and the step that follows from them. */
import { eq, inArray } from 'drizzle-orm'
import { type CutOverStep, SubmitSuccessor } from '../../../shared/api/cut-overs.ts'
import { variablesOf } from '../../../shared/api/templates.ts'
import type { Db } from '../../db/client.ts'
import { cutOverTemplates, templates } from '../../db/schema.ts'
import { type FlowRecord, findVersion, type VersionRecord } from '../flows/store.ts'
import { type TemplateRow, textOf } from '../templates/rows.ts'
import type { CutOverRow } from './running.ts'

/** One template of the old version. */
export type Line = {
  old: TemplateRow
  choice: 'open' | 'wanted' | 'skipped'
  newTemplateId: string | null
  wanted: SubmitSuccessor | null
  refusal: string | null
  /** Its successor, as far as it came. */
  made: TemplateRow | null
}

export type Facts = {
  run: CutOverRow
  flow: FlowRecord
  old: VersionRecord
  next: VersionRecord
  lines: Line[]
}

/** Null where one of the versions is gone. */
export async function factsOf(db: Db, run: CutOverRow): Promise<Facts | null> {
  const [old, next, stored] = await Promise.all([
    findVersion(db, run.workspaceId, run.oldPublicId),
    findVersion(db, run.workspaceId, run.newPublicId),
    db.select().from(cutOverTemplates).where(eq(cutOverTemplates.cutOverId, run.id)),
  ])
  if (!old || !next) return null
  const rows = await templatesById(
    db,
    stored.flatMap((it) => [it.templateId, it.newTemplateId]),
  )
  const lines = stored.flatMap((it): Line[] => {
    const from = rows.get(it.templateId)
    if (!from) return []
    const made = it.newTemplateId === null ? null : (rows.get(it.newTemplateId) ?? null)
    return [lineOf(from, it, made)]
  })
  return {
    run,
    flow: old.flow,
    old: old.version,
    next: next.version,
    lines: lines.sort(
      (a, b) =>
        a.old.name.localeCompare(b.old.name) || a.old.language.localeCompare(b.old.language),
    ),
  }
}

function lineOf(
  old: TemplateRow,
  { choice, newTemplateId, wanted, refusal }: typeof cutOverTemplates.$inferSelect,
  made: TemplateRow | null,
): Line {
  const line = {
    old,
    newTemplateId,
    wanted: SubmitSuccessor.safeParse(wanted).data ?? null,
    made: made?.status === 'DELETED' ? null : made,
  }
  if (choice === 'wanted' && made?.status === 'DELETED')
    return { ...line, choice: 'open', refusal: `“${made.name}” was deleted.` }
  // With the template what it sends has ended as well.
  if (choice === 'open' && old.status === 'DELETED') return { ...line, choice: 'skipped', refusal }
  return { ...line, choice, refusal }
}

async function templatesById(
  db: Db,
  ids: readonly (string | null)[],
): Promise<Map<string, TemplateRow>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const found: TemplateRow[] = []
  for (let at = 0; at < wanted.length; at += 90) {
    const some = wanted.slice(at, at + 90)
    found.push(...(await db.select().from(templates).where(inArray(templates.id, some))))
  }
  return new Map(found.map((row) => [row.id, row]))
}

/** The step that a run stands at. `onTheWay`: messages with the old version that have not left. */
export function stepOf({ run, next, lines }: Facts, onTheWay: number): CutOverStep {
  if (next.state === 'draft') return 'publish'
  if (run.movedAt === null) {
    if (lines.some(({ choice }) => choice === 'open')) return 'templates'
    if (lines.some((line) => line.choice === 'wanted' && line.made?.status !== 'APPROVED'))
      return 'approval'
    return 'move'
  }
  return run.deprecateAt === null && onTheWay > 0 ? 'drain' : 'deprecate'
}

/** Why what waits with a template cannot be moved to its successor, in words, or null. */
export function whyNotMoved({ choice, old, made }: Line): string | null {
  if (choice === 'skipped') return `“${old.name}” was skipped.`
  if (!made) return null
  const had = variablesOf(textOf(old)).length
  const has = variablesOf(textOf(made)).length
  return had === has ? null : `“${made.name}” takes ${counted(has)}, “${old.name}” ${counted(had)}.`
}

const counted = (n: number): string => (n === 1 ? '1 value' : `${n || 'no'} values`)
