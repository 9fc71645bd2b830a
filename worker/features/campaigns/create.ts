/** A campaign from the console: one approved template to a list of people, checked whole before anything is written. */
import type { NewCampaign } from '../../../shared/api/campaigns.ts'
import type { Media } from '../../../shared/api/media.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { mediaWords } from '../../../shared/templates/media.ts'
import type { Db } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { channelById } from '../channels/store.ts'
import { findVersion } from '../flows/store.ts'
import { mediaIn, rowToMedia } from '../media/store.ts'
import { templateContent } from '../messages/compose.ts'
import { orderedId } from '../messages/ordered-id.ts'
import type { Intent } from '../messages/outbox.ts'
import { normalise } from '../messages/phone-number.ts'
import { writeCampaign } from '../messages/send.ts'
import { badNumber, closedFlowProblem, unfitTemplate, valuesProblem } from '../messages/sendable.ts'
import { type TemplateRow, textOf } from '../templates/rows.ts'
import { templateRow } from '../templates/store.ts'
import { firstSubaccount } from '../workspaces/store.ts'

/**
 * Creates a campaign and starts it. A number that stands in the list twice gets one message; its other rows are kept as
 * skipped. Refusals: not-found (of the template, or of the header's file), template-not-approved, not-published, bad-phone-number and bad-request, each naming
 * the recipient in `field` (`recipients.3.phoneNumber`).
 */
export async function createCampaign(
  env: Env,
  db: Db,
  { workspaceId, createdBy }: { workspaceId: string; createdBy: string },
  wanted: NewCampaign,
  now: number,
): Promise<Result<{ id: string }, Problem>> {
  const template = await templateRow(db, workspaceId, wanted.templateId)
  if (!template) {
    return err(
      problem('not-found', { field: 'templateId', detail: 'No such template in this workspace.' }),
    )
  }
  const unfit = unfitTemplate(template)
  if (unfit) return err(problem('template-not-approved', { field: 'templateId', detail: unfit }))
  if (template.publicId !== null) {
    const closed = closedFlowProblem(await findVersion(db, workspaceId, template.publicId))
    if (closed) return err({ ...closed, field: 'templateId' })
  }
  const channel = await channelById(db, template.channelId)
  if (!channel) return err(problem('no-channel'))

  const media = await otherMedia(db, workspaceId, template, wanted.headerMediaId)
  if (!media.ok) return media

  const id = orderedId(now)
  const subaccountId = await firstSubaccount(db, workspaceId)
  const lineOf = new Map<string, number>()
  const intents: Intent[] = []
  for (const [at, recipient] of wanted.recipients.entries()) {
    const number = normalise(recipient.phoneNumber, { sandbox: channel.sandbox })
    if (!number.ok) {
      const refusal = badNumber(recipient.phoneNumber, number.error, `recipients.${at}.phoneNumber`)
      return err({ ...refusal, detail: `Recipient ${at + 1}: ${refusal.detail}` })
    }
    const amiss = valuesProblem(template, recipient.values)
    if (amiss) {
      return err({
        ...amiss,
        field: `recipients.${at}.${amiss.field}`,
        detail: `Recipient ${at + 1}: ${amiss.detail}`,
      })
    }
    const before = lineOf.get(number.value)
    lineOf.set(number.value, before ?? at + 1)
    intents.push({
      id: orderedId(now),
      workspaceId,
      channelId: channel.id,
      subaccountId,
      campaignId: id,
      phoneNumber: number.value,
      clientMessageId: null,
      ...templateContent(template, recipient.values, media.value && { media: media.value }),
      ...(before !== undefined && {
        skipped: `The same number as recipient ${before}: it gets one message.`,
      }),
    })
  }
  await writeCampaign(env, db, {
    id,
    workspaceId,
    subaccountId,
    channelId: channel.id,
    templateId: template.id,
    name: wanted.name,
    clientBatchId: null,
    createdBy,
    intents,
    now,
  })
  return ok({ id })
}

/** The file that goes into the header instead of the template's own: one of the workspace, and of the same kind. */
async function otherMedia(
  db: Db,
  workspaceId: string,
  template: TemplateRow,
  mediaId: string | undefined,
): Promise<Result<Media | undefined, Problem>> {
  if (mediaId === undefined) return ok(undefined)
  const refuse = (kind: 'not-found' | 'bad-request', detail: string) =>
    err(problem(kind, { field: 'headerMediaId', detail }))
  const row = await mediaIn(db, workspaceId, mediaId)
  if (!row) return refuse('not-found', 'The file is not there any more. Add it again.')
  const own = textOf(template).headerMedia
  if (!own) return refuse('bad-request', 'The template has no file in its header.')
  if (own.kind !== row.kind)
    return refuse(
      'bad-request',
      `This is a ${mediaWords[row.kind]}; the header of the template shows a ${mediaWords[own.kind]}.`,
    )
  return ok(rowToMedia(row))
}
