/** The provider's own word on a published flow: written down when it tells, asked for where it never does. */
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Topic } from '../../../shared/api/feed.ts'
import { adapterFor } from '../../channels/index.ts'
import type { Db } from '../../db/client.ts'
import { channels, flows, versions } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { announce } from '../../feed/workspace-feed.ts'
import type { ChannelRow } from '../channels/store.ts'

/** Writes the word down beside our own state; `topics` gets what open pages have to be told. */
export async function noteFlowStatus(
  db: Db,
  channel: ChannelRow,
  { providerFlowId, status }: { providerFlowId: string; status: string },
  topics: Set<Topic>,
): Promise<void> {
  const changed = await db
    .update(versions)
    .set({ providerStatus: status.slice(0, 40) })
    .where(
      and(
        eq(versions.workspaceId, channel.workspaceId),
        eq(versions.providerFlowId, providerFlowId),
        sql`${versions.providerStatus} is not ${status}`,
        sql`exists (select 1 from ${flows} where ${flows.id} = ${versions.flowId} and ${flows.channelId} = ${channel.id})`,
      ),
    )
    .returning({ publicId: versions.publicId })
  for (const { publicId } of changed) topics.add(`flow:${publicId}`)
  if (changed.length > 0) topics.add('flows')
}

/** Asked at a time: far below what 8x8 takes in a minute. */
const askedTogether = 10

/** Asks 8x8, which reports nothing of flows by itself, how published ones are. Part of the sweep. */
export async function followFlows(env: Env, db: Db): Promise<void> {
  const published = await db
    .select({ channel: channels, providerFlowId: versions.providerFlowId })
    .from(versions)
    .innerJoin(flows, eq(flows.id, versions.flowId))
    .innerJoin(channels, eq(channels.id, flows.channelId))
    .where(
      and(
        eq(channels.provider, '8x8'),
        eq(versions.state, 'published'),
        isNotNull(versions.providerFlowId),
      ),
    )
    // No matter how many there are, each gets its turn.
    .orderBy(sql`random()`)
    .limit(askedTogether)
  for (const { channel, providerFlowId } of published) {
    if (providerFlowId === null) continue
    try {
      const told = await (await adapterFor(env, channel)).flowStatus(providerFlowId)
      if (!told.ok) continue
      const topics = new Set<Topic>()
      await noteFlowStatus(db, channel, { providerFlowId, ...told.value }, topics)
      if (topics.size > 0) await announce(env, channel.workspaceId, [...topics])
    } catch (error) {
      console.error(`flow ${providerFlowId}: ${String(error)}`)
    }
  }
}
