/** What a person does in a run: each is written down as what they want, in one conditional statement, before it is done. */
import type { StartCutOver, SubmitSuccessor } from '../../../shared/api/cut-overs.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Db } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { publishVersion } from '../flows/publish.ts'
import { type Found, findVersion } from '../flows/store.ts'
import { brokenRule } from '../templates/rules.ts'
import { carryOn, makeSuccessor, notNow, successorOf, tell } from './carry-on.ts'
import { type Facts, factsOf, type Line } from './facts.ts'
import { ifChanged } from './log.ts'
import { openOnVersion } from './move.ts'
import { type CutOverRow, cutOverById, runningOf } from './running.ts'

type Done = Result<CutOverRow, Problem>
type By = { id: string; now: number }

/** Templates that can be sent, or may come to it: for these a successor is asked. */
export const replaceable = `status in ('APPROVED', 'PENDING', 'PAUSED')`

/**
 * Begins a run, and publishes the draft where it is one; asked again while it stands there, goes on with it.
 * Refusals: cut-over-runs (facts: the run's version), not-found, not-published, and everything of publishVersion.
 */
export async function start(
  env: Env,
  db: Db,
  found: Found,
  { replaces, sha256, note, waivesRehearsal }: StartCutOver,
  by: By,
): Promise<Done> {
  const old = await findVersion(db, found.flow.workspaceId, replaces)
  const unfit = whyNotReplaced(old, found)
  if (unfit) return err(unfit)
  const run = await begun(env, db, found, replaces, by)
  if (run.newPublicId !== found.version.publicId || run.oldPublicId !== replaces) {
    return err(await otherRun(db, run))
  }
  if (run.state !== 'running') return err(notNow('It is being rolled back.'))
  await tell(env, run)
  if (found.version.state === 'draft') {
    const published = await publishVersion(env, db, found, by.id, sha256, by.now, {
      note,
      waivesRehearsal,
    })
    if (!published.ok) {
      await noteTrouble(env, run, published.error)
      return published
    }
  }
  return carried(env, db, run, by.now)
}

function whyNotReplaced(old: Found | null, { version, flow }: Found): Problem | null {
  if (!old || old.flow.id !== flow.id || old.version.number >= version.number) {
    return problem('not-found', {
      field: 'replaces',
      detail: 'The version to be replaced is none of this flow that came before.',
    })
  }
  if (old.version.state !== 'published') {
    return problem('not-published', {
      field: 'replaces',
      detail: `Version ${old.version.number} is not published, so there is nothing to replace.`,
    })
  }
  return version.state === 'deprecated'
    ? problem('not-published', { detail: 'A deprecated version cannot take the place of another.' })
    : null
}

/** The flow's run: this one, written with its templates in one step, or the one that was there before. */
async function begun(
  env: Env,
  db: Db,
  { version, flow }: Found,
  replaces: string,
  { id: by, now }: By,
): Promise<CutOverRow> {
  const before = await runningOf(db, flow.id)
  if (before) return before
  const id = crypto.randomUUID()
  await env.DB.batch([
    env.DB.prepare(
      `insert into cut_overs (id, workspace_id, flow_id, old_public_id, new_public_id, state, created_at, created_by)
       values (?1, ?2, ?3, ?4, ?5, 'running', ?6, ?7) on conflict do nothing`,
    ).bind(id, flow.workspaceId, flow.id, replaces, version.publicId, now, by),
    ifChanged(env.DB, id, { what: 'started', at: now, by }),
    env.DB.prepare(
      // What an earlier run made for the same two versions is used again.
      `insert into cut_over_templates (cut_over_id, template_id, choice, new_template_id, wanted)
       select ?1, templates.id, iif(made.id is null, 'open', 'wanted'), made.id, made.wanted from templates
       left join (
         select template_id, new_template_id as id, wanted, max(cut_overs.created_at) from cut_over_templates
         join cut_overs on cut_overs.id = cut_over_id
         where old_public_id = ?2 and new_public_id = ?3
           and exists (select 1 from templates where id = new_template_id and ${replaceable})
         group by template_id
       ) as made on made.template_id = templates.id
       where templates.public_id = ?2 and ${replaceable} and exists (select 1 from cut_overs where id = ?1)`,
    ).bind(id, replaces, version.publicId),
  ])
  const run = await runningOf(db, flow.id)
  if (!run) throw new Error(`cut-over ${id} ended as it began`)
  return run
}

async function otherRun(db: Db, run: CutOverRow): Promise<Problem> {
  const [old, next] = await Promise.all(
    [run.oldPublicId, run.newPublicId].map((it) => findVersion(db, run.workspaceId, it)),
  )
  return problem('cut-over-runs', {
    detail: `Version ${next?.version.number} is taking the place of version ${old?.version.number}. Go on with that, or stop it.`,
    facts: { publicId: run.newPublicId },
  })
}

/** Publishing that did not end: the run says why until it has. */
async function noteTrouble(env: Env, run: CutOverRow, { title, detail }: Problem): Promise<void> {
  await env.DB.prepare(`update cut_overs set trouble = ?2 where id = ?1 and state = 'running'`)
    .bind(run.id, detail ?? title)
    .run()
  await tell(env, run)
}

/**
 * Submits the successor of a template. Refusals: cut-over-step, bad-request (field), name-taken, provider-…; after the
 * provider's the template is open again.
 */
export async function submit(
  env: Env,
  db: Db,
  run: CutOverRow,
  templateId: string,
  wanted: SubmitSuccessor,
  by: By,
): Promise<Done> {
  const found = await lineIn(db, run, templateId)
  if (!found.ok) return found
  const { facts, line } = found.value
  if (facts.next.state !== 'published') return err(notNow('Publish the new version first.'))
  const { made, choice, newTemplateId } = line
  if (choice === 'wanted' && made && !canBeCorrected(made.status)) {
    return made.name === wanted.name
      ? ok(run)
      : err(notNow(`“${line.old.name}” has a successor: “${made.name}” was submitted.`))
  }
  if (choice === 'wanted' && !made) {
    // Written down before, and cut off: this goes on with that.
    const refused = await makeSuccessor(env, db, facts, line, by.now)
    return refused ? err(refused) : carried(env, db, run, by.now)
  }
  const rule = brokenRule(await successorOf(env, facts, line.old, wanted))
  if (rule) return err(problem('bad-request', rule))
  const id = crypto.randomUUID()
  const [written] = await env.DB.batch([
    env.DB.prepare(
      `update cut_over_templates set choice = 'wanted', new_template_id = ?3, wanted = ?4, refusal = null
       where cut_over_id = ?1 and template_id = ?2 and new_template_id is ?5
         and exists (select 1 from cut_overs where id = ?1 and state = 'running' and moved_at is null)`,
    ).bind(run.id, templateId, id, JSON.stringify(wanted), newTemplateId),
    ifChanged(env.DB, run.id, {
      what: 'submitted',
      at: by.now,
      by: by.id,
      about: wanted.name,
      key: `submitted:${id}`,
    }),
  ])
  if (!written?.meta.changes)
    return err(notNow('Somebody else was faster. Look at what they did, then decide.'))
  const after = await lineIn(db, run, templateId)
  const refused =
    after.ok && (await makeSuccessor(env, db, after.value.facts, after.value.line, by.now))
  const done = await carried(env, db, run, by.now)
  return refused ? err(refused) : done
}

const canBeCorrected = (status: string): boolean => status === 'REJECTED' || status === 'DISABLED'

/** Leaves a template out: nothing is made for it, or not waited for. */
export async function skip(
  env: Env,
  db: Db,
  run: CutOverRow,
  templateId: string,
  by: By,
): Promise<Done> {
  const found = await lineIn(db, run, templateId)
  if (!found.ok) return found
  const { line } = found.value
  if (line.choice === 'skipped') return ok(run)
  await env.DB.batch([
    env.DB.prepare(
      `update cut_over_templates set choice = 'skipped', refusal = null
       where cut_over_id = ?1 and template_id = ?2 and choice <> 'skipped'
         and exists (select 1 from cut_overs where id = ?1 and state = 'running' and moved_at is null)`,
    ).bind(run.id, templateId),
    ifChanged(env.DB, run.id, {
      what: 'skipped',
      at: by.now,
      by: by.id,
      about: line.old.name,
      key: `skipped:${templateId}:${by.now}`,
    }),
  ])
  return carried(env, db, run, by.now)
}

async function lineIn(
  db: Db,
  run: CutOverRow,
  templateId: string,
): Promise<Result<{ facts: Facts; line: Line }, Problem>> {
  if (run.state !== 'running') return err(notNow('It has ended.'))
  if (run.movedAt !== null)
    return err(notNow('What was waiting has been moved: templates are settled.'))
  const facts = await factsOf(db, run)
  const line = facts?.lines.find(({ old }) => old.id === templateId)
  return facts && line
    ? ok({ facts, line })
    : err(problem('not-found', { detail: 'This cut-over has no such template.' }))
}

/** Messages with a version that have not left. */
export async function onTheWay(d1: D1Database, publicId: string): Promise<number> {
  const row = await d1
    .prepare(
      `select count(*) as n from messages where ${openOnVersion} = ?1 and send_state in ('pending', 'claimed')`,
    )
    .bind(publicId)
    .first<{ n: number }>()
  return row?.n ?? 0
}

/** Ends the old version. Refusals: cut-over-step while messages with it are on their way; what the provider says stands in the run. */
export async function deprecate(env: Env, db: Db, run: CutOverRow, by: By): Promise<Done> {
  if (run.state === 'done' || run.deprecateAt !== null) return carried(env, db, run, by.now)
  if (run.state !== 'running') return err(notNow('It has ended.'))
  if (run.movedAt === null) return err(notNow('The steps before this are not done.'))
  const waiting = await onTheWay(env.DB, run.oldPublicId)
  if (waiting > 0) {
    return err(
      notNow(
        `${waiting === 1 ? '1 message with the old version has' : `${waiting} messages with the old version have`} not left yet. Once deprecated it could not be sent.`,
      ),
    )
  }
  await env.DB.batch([
    env.DB.prepare(
      `update cut_overs set deprecate_at = ?2, trouble = null
       where id = ?1 and state = 'running' and moved_at is not null and deprecate_at is null`,
    ).bind(run.id, by.now),
    ifChanged(env.DB, run.id, {
      what: 'deprecate-asked',
      at: by.now,
      by: by.id,
      key: `deprecate-asked:${by.now}`,
    }),
  ])
  return carried(env, db, run, by.now)
}

/** Why a run cannot be stopped, in words, or null. */
export const whyNotStopped = (run: CutOverRow): string | null =>
  run.state !== 'running'
    ? run.state === 'rolling-back'
      ? 'It is being rolled back.'
      : 'It has ended.'
    : run.deprecateAt === null
      ? null
      : 'The old version is being deprecated right now.'

/** Stops a run: what is done stays done. */
export async function stop(env: Env, db: Db, run: CutOverRow, by: By): Promise<Done> {
  if (run.state === 'stopped') return ok(run)
  const off = whyNotStopped(run)
  if (off) return err(notNow(off))
  const [stopped] = await env.DB.batch([
    env.DB.prepare(
      `update cut_overs set state = 'stopped', ended_at = ?2
       where id = ?1 and state = 'running' and deprecate_at is null`,
    ).bind(run.id, by.now),
    ifChanged(env.DB, run.id, { what: 'stopped', at: by.now, by: by.id }),
  ])
  await tell(env, run)
  const now = (await cutOverById(db, run.workspaceId, run.id)) ?? run
  return stopped?.meta.changes || now.state === 'stopped'
    ? ok(now)
    : err(notNow(whyNotStopped(now) ?? 'It has just gone on.'))
}

/** Why a run cannot be rolled back, in words, or null. */
export const whyNotRolledBack = (run: CutOverRow, oldState: string): string | null =>
  oldState === 'deprecated'
    ? 'The old version is deprecated: it can be neither sent nor opened, so there is no way back to it.'
    : run.state === 'rolled-back'
      ? 'It was rolled back.'
      : run.deprecateAt !== null
        ? 'The old version is being deprecated right now.'
        : null

/** Takes what still waits back to the old templates. Refused, with the reason, once the old version has ended. */
export async function startRollBack(env: Env, db: Db, run: CutOverRow, by: By): Promise<Done> {
  if (run.state === 'rolled-back' || run.state === 'rolling-back')
    return carried(env, db, run, by.now)
  const old = await findVersion(db, run.workspaceId, run.oldPublicId)
  const off = whyNotRolledBack(run, old?.version.state ?? 'deprecated')
  if (off) return err(notNow(off))
  const other = await runningOf(db, run.flowId)
  if (other && other.id !== run.id) return err(await otherRun(db, other))
  await env.DB.batch([
    env.DB.prepare(
      `update or ignore cut_overs set state = 'rolling-back', ended_at = null
       where id = ?1 and state in ('running', 'stopped') and deprecate_at is null`,
    ).bind(run.id),
    ifChanged(env.DB, run.id, { what: 'roll-back-asked', at: by.now, by: by.id }),
  ])
  return carried(env, db, run, by.now)
}

/** Goes on as far as it goes by itself, and says where the run then stands. */
async function carried(env: Env, db: Db, run: CutOverRow, now: number): Promise<Done> {
  const wanted = await cutOverById(db, run.workspaceId, run.id)
  if (wanted) await carryOn(env, db, wanted, now)
  return ok((await cutOverById(db, run.workspaceId, run.id)) ?? run)
}
