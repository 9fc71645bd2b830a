/** The demo workspace of local mode: one account a role, the example flows, a template, a finished send, 50 responses. */
import { and, eq } from 'drizzle-orm'
import { capabilities, type Role } from '../../shared/access.ts'
import { exampleFlows } from '../../shared/flow/index.ts'
import type { Db } from '../db/client.ts'
import { flows, members, user, versions, workspaces } from '../db/schema.ts'
import type { Env } from '../env.ts'
import { createSandboxChannel, secretsOf } from '../features/channels/store.ts'
import { publishVersion } from '../features/flows/publish.ts'
import { createFlow, findVersion } from '../features/flows/store.ts'
import { authFor } from '../features/sign-in/auth.ts'
import {
  addMember,
  createApiKey,
  createWorkspace,
  firstSubaccount,
} from '../features/workspaces/store.ts'
import { seedSend } from './seed-send.ts'

/** demo.json, as the design gives it. */
export type Demo = {
  url: string
  accountId: string
  subAccountId: string
  channelId: string
  apiKey: string
  graph: {
    baseUrl: string
    token: string
    wabaId: string
    phoneNumberId: string
    appId: string
    appSecret: string
    verifyToken: string
  }
  users: { email: string; password: string; role: Role }[]
}

const password = 'flowroom-demo'
const people: { name: string; email: string; role: Role }[] = [
  { name: 'Ana Ruiz', email: 'owner@demo.test', role: 'owner' },
  { name: 'Ben Okafor', email: 'editor@demo.test', role: 'editor' },
  { name: 'Mila Tan', email: 'operator@demo.test', role: 'operator' },
  { name: 'Jon Berg', email: 'reviewer@demo.test', role: 'reviewer' },
]

/** The example that is published and sent. */
const publishedSlug = 'home-service-booking'

/**
 * Makes what is missing of the demo workspace and a fresh API key for it; safe to run again after a crash half-way.
 * The launcher calls it as long as there is no demo.json.
 */
export async function seedDemo(env: Env, db: Db, origin: string, now: number): Promise<Demo> {
  const ids = new Map<Role, string>()
  for (const person of people) ids.set(person.role, await ensureUser(env, db, origin, person))
  const ownerId = ids.get('owner')!
  const accountId = await ensureWorkspace(db, ownerId, now)
  for (const { role } of people) await addMember(db, accountId, ids.get(role)!, role, now)

  const channel = await createSandboxChannel(env, db, accountId, origin, now)
  const secrets = await secretsOf(env, channel)
  const publicId = await ensureFlows(env, db, accountId, channel.id, ownerId, now)
  const subAccountId = await firstSubaccount(db, accountId)
  await seedSend(env, db, {
    workspaceId: accountId,
    subAccountId,
    channel,
    publicId,
    by: ownerId,
    now,
  })

  const apiKey = await createApiKey(db, accountId, 'Demo key', [...capabilities], now)
  return {
    url: origin,
    accountId,
    subAccountId,
    channelId: channel.id,
    apiKey,
    graph: {
      baseUrl: channel.graphBaseUrl,
      token: secrets.token,
      wabaId: channel.wabaId,
      phoneNumberId: channel.phoneNumberId,
      appId: channel.appId,
      appSecret: secrets.appSecret,
      verifyToken: secrets.verifyToken,
    },
    users: people.map(({ email, role }) => ({ email, password, role })),
  }
}

async function ensureUser(
  env: Env,
  db: Db,
  origin: string,
  { name, email }: { name: string; email: string },
): Promise<string> {
  const [existing] = await db.select({ id: user.id }).from(user).where(eq(user.email, email))
  if (existing) return existing.id
  const made = await authFor(env, origin).api.signUpEmail({ body: { name, email, password } })
  return made.user.id
}

async function ensureWorkspace(db: Db, ownerId: string, now: number): Promise<string> {
  const [existing] = await db
    .select({ id: workspaces.id })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(and(eq(members.userId, ownerId), eq(members.role, 'owner')))
  return existing?.id ?? (await createWorkspace(db, ownerId, 'Demo workspace', now))
}

/** How many of the examples a demo workspace begins with; the others wait in the gallery. */
const seededFlows = 5

/** The first five example flows, one of them published through the sandbox. Returns the published version's public id. */
async function ensureFlows(
  env: Env,
  db: Db,
  workspaceId: string,
  channelId: string,
  by: string,
  now: number,
): Promise<string> {
  let published = ''
  for (const [i, example] of exampleFlows.slice(0, seededFlows).reverse().entries()) {
    const [existing] = await db
      .select({ publicId: versions.publicId, state: versions.state })
      .from(flows)
      .innerJoin(versions, eq(versions.flowId, flows.id))
      .where(and(eq(flows.workspaceId, workspaceId), eq(flows.name, example.name)))
    const publicId =
      existing?.publicId ?? (await makeFlow(env, db, workspaceId, channelId, by, example, now + i))
    if (example.slug !== publishedSlug) continue
    published = publicId
    if (existing && existing.state !== 'draft') continue
    const found = await findVersion(db, workspaceId, publicId)
    const done = await publishVersion(env, db, found!, by, undefined, now + i)
    if (!done.ok) throw new Error(`the demo flow was not published: ${JSON.stringify(done.error)}`)
  }
  return published
}

async function makeFlow(
  env: Env,
  db: Db,
  workspaceId: string,
  channelId: string,
  createdBy: string,
  example: (typeof exampleFlows)[number],
  now: number,
): Promise<string> {
  const { name, category, text } = example
  const made = await createFlow(
    env,
    db,
    { workspaceId, channelId, name, categories: [category], text, createdBy },
    now,
  )
  if (!made.ok) throw new Error(`the demo flow ${name} was not made: ${JSON.stringify(made.error)}`)
  return made.value.publicId
}
