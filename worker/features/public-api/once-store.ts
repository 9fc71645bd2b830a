/** Requests with an Idempotency-Key as they rest in D1: whose turn it is, and what was answered. */
import { and, eq, isNull, lte } from 'drizzle-orm'
import { mintPublicId } from '../../../shared/ids.ts'
import { createDb, type Db } from '../../db/client.ts'
import { apiRequests } from '../../db/schema.ts'
import { type Env, isLocal } from '../../env.ts'
import { randomBytes } from '../../http/secrets.ts'
import { orderedId } from '../messages/ordered-id.ts'

/** How long an answer is kept. */
const keptMs = 86_400_000
/** A request that was begun longer ago than this, and has no answer, was cut off. */
const heldMs = 60_000
/** An answer larger than this goes to R2. */
const rowMaxCharacters = 300_000

export type Asked = { keyId: string; nameHash: string; fingerprint: string }

type Row = typeof apiRequests.$inferSelect

export type Turn =
  | { kind: 'run'; runner: string; makes: Row['makes']; again: boolean }
  | { kind: 'answered'; status: number; answer: string }
  /** Somebody else carries it out right now. */
  | { kind: 'running' }
  /** The key came with another request. */
  | { kind: 'other' }

/** Requests that this very instance carries out: in local mode nobody else can be, whatever the rows say. */
const underWay = new Set<string>()

/** Whose turn it is. Whoever is told to run has to end it by `endTurn`, and by `keepAnswer`, `letGo` or `forget`. */
export async function takeTurn(env: Env, db: Db, asked: Asked, now: number): Promise<Turn> {
  const [row] = await db.select().from(apiRequests).where(isRow(asked))
  if (row && row.expiresAt > now && row.fingerprint !== asked.fingerprint) return { kind: 'other' }
  if (row && row.expiresAt > now && row.status !== null) {
    const answer = row.answer ?? (await (await env.BUCKET.get(row.answerPath ?? ''))?.text())
    if (answer === undefined) throw new Error('a kept answer is missing')
    return { kind: 'answered', status: row.status, answer }
  }
  const runner = crypto.randomUUID()
  // Noted before it is written, so that nobody takes it for cut off.
  underWay.add(runner)
  const turn =
    row && row.expiresAt > now
      ? await takeOver(env, db, row, runner, now)
      : await begin(db, asked, runner, now)
  if (turn.kind !== 'run') underWay.delete(runner)
  return turn
}

/** A request that comes for the first time, or whose answer's day is over. */
async function begin(db: Db, asked: Asked, runner: string, now: number): Promise<Turn> {
  const values = {
    fingerprint: asked.fingerprint,
    makes: { id: orderedId(now), publicId: mintPublicId(randomBytes) },
    runner,
    heldUntil: now + heldMs,
    status: null,
    answer: null,
    answerPath: null,
    createdAt: now,
    expiresAt: now + keptMs,
  }
  const [begun] = await db
    .insert(apiRequests)
    .values({ keyId: asked.keyId, nameHash: asked.nameHash, ...values })
    .onConflictDoUpdate({
      target: [apiRequests.keyId, apiRequests.nameHash],
      set: values,
      setWhere: lte(apiRequests.expiresAt, now),
    })
    .returning()
  return begun ? { kind: 'run', runner, makes: begun.makes, again: false } : { kind: 'running' }
}

/** A request that was begun and has no answer: its turn comes once nobody carries it out any more. */
async function takeOver(env: Env, db: Db, row: Row, runner: string, now: number): Promise<Turn> {
  const isCutOff =
    row.runner === null || row.heldUntil <= now || (isLocal(env) && !underWay.has(row.runner))
  if (!isCutOff) return { kind: 'running' }
  const [taken] = await db
    .update(apiRequests)
    .set({ runner, heldUntil: now + heldMs })
    .where(
      and(
        isRow(row),
        isNull(apiRequests.status),
        row.runner === null ? isNull(apiRequests.runner) : eq(apiRequests.runner, row.runner),
      ),
    )
    .returning()
  return taken ? { kind: 'run', runner, makes: taken.makes, again: true } : { kind: 'running' }
}

/** The statement that keeps an answer; a larger one lies in R2 before any row says so. */
export async function keepAnswer(
  env: Env,
  asked: Asked,
  status: number,
  answer: string,
): Promise<D1PreparedStatement> {
  // A path of its own: whoever is too late with its row must not have changed what the row names.
  const path =
    answer.length > rowMaxCharacters ? `answers/${asked.keyId}/${crypto.randomUUID()}` : null
  if (path) await env.BUCKET.put(path, answer)
  return env.DB.prepare(
    `update api_requests set status = ?3, answer = ?4, answer_path = ?5, runner = null
     where key_id = ?1 and name_hash = ?2 and status is null`,
  ).bind(asked.keyId, asked.nameHash, status, path ? null : answer, path)
}

/** It had no effect: the name is free again. */
export const forget = (db: Db, asked: Asked, runner: string) =>
  db
    .delete(apiRequests)
    .where(and(isRow(asked), eq(apiRequests.runner, runner), isNull(apiRequests.status)))

/** It may have had its effect, or half of it: whoever asks again goes on. */
export const letGo = (db: Db, asked: Asked, runner: string) =>
  db
    .update(apiRequests)
    .set({ runner: null })
    .where(and(isRow(asked), eq(apiRequests.runner, runner), isNull(apiRequests.status)))

export const endTurn = (runner: string) => underWay.delete(runner)

/** Answers whose day is over. Part of the tick. */
export async function forgetOldAnswers(env: Env, now: number): Promise<void> {
  const db = createDb(env.DB)
  const old = await db
    .delete(apiRequests)
    .where(lte(apiRequests.expiresAt, now))
    .returning({ path: apiRequests.answerPath })
  const stored = old.flatMap(({ path }) => path ?? [])
  // As many as one call takes.
  for (let at = 0; at < stored.length; at += 1000)
    await env.BUCKET.delete(stored.slice(at, at + 1000))
}

const isRow = ({ keyId, nameHash }: Pick<Asked, 'keyId' | 'nameHash'>) =>
  and(eq(apiRequests.keyId, keyId), eq(apiRequests.nameHash, nameHash))
