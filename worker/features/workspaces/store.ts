/** Workspaces, their members and their API keys. */
import { and, eq, sql } from 'drizzle-orm'
import { type Capability, capabilitiesOf, type Role } from '../../../shared/access.ts'
import type { WorkspaceSummary } from '../../../shared/api/people.ts'
import type { Db } from '../../db/client.ts'
import { apiKeys, members, subaccounts, workspaces } from '../../db/schema.ts'
import { mintToken, sha256Hex } from '../../http/secrets.ts'

/** Makes a workspace with its first subaccount and its owner. Returns the workspace's id. */
export async function createWorkspace(
  db: Db,
  ownerId: string,
  name: string,
  now: number,
): Promise<string> {
  const id = crypto.randomUUID()
  await db.batch([
    db.insert(workspaces).values({ id, name, createdAt: now }),
    db
      .insert(subaccounts)
      .values({ id: subaccountName(name, id), workspaceId: id, createdAt: now }),
    db.insert(members).values({ workspaceId: id, userId: ownerId, role: 'owner', createdAt: now }),
  ])
  return id
}

/** A subaccount's id: letters, digits and - . _ &, 3 to 50 of them (8x8's pattern), unique over all workspaces. */
function subaccountName(name: string, workspaceId: string): string {
  const stem = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 36)
  return `${stem || 'workspace'}_${workspaceId.slice(0, 8)}`
}

export async function addMember(
  db: Db,
  workspaceId: string,
  userId: string,
  role: Role,
  now: number,
): Promise<void> {
  await db
    .insert(members)
    .values({ workspaceId, userId, role, createdAt: now })
    .onConflictDoNothing()
}

/** The workspaces of one person, with what they may do there. */
export async function workspacesOf(db: Db, userId: string): Promise<WorkspaceSummary[]> {
  const rows = await db
    .select({
      id: workspaces.id,
      name: workspaces.name,
      role: members.role,
      logAccess: members.logAccess,
      subaccount: subaccounts.id,
    })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .leftJoin(subaccounts, eq(subaccounts.workspaceId, workspaces.id))
    .where(eq(members.userId, userId))
    .orderBy(workspaces.createdAt, subaccounts.createdAt)
  const byId = new Map<string, WorkspaceSummary>()
  for (const row of rows) {
    const summary = byId.get(row.id) ?? {
      id: row.id,
      name: row.name,
      role: row.role,
      capabilities: capabilitiesOf({ role: row.role, logAccess: row.logAccess }),
      subaccounts: [],
    }
    if (row.subaccount) summary.subaccounts.push(row.subaccount)
    byId.set(row.id, summary)
  }
  return [...byId.values()]
}

/** What a person may do in one workspace; null where they are no member. */
export async function capabilitiesIn(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<Capability[] | null> {
  const [row] = await db
    .select({ role: members.role, logAccess: members.logAccess })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)))
  return row ? capabilitiesOf(row) : null
}

export type KeyHolder = {
  id: string
  workspaceId: string
  name: string
  capabilities: Capability[]
  requestsPerMinute: number
}

/** Who an API key is, or null for a wrong or disabled one. */
export async function keyHolder(db: Db, key: string): Promise<KeyHolder | null> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.hash, await sha256Hex(key)))
  return row && row.disabledAt === null ? row : null
}

/** Makes an API key and returns it: the only time it can be read. */
export async function createApiKey(
  db: Db,
  workspaceId: string,
  name: string,
  capabilities: Capability[],
  now: number,
): Promise<string> {
  const key = `frk_${mintToken()}`
  await db.insert(apiKeys).values({
    id: crypto.randomUUID(),
    workspaceId,
    name,
    hash: await sha256Hex(key),
    capabilities,
    createdAt: now,
  })
  return key
}

/** The first subaccount of a workspace: where messages go out that name none. */
export async function firstSubaccount(db: Db, workspaceId: string): Promise<string> {
  const [row] = await db
    .select({ id: subaccounts.id })
    .from(subaccounts)
    .where(eq(subaccounts.workspaceId, workspaceId))
    .orderBy(subaccounts.createdAt)
    .limit(1)
  if (!row) throw new Error(`workspace ${workspaceId} has no subaccount`)
  return row.id
}

export async function hasSubaccount(
  db: Db,
  workspaceId: string,
  subaccountId: string,
): Promise<boolean> {
  const [row] = await db
    .select({ one: sql<number>`1` })
    .from(subaccounts)
    .where(and(eq(subaccounts.workspaceId, workspaceId), eq(subaccounts.id, subaccountId)))
  return row !== undefined
}
