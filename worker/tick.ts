/** What runs at start and once a minute: everything that a crash or a lost queue message left half-way is taken up again. */
import type { Env } from './env.ts'
import { carryOnAll } from './features/cut-over/carry-on.ts'
import { copyDueRooms } from './features/flows/copies.ts'
import { resumePublishing } from './features/flows/publish.ts'
import { forgetOldAnswers } from './features/public-api/once-store.ts'
import { endExpiredLinks } from './features/shares/end.ts'
import { sweep } from './queues/sweep.ts'

export async function tick(env: Env, now: number): Promise<void> {
  const jobs = await Promise.allSettled([
    sweep(env, now),
    resumePublishing(env, now),
    copyDueRooms(env, now),
    endExpiredLinks(env, now),
    forgetOldAnswers(env, now),
  ])
  // After those, since it goes on with what they found out.
  const last = await Promise.allSettled([carryOnAll(env, now)])
  for (const job of [...jobs, ...last])
    if (job.status === 'rejected') console.error(`tick: ${String(job.reason)}`)
}
