/** Carries messages out: claim, side effect with our id, result, one row at a time (design, decision 8). */
import type { ChannelAdapter, ProviderError } from '../channels/channel.ts'
import { holdsChannel } from '../channels/cloud-api-errors.ts'
import { adapterFor } from '../channels/index.ts'
import { createDb, type Db } from '../db/client.ts'
import type { Env, SendJob } from '../env.ts'
import { channelOfChain, dueOf, finishCampaign, nextDueOf } from '../features/campaigns/store.ts'
import { channelById, noteSendsRest } from '../features/channels/store.ts'
import {
  type Claimed,
  claim,
  recordAttempt,
  recordSent,
  releaseClaims,
} from '../features/messages/outbox.ts'
import { outcomeOf } from '../features/messages/outcome.ts'
import { announce } from '../feed/workspace-feed.ts'
import { type HeaderMedia, headerMedia } from './header-media.ts'
import { inFlight } from './in-flight.ts'
import { heldUntil, holdLine, takePlace } from './pace.ts'

/** How many of a campaign one job sends before it goes to the end of the queue, where single messages get their turn. */
const campaignChunk = 100
/** Claimed together: few enough that the last is sent long before its claim counts as abandoned. */
const claimedTogether = 10
/** Requests to providers at a time; the platform gives an invocation six connections. */
const concurrency = 5

/** The job to send on, and after how many seconds. */
export type Next = { job: SendJob; delaySeconds: number } | null

/** Sends what a job names, as far as it is waiting and due. Safe to repeat and to run twice at once. */
export async function runSendJob(env: Env, job: SendJob): Promise<Next> {
  const db = createDb(env.DB)
  return 'campaignId' in job ? runCampaign(env, db, job) : runSingles(env, db, job)
}

async function runSingles(
  env: Env,
  db: Db,
  job: Extract<SendJob, { messageIds: string[] }>,
): Promise<Next> {
  const { workspaceId, messageIds } = job
  const waiting = await sendAll(env, db, messageIds)
  await announce(env, workspaceId, ['messages'])
  if (waiting.length === 0) return null
  const dueAt = Math.min(...waiting.map((it) => it.dueAt))
  return {
    job: { workspaceId, messageIds: waiting.map((it) => it.id) },
    delaySeconds: secondsUntil(dueAt),
  }
}

async function runCampaign(
  env: Env,
  db: Db,
  job: Extract<SendJob, { campaignId: string }>,
): Promise<Next> {
  const { workspaceId, campaignId, chain } = job
  const channel = await channelOfChain(db, campaignId, chain)
  if (!channel) return null
  // Another instance, or this one before it was started again, may have been asked to wait.
  holdLine(channel.id, channel.sendsRestUntil ?? 0)
  const quietUntil = heldUntil(channel.id, Date.now())
  if (quietUntil !== null) return { job, delaySeconds: secondsUntil(quietUntil) }
  const due = await dueOf(db, campaignId, Date.now(), campaignChunk)
  if (due.length > 0) {
    await sendAll(env, db, due)
    await announce(env, workspaceId, ['messages', 'campaigns', `campaign:${campaignId}`])
  }
  const nextAt = await nextDueOf(db, campaignId)
  if (nextAt !== null) {
    const at = Math.max(nextAt, heldUntil(channel.id, Date.now()) ?? 0)
    return { job, delaySeconds: secondsUntil(at) }
  }
  // Claims of a job that died keep a campaign open; the sweep releases them and finishes it.
  if (await finishCampaign(db, campaignId, Date.now())) {
    await announce(env, workspaceId, ['campaigns', `campaign:${campaignId}`])
  }
  return null
}

/** A queue holds a message back for 24 hours at most. */
const secondsUntil = (at: number): number =>
  Math.min(86_400, Math.max(0, Math.ceil((at - Date.now()) / 1000)))

type Waiting = { id: string; dueAt: number }

/** Sends these messages, a few at a time. Returns those that wait for another attempt. */
async function sendAll(env: Env, db: Db, ids: readonly string[]): Promise<Waiting[]> {
  const adapters = new Map<string, Promise<ChannelAdapter | null>>()
  const adapterOf = (channelId: string) => {
    const adapter = adapters.get(channelId) ?? loadAdapter(env, db, channelId)
    adapters.set(channelId, adapter)
    return adapter
  }
  const files = await headerMedia(env, db, adapterOf, ids)
  const waiting: Waiting[] = []
  const { take, letGo } = claimer(env, ids)
  const lane = async () => {
    for (let message = await take(); message; message = await take()) {
      try {
        const later = await sendClaimed(env, await adapterOf(message.channelId), files, message)
        if (later) waiting.push(later)
      } finally {
        inFlight.delete(message.id)
      }
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: concurrency }, lane))
  await letGo()
  for (const it of lanes) if (it.status === 'rejected') throw it.reason
  return waiting
}

/** Hands out these messages one by one, claimed a few at a time, while the lanes go on sending. */
function claimer(env: Env, ids: readonly string[]) {
  const claimed: Claimed[] = []
  let at = 0
  let claiming: Promise<void> | null = null

  async function claimMore(): Promise<void> {
    // Those that another job of this instance holds are on their way already.
    const wanted = ids.slice(at, at + claimedTogether).filter((id) => !inFlight.has(id))
    at += claimedTogether
    // Noted before the claim, so that no sweep sees one without its holder.
    for (const id of wanted) inFlight.add(id)
    try {
      claimed.push(...(await claim(env.DB, wanted, Date.now())))
    } finally {
      const held = new Set(claimed.map(({ id }) => id))
      for (const id of wanted) if (!held.has(id)) inFlight.delete(id)
    }
  }

  return {
    async take(): Promise<Claimed | undefined> {
      while (claimed.length === 0 && (claiming || at < ids.length)) {
        claiming ??= claimMore().finally(() => {
          claiming = null
        })
        await claiming
      }
      return claimed.shift()
    },
    /** What broken lanes left behind never left: it waits again. */
    async letGo(): Promise<void> {
      const left = claimed.splice(0)
      for (const { id } of left) inFlight.delete(id)
      if (left.length > 0) await releaseClaims(env.DB, left, 'pending', Date.now())
    },
  }
}

async function loadAdapter(env: Env, db: Db, channelId: string): Promise<ChannelAdapter | null> {
  const channel = await channelById(db, channelId)
  return channel ? adapterFor(env, channel) : null
}

/** One attempt with its result written at once. Returns the message where it waits for another. */
async function sendClaimed(
  env: Env,
  adapter: ChannelAdapter | null,
  files: HeaderMedia,
  message: Claimed,
): Promise<Waiting | null> {
  if (!adapter) {
    const error = { kind: 'refused', code: null, message: 'The channel is gone.' } as const
    await recordAttempt(env.DB, message, error, { state: 'failed' }, Date.now())
    return null
  }
  const { repeatsSafely, messagesPerSecond } = adapter.capabilities
  const { waitMs, isPlace } = takePlace(message.channelId, messagesPerSecond, Date.now())
  if (!isPlace) return giveBack(env, message, Date.now() + waitMs)
  if (waitMs > 0) await new Promise((done) => setTimeout(done, waitMs))

  const content = files.fill(message)
  const sent = content.ok
    ? await adapter.send({
        id: message.id,
        correlationId: message.clientMessageId ?? message.id,
        phoneNumber: message.phoneNumber,
        content: content.value,
      })
    : content
  const now = Date.now()
  if (sent.ok) {
    const { meta } = await recordSent(env.DB, message.id, sent.value.providerMessageId, now)
    if (meta.changes === 0) await recordAttempt(env.DB, message, usedId, { state: 'unknown' }, now)
    return null
  }
  const error = await files.afterRefusal(adapter, message, sent.error)
  const outcome = outcomeOf(error, {
    attempt: message.attempt,
    ageMs: now - message.wantedAt,
    repeatsSafely,
    random: Math.random(),
  })
  if (outcome.state !== 'pending') {
    await recordAttempt(env.DB, message, error, outcome, now)
    return null
  }
  const dueAt = now + outcome.delayMs
  if (holdsChannel(error)) {
    holdLine(message.channelId, dueAt)
    if (heldUntil(message.channelId, now) !== null)
      await noteSendsRest(env, message.workspaceId, message.channelId, dueAt)
  }
  await recordAttempt(env.DB, message, error, { ...outcome, dueAt }, now)
  return { id: message.id, dueAt }
}

const usedId: ProviderError = {
  kind: 'unknown',
  code: null,
  message: 'The provider answered with the id of another message.',
}

/** The line is longer than a claim may be held: the message waits in its row instead. */
async function giveBack(env: Env, message: Claimed, dueAt: number): Promise<Waiting> {
  const error = {
    kind: 'later',
    code: null,
    message: 'Waiting for its turn on this channel.',
  } as const
  await recordAttempt(
    env.DB,
    message,
    error,
    { state: 'pending', dueAt, countsAsAttempt: false },
    Date.now(),
  )
  return { id: message.id, dueAt }
}
