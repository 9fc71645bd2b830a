/** Jobs of the intake queue: these stored events, or whatever is still waiting. */
import type { Env, IntakeJob } from '../env.ts'
import { processEvents } from '../features/intake/process.ts'
import { waitingEvents } from '../features/intake/store.ts'

/** Events that one job takes up of those that wait. */
const waitingChunk = 200
/** An event that must wait for something else is looked at again after so many seconds. */
const againAfterSeconds = 2

type Next = { job: IntakeJob; delaySeconds: number }

/** Runs the jobs of a batch together. Returns the jobs to send on. */
export async function runIntakeJobs(env: Env, jobs: readonly IntakeJob[]): Promise<Next[]> {
  const named = jobs.flatMap((job) => ('rawEventIds' in job ? job.rawEventIds : []))
  const wantsWaiting = jobs.some((job) => 'waiting' in job)
  const waiting = wantsWaiting ? await waitingEvents(env.DB, waitingChunk) : []
  const again = await processEvents(env, [...new Set([...named, ...waiting])])
  const next: Next[] = []
  if (again.length > 0) next.push({ job: { rawEventIds: again }, delaySeconds: againAfterSeconds })
  // A full chunk that made some progress: there may be more behind it.
  if (waiting.length === waitingChunk && again.length < waiting.length) {
    next.push({ job: { waiting: true }, delaySeconds: 0 })
  }
  return next
}
