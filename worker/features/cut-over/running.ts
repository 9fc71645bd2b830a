/** Which runs there are: of a flow, of a workspace, of a version. What other features need to know of them. */
import { and, desc, eq, inArray, or } from 'drizzle-orm'
import type { CutOverRunning } from '../../../shared/api/flows.ts'
import type { Db } from '../../db/client.ts'
import { cutOvers } from '../../db/schema.ts'

export type CutOverRow = typeof cutOvers.$inferSelect

const notEnded = inArray(cutOvers.state, ['running', 'rolling-back'])

/** The run of a flow that has not ended; one at most. */
export async function runningOf(db: Db, flowId: string): Promise<CutOverRow | null> {
  const [row] = await db
    .select()
    .from(cutOvers)
    .where(and(eq(cutOvers.flowId, flowId), notEnded))
  return row ?? null
}

/** Runs of a workspace that have not ended; of all workspaces where none is named. */
export const runningIn = (db: Db, workspaceId?: string): Promise<CutOverRow[]> =>
  db
    .select()
    .from(cutOvers)
    .where(
      and(workspaceId === undefined ? undefined : eq(cutOvers.workspaceId, workspaceId), notEnded),
    )
    .orderBy(cutOvers.createdAt)
    .limit(200)

export async function cutOverById(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<CutOverRow | null> {
  const [row] = await db
    .select()
    .from(cutOvers)
    .where(and(eq(cutOvers.id, id), eq(cutOvers.workspaceId, workspaceId)))
  return row ?? null
}

/** The run that a version's page shows: the flow's own that has not ended, else the last one that it was part of. */
export async function shownFor(
  db: Db,
  { flowId, publicId }: { flowId: string; publicId: string },
): Promise<CutOverRow | null> {
  const running = await runningOf(db, flowId)
  if (running) return running
  const [last] = await db
    .select()
    .from(cutOvers)
    .where(
      and(
        eq(cutOvers.flowId, flowId),
        or(eq(cutOvers.oldPublicId, publicId), eq(cutOvers.newPublicId, publicId)),
      ),
    )
    .orderBy(desc(cutOvers.createdAt), desc(cutOvers.id))
    .limit(1)
  return last ?? null
}

/** Which version of a flow was replaced by which, by runs that came to their end. */
export const replacements = (db: Db, flowId: string): Promise<{ old: string; next: string }[]> =>
  db
    .select({ old: cutOvers.oldPublicId, next: cutOvers.newPublicId })
    .from(cutOvers)
    .where(and(eq(cutOvers.flowId, flowId), eq(cutOvers.state, 'done')))

/** A run as lists show it; null where one of its versions is not among these. */
export function runningWith(
  { oldPublicId, newPublicId }: CutOverRow,
  versions: readonly { publicId: string; number: number }[],
): CutOverRunning | null {
  const [old, next] = [oldPublicId, newPublicId].map((id) =>
    versions.find(({ publicId }) => publicId === id),
  )
  return old && next
    ? {
        old: { publicId: old.publicId, number: old.number },
        new: { publicId: next.publicId, number: next.number },
      }
    : null
}

/** Why a version may not be deprecated or deleted by itself, or null: it is part of a run that has not ended. */
export async function heldByRun(
  db: Db,
  { flowId, publicId }: { flowId: string; publicId: string },
): Promise<string | null> {
  const run = await runningOf(db, flowId)
  return run && (run.oldPublicId === publicId || run.newPublicId === publicId)
    ? 'It is part of a cut-over that has not ended. Go on with that, or stop it.'
    : null
}
