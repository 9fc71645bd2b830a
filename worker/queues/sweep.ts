/** Takes up again whatever a crash or a lost queue message left lying: the table is the truth, the queue is speed. */
import { adapterFor } from '../channels/index.ts'
import { createDb, type Db } from '../db/client.ts'
import { type Env, isLocal } from '../env.ts'
import {
  finishCampaign,
  nextDueOf,
  setChain,
  unfinishedCampaigns,
} from '../features/campaigns/store.ts'
import { channelById } from '../features/channels/store.ts'
import { followFlows } from '../features/flows/provider-status.ts'
import { hasWaitingEvents } from '../features/intake/store.ts'
import {
  dueSingles,
  type OpenClaim,
  openClaims,
  releaseClaims,
} from '../features/messages/outbox.ts'
import { enqueue } from '../features/messages/send.ts'
import { recheckTemplates } from '../features/templates/follow.ts'
import { announce } from '../feed/workspace-feed.ts'
import { inFlight } from './in-flight.ts'

/** A claim without a result for this long has nobody behind it: every request ends within ten seconds. */
const claimMaxAgeMs = 30_000
/** Stored events younger than this are still on their way through the queue. */
const eventMinAgeMs = 2_000
const singlesPerJob = 250
/** Single messages that fall due within so many seconds of each other share a job. */
const singlesStepSeconds = 5
/** The time to the next sweep. What falls due before it is taken up now, with a delay: its job may be lost as well. */
const sweepEveryMs = 60_000

/** Runs at start and once a minute; each part stands alone, and running it twice at once does no harm. */
export async function sweep(env: Env, now: number): Promise<void> {
  const db = createDb(env.DB)
  const parts = [
    // Claims first, so that what they release goes out at once.
    async () => {
      await repairClaims(env, db, now)
      await resendSingles(env, now)
      await resumeCampaigns(env, db, now)
    },
    () => wakeIntake(env, now),
    () => recheckTemplates(env, db, now),
    () => followFlows(env, db),
  ]
  const ended = await Promise.allSettled(parts.map((part) => part()))
  for (const part of ended) {
    if (part.status === 'rejected') console.error(`sweep: ${String(part.reason)}`)
  }
}

/**
 * Claims of a job that died. In local mode one process serves everything, so a claim that it does not hold was held by
 * the process before it; elsewhere age decides.
 */
async function repairClaims(env: Env, db: Db, now: number): Promise<void> {
  const abandoned = (await openClaims(env.DB)).filter(
    ({ id, claimedAt }) => claimedAt < now - claimMaxAgeMs || (isLocal(env) && !inFlight.has(id)),
  )
  for (const [channelId, claims] of Map.groupBy(abandoned, (it: OpenClaim) => it.channelId)) {
    const channel = await channelById(db, channelId)
    const repeatsSafely = channel
      ? (await adapterFor(env, channel)).capabilities.repeatsSafely
      : false
    await releaseClaims(env.DB, claims, repeatsSafely ? 'pending' : 'unknown', now)
    if (channel) await announce(env, channel.workspaceId, ['messages', 'campaigns'])
  }
}

async function resendSingles(env: Env, now: number): Promise<void> {
  const due = (await dueSingles(env.DB, now + sweepEveryMs)).filter(({ id }) => !inFlight.has(id))
  for (const [workspaceId, ofWorkspace] of Map.groupBy(due, (it) => it.workspaceId)) {
    const byDelay = Map.groupBy(ofWorkspace, ({ dueAt }) =>
      Math.ceil(secondsFrom(now, dueAt) / singlesStepSeconds),
    )
    for (const [steps, rows] of byDelay) {
      for (let at = 0; at < rows.length; at += singlesPerJob) {
        const messageIds = rows.slice(at, at + singlesPerJob).map(({ id }) => id)
        await enqueue(env, { workspaceId, messageIds }, steps * singlesStepSeconds)
      }
    }
  }
}

/** A new chain of jobs for every campaign with something due soon, and an end for those with nothing left. */
async function resumeCampaigns(env: Env, db: Db, now: number): Promise<void> {
  for (const { id, workspaceId } of await unfinishedCampaigns(db)) {
    const nextAt = await nextDueOf(db, id)
    if (nextAt === null) {
      if (await finishCampaign(db, id, now))
        await announce(env, workspaceId, ['campaigns', `campaign:${id}`])
    } else if (nextAt <= now + sweepEveryMs) {
      const chain = crypto.randomUUID()
      await setChain(db, id, chain)
      await enqueue(env, { workspaceId, campaignId: id, chain }, secondsFrom(now, nextAt))
    }
  }
}

const secondsFrom = (now: number, at: number): number => Math.max(0, Math.ceil((at - now) / 1000))

async function wakeIntake(env: Env, now: number): Promise<void> {
  const olderThan = isLocal(env) ? now : now - eventMinAgeMs
  if (await hasWaitingEvents(env.DB, olderThan)) await env.INTAKE_QUEUE.send({ waiting: true })
}
