/** Parses stored webhooks and applies what they say; every effect is keyed, so doing it twice is doing it once. */
import type { Topic } from '../../../shared/api/feed.ts'
import type { ChannelEvent } from '../../channels/events.ts'
import { providerNumberOf, readEvents as readChannelEvents } from '../../channels/index.ts'
import { createDb, type Db } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { noteHealth } from '../channels/health.ts'
import { type ChannelRow, channelById } from '../channels/store.ts'
import { carryOnIn } from '../cut-over/carry-on.ts'
import { noteFlowStatus } from '../flows/provider-status.ts'
import {
  applyTemplateCategory,
  applyTemplateQuality,
  applyTemplateStatus,
} from '../templates/status.ts'
import type { Reading } from './reading.ts'
import { receiveMessages } from './receive.ts'
import { applyStatuses } from './statuses.ts'
import { type RawEvent, readEvents, recordVerdicts, type Verdict, waitingGroups } from './store.ts'

/** An event that could not be finished is tried so often before it is put aside. */
const maxAttempts = 5

/** Processes these stored events. Returns the ids of those that must be tried again in a moment. */
export async function processEvents(env: Env, ids: readonly string[]): Promise<string[]> {
  const again: string[] = []
  for (const group of await waitingGroups(env.DB, ids)) {
    try {
      again.push(...(await processGroup(env, group)))
    } catch (error) {
      if (group.length === 1) again.push(...(await putOff(env, group, error)))
      // One that cannot be processed must not hold up the others.
      else for (const id of group) again.push(...(await processAlone(env, id)))
    }
  }
  return again
}

async function processAlone(env: Env, id: string): Promise<string[]> {
  try {
    return await processGroup(env, [id])
  } catch (error) {
    return putOff(env, [id], error)
  }
}

/** Counts the attempt; after several the event is put aside, where people can see it. */
async function putOff(env: Env, ids: readonly string[], error: unknown): Promise<string[]> {
  console.error(`intake ${ids.join(' ')}: ${error instanceof Error ? error.stack : typeof error}`)
  const verdicts = (await readEvents(env.DB, ids)).map(
    ({ id, attempt }): Verdict => ({
      id,
      state: attempt + 1 >= maxAttempts ? 'quarantined' : 'stored',
      problem: 'It could not be processed; the server log says why.',
    }),
  )
  await recordVerdicts(env.DB, verdicts, Date.now())
  return verdicts.flatMap(({ id, state }) => (state === 'stored' ? [id] : []))
}

async function processGroup(env: Env, ids: readonly string[]): Promise<string[]> {
  const db = createDb(env.DB)
  const readings: Reading[] = []
  for (const [channelId, raws] of Map.groupBy(
    await readEvents(env.DB, ids),
    (it) => it.channelId,
  )) {
    const channel = await channelById(db, channelId)
    const own = raws.map((raw) => read(raw, channel))
    if (channel) await applyAll(env, db, channel, own)
    readings.push(...own)
  }
  const verdicts = readings.map(verdictOf)
  await recordVerdicts(env.DB, verdicts, Date.now())
  return verdicts.flatMap(({ id, state }) => (state === 'stored' ? [id] : []))
}

function read(raw: RawEvent, channel: ChannelRow | undefined): Reading {
  const reading: Reading = { raw, events: [], trouble: [], again: null }
  if (raw.text === null) reading.trouble.push('The body is not UTF-8 text.')
  else {
    try {
      const body: unknown = JSON.parse(raw.text)
      if (channel) reading.events = readChannelEvents(channel, body)
    } catch {
      reading.trouble.push('The body is not JSON.')
    }
  }
  return reading
}

function verdictOf({ raw, trouble, again }: Reading): Verdict {
  if (again !== null && raw.attempt + 1 < maxAttempts)
    return { id: raw.id, state: 'stored', problem: again }
  const problems = again === null ? trouble : [...trouble, again]
  return problems.length === 0
    ? { id: raw.id, state: 'processed', problem: null }
    : { id: raw.id, state: 'quarantined', problem: [...new Set(problems)].join(' ').slice(0, 2000) }
}

/** Applies everything that the webhooks of one channel say, and tells open pages once. */
async function applyAll(env: Env, db: Db, channel: ChannelRow, readings: Reading[]): Promise<void> {
  const topics = new Set<Topic>()
  for (const reading of readings)
    reading.events = reading.events.filter((event) => isFor(channel, event, reading))
  await receiveMessages(env, db, channel, readings, topics)
  await applyStatuses(env.DB, channel, readings, topics)
  for (const { events } of readings) {
    for (const event of events) {
      if (event.type === 'template-status') {
        if (await applyTemplateStatus(db, channel.id, event, Date.now())) topics.add('templates')
      } else if (event.type === 'template-quality') {
        if (await applyTemplateQuality(db, channel.id, event, Date.now())) topics.add('templates')
      } else if (event.type === 'template-category') {
        if (await applyTemplateCategory(db, channel.id, event, Date.now())) topics.add('templates')
      } else if (event.type === 'flow-status') {
        await noteFlowStatus(db, channel, event, topics)
      } else if (event.type === 'number-health') {
        if (await noteHealth(db, channel.id, event, Date.now())) topics.add('channels')
      }
    }
  }
  if (topics.size > 0) await announce(env, channel.workspaceId, [...topics])
  // A run may have waited for this very news.
  if (topics.has('templates')) await carryOnIn(env, db, channel.workspaceId, Date.now())
}

/** Messages of another number do not belong here, whoever signed them. */
function isFor(channel: ChannelRow, event: ChannelEvent, { trouble }: Reading): boolean {
  if (!('number' in event) || event.number === null || event.number === providerNumberOf(channel))
    return true
  trouble.push('It speaks of another phone number than this channel has.')
  return false
}
