/** Takes a run as far as it goes by itself: safe to repeat, to run twice at once, and to be cut off anywhere. */
import type { SubmitSuccessor } from '../../../shared/api/cut-overs.ts'
import type { Topic } from '../../../shared/api/feed.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { TemplateCategory } from '../../../shared/api/templates.ts'
import { readFlow } from '../../../shared/flow/index.ts'
import { createDb, type Db } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { deprecateVersion } from '../flows/publish.ts'
import { versionText } from '../flows/store.ts'
import { textOf } from '../templates/rows.ts'
import { createTemplate, type TemplateInput } from '../templates/store.ts'
import { type Facts, factsOf, type Line, stepOf } from './facts.ts'
import { ifChanged, once } from './log.ts'
import { moveBack, moveWaiting } from './move.ts'
import { type CutOverRow, cutOverById, runningIn } from './running.ts'

/** Every run that has not ended: part of the tick. */
export async function carryOnAll(env: Env, now: number): Promise<void> {
  await carryOnThese(env, await runningIn(createDb(env.DB)), now)
}

/** The runs of a workspace, after news that they may wait for. Never fails what brought the news. */
export async function carryOnIn(env: Env, db: Db, workspaceId: string, now: number): Promise<void> {
  await carryOnThese(env, await runningIn(db, workspaceId), now)
}

async function carryOnThese(env: Env, runs: readonly CutOverRow[], now: number): Promise<void> {
  for (const run of runs) {
    try {
      await carryOn(env, createDb(env.DB), run, now)
    } catch (error) {
      // The next tick goes on with it.
      console.error(`cut-over ${run.id}: ${error instanceof Error ? error.stack : String(error)}`)
    }
  }
}

export async function carryOn(env: Env, db: Db, run: CutOverRow, now: number): Promise<void> {
  const facts = await factsOf(db, run)
  if (!facts) await endGone(env.DB, run, now)
  else if (run.state === 'rolling-back') await rollBack(env, facts, now)
  else if (run.state === 'running') await forward(env, db, facts, now)
  else return
  await tell(env, run)
}

async function forward(env: Env, db: Db, found: Facts, now: number): Promise<void> {
  if (found.next.state === 'draft') return
  await env.DB.batch([
    once(env.DB, found.run.id, {
      what: 'published',
      at: found.next.publishedAt ?? now,
      by: found.next.publishedBy,
    }),
    // What kept it from being published is over.
    env.DB.prepare(
      'update cut_overs set trouble = null where id = ?1 and moved_at is null and trouble is not null',
    ).bind(found.run.id),
  ])
  let facts = found
  if (facts.run.movedAt === null) {
    for (const line of facts.lines) await makeSuccessor(env, db, facts, line, now)
    facts = (await again(db, facts)) ?? facts
    await noteDecisions(env.DB, facts, now)
  }
  const step = stepOf(facts, 0)
  const isClosing = facts.run.deprecateAt !== null
  if (step === 'move' || (facts.run.movedAt !== null && !isClosing)) await move(env, facts, now)
  if (isClosing) await endOld(env, db, facts, now)
}

/** A version that a run needs was deleted in the moment that it began. */
const endGone = (d1: D1Database, run: CutOverRow, now: number) =>
  d1.batch([
    d1
      .prepare(
        `update cut_overs set state = 'stopped', ended_at = ?2 where id = ?1 and state in ('running', 'rolling-back')`,
      )
      .bind(run.id, now),
    ifChanged(d1, run.id, { what: 'stopped', at: now, by: null, words: 'A version was deleted.' }),
  ])

const again = async (db: Db, { run }: Facts): Promise<Facts | null> => {
  const row = await cutOverById(db, run.workspaceId, run.id)
  return row && factsOf(db, row)
}

/**
 * Makes the successor that a line asks for, unless it is there. Its id was settled before, so that whoever comes second
 * finds it. Returns why it was refused; the line is open again then.
 */
export async function makeSuccessor(
  env: Env,
  db: Db,
  facts: Facts,
  { old, choice, newTemplateId, wanted, made }: Line,
  now: number,
): Promise<Problem | null> {
  if (choice !== 'wanted' || made || !newTemplateId || !wanted) return null
  const { workspaceId } = facts.run
  const input = await successorOf(env, facts, old, wanted)
  const created = await createTemplate(env, db, workspaceId, input, now, {
    id: newTemplateId,
    replaces: old.id,
  })
  if (created.ok) return null
  const words = created.error.detail ?? created.error.title
  // Not where it exists all the same: another try was faster.
  const [opened] = await env.DB.batch([
    env.DB.prepare(
      `update cut_over_templates set choice = 'open', refusal = ?4
       where cut_over_id = ?1 and template_id = ?2 and new_template_id = ?3 and choice = 'wanted'
         and not exists (select 1 from templates where id = ?3)`,
    ).bind(facts.run.id, old.id, newTemplateId, words),
    ifChanged(env.DB, facts.run.id, {
      what: 'refused',
      at: now,
      by: null,
      about: wanted.name,
      words,
      key: `refused:${newTemplateId}`,
    }),
  ])
  return opened?.meta.changes ? created.error : null
}

/** A successor as the template form would send it. */
export async function successorOf(
  env: Env,
  { next }: Facts,
  old: Line['old'],
  wanted: SubmitSuccessor,
): Promise<TemplateInput> {
  const { buttons, flowAt, navigateScreen } = textOf(old)
  const leadsTo =
    navigateScreen !== null &&
    readFlow(await versionText(env, next)).flow?.screens.some(({ id }) => id === navigateScreen)
  return {
    ...wanted,
    header: wanted.header || undefined,
    footer: wanted.footer || undefined,
    channelId: old.channelId,
    language: old.language,
    category: wanted.category ?? TemplateCategory.catch('MARKETING').parse(old.category),
    publicId: next.publicId,
    buttons,
    flowAt,
    ...(leadsTo && { navigateScreen }),
  }
}

/** What the platform has decided goes into the log, once for each successor. */
async function noteDecisions(d1: D1Database, { run, lines }: Facts, now: number): Promise<void> {
  const told = lines.flatMap(({ choice, made }) => {
    if (choice !== 'wanted' || !made) return []
    const about = { at: now, by: null, about: made.name }
    if (made.status === 'APPROVED')
      return [once(d1, run.id, { what: 'approved', key: `approved:${made.id}`, ...about })]
    if (made.status !== 'REJECTED') return []
    const words = made.reason ?? ''
    return [once(d1, run.id, { what: 'rejected', key: `rejected:${made.id}`, words, ...about })]
  })
  if (told.length > 0) await d1.batch(told)
}

async function move(env: Env, facts: Facts, now: number): Promise<void> {
  const { run, next } = facts
  // What it would be moved to could not be sent.
  if (next.state !== 'published' || next.providerStatus === 'BLOCKED') {
    await env.DB.prepare(`update cut_overs set trouble = ?2 where id = ?1 and state = 'running'`)
      .bind(run.id, 'WhatsApp has blocked the new version: nothing is moved to it.')
      .run()
    return
  }
  const moved = await moveWaiting(env, facts, now)
  if (run.movedAt === null) {
    await env.DB.batch([
      env.DB.prepare(
        `update cut_overs set moved_at = ?2, trouble = null where id = ?1 and state = 'running' and moved_at is null`,
      ).bind(run.id, now),
      ifChanged(env.DB, run.id, { what: 'move-ended', at: now, by: null }),
    ])
  }
  if (moved > 0) await announce(env, run.workspaceId, ['campaigns', 'messages'])
}

/** Somebody has said that the old version ends: the provider is asked until it has, or has said no. */
async function endOld(env: Env, db: Db, facts: Facts, now: number): Promise<void> {
  const { run, old, flow } = facts
  const done = await deprecateVersion(env, db, { version: old, flow }, now, run.id)
  const ended = done.ok || (done.error.kind === 'not-published' && old.state === 'deprecated')
  if (ended) {
    await env.DB.batch([
      env.DB.prepare(
        `update cut_overs set state = 'done', ended_at = ?2, trouble = null
         where id = ?1 and state = 'running' and deprecate_at is not null`,
      ).bind(run.id, now),
      ifChanged(env.DB, run.id, { what: 'deprecated', at: now, by: null }),
    ])
    return
  }
  const words = done.error.detail ?? done.error.title
  if (done.error.kind === 'deprecate-unknown') {
    await env.DB.prepare(
      `update cut_overs set trouble = ?2 where id = ?1 and state = 'running' and deprecate_at is not null`,
    )
      .bind(run.id, words)
      .run()
    return
  }
  await env.DB.batch([
    env.DB.prepare(
      `update cut_overs set deprecate_at = null, trouble = ?3
       where id = ?1 and state = 'running' and deprecate_at = ?2`,
    ).bind(run.id, run.deprecateAt, words),
    ifChanged(env.DB, run.id, {
      what: 'deprecate-refused',
      at: now,
      by: null,
      words,
      key: `deprecate-refused:${run.deprecateAt}`,
    }),
  ])
}

async function rollBack(env: Env, facts: Facts, now: number): Promise<void> {
  const { run } = facts
  const moved = await moveBack(env, facts, now)
  await env.DB.batch([
    env.DB.prepare(
      `update cut_overs set state = 'rolled-back', ended_at = ?2, trouble = null
       where id = ?1 and state = 'rolling-back'`,
    ).bind(run.id, now),
    ifChanged(env.DB, run.id, { what: 'rolled-back', at: now, by: null }),
  ])
  if (moved > 0) await announce(env, run.workspaceId, ['campaigns', 'messages'])
}

/** Open pages look again: the run's own, the list and the editor, which show that it runs. */
export const tell = (env: Env, { workspaceId, flowId, oldPublicId, newPublicId }: CutOverRow) =>
  announce(env, workspaceId, [
    `cut-over:${flowId}`,
    'flows',
    `flow:${oldPublicId}`,
    `flow:${newPublicId}`,
  ] satisfies Topic[])

/** Refused because a run does not stand where this can be done. */
export const notNow = (detail: string): Problem => problem('cut-over-step', { detail })
