/** Every queue message ends here: done, or again; nowhere else is that decided. */
import type { Env, IntakeJob, SendJob } from '../env.ts'
import { enqueue } from '../features/messages/send.ts'
import { runIntakeJobs } from './intake.ts'
import { runSendJob } from './send.ts'

/** A job that threw is tried again after so many seconds; the sweeper takes up what is given up here. */
const retryAfterSeconds = 5

export async function consume(batch: MessageBatch<unknown>, env: Env): Promise<void> {
  switch (batch.queue) {
    case 'flowroom-send':
      return consumeSends(batch as MessageBatch<SendJob>, env)
    case 'flowroom-intake':
      return consumeIntake(batch as MessageBatch<IntakeJob>, env)
    default:
      // Dead letters: their rows are still waiting, and the sweeper makes new jobs of them.
      for (const { id, body } of batch.messages) {
        console.error(`${batch.queue} ${id}: ${JSON.stringify(body).slice(0, 500)}`)
      }
  }
}

/** One job after the other, single messages before campaigns: those have waited for a person. */
async function consumeSends(batch: MessageBatch<SendJob>, env: Env): Promise<void> {
  const isCampaign = ({ body }: Message<SendJob>) => Number('campaignId' in body)
  const campaignsLast = [...batch.messages].sort((a, b) => isCampaign(a) - isCampaign(b))
  for (const message of campaignsLast) {
    try {
      const next = await runSendJob(env, message.body)
      if (next) await enqueue(env, next.job, next.delaySeconds)
      message.ack()
    } catch (error) {
      console.error(`send: ${error instanceof Error ? error.stack : String(error)}`)
      message.retry({ delaySeconds: retryAfterSeconds })
    }
  }
}

async function consumeIntake(batch: MessageBatch<IntakeJob>, env: Env): Promise<void> {
  try {
    const next = await runIntakeJobs(
      env,
      batch.messages.map((message) => message.body),
    )
    for (const { job, delaySeconds } of next) await env.INTAKE_QUEUE.send(job, { delaySeconds })
    batch.ackAll()
  } catch (error) {
    console.error(`intake: ${error instanceof Error ? error.stack : String(error)}`)
    batch.retryAll({ delaySeconds: retryAfterSeconds })
  }
}
