/** Brings a stored template to the provider. */
import { eq } from 'drizzle-orm'
import type { Media } from '../../../shared/api/media.ts'
import { err, ok } from '../../../shared/result.ts'
import { buttonsInOrder } from '../../../shared/templates/finding.ts'
import type { Asked, ProviderButton, ProviderError, TemplateDraft } from '../../channels/channel.ts'
import { adapterFor } from '../../channels/index.ts'
import type { Db } from '../../db/client.ts'
import { templates } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { type ChannelRow, channelById } from '../channels/store.ts'
import { findVersion } from '../flows/store.ts'
import { sampleHandle } from '../media/at-provider.ts'
import { type TemplateRow, textOf } from './rows.ts'
import { applyTemplateStatus } from './status.ts'

type Sample = NonNullable<TemplateDraft['headerMedia']>

/** Uploads what reviewers are to see in the header; null where it has no file. */
export async function uploadSample(
  env: Env,
  db: Db,
  channel: ChannelRow,
  media: Media | null,
): Asked<Sample | null> {
  if (!media) return ok(null)
  const where = { workspaceId: channel.workspaceId, mediaId: media.id }
  const sample = await sampleHandle(env, db, await adapterFor(env, channel), where)
  if (sample.ok) return ok({ kind: media.kind, handle: sample.value.handle })
  // No template was asked for yet, so nothing can be half made there.
  return sample.error.kind === 'unknown' ? err({ ...sample.error, kind: 'unreachable' }) : sample
}

/**
 * Asks the provider to make a stored template, and writes its answer down. Returns the error where it did not.
 * `sample` was uploaded before the row was written: an upload may outlast the time after which a row counts as cut off.
 */
export async function submitTemplate(
  env: Env,
  db: Db,
  row: TemplateRow,
  sample: Sample | null,
): Promise<ProviderError | null> {
  const channel = await channelById(db, row.channelId)
  const draft = await draftOf(db, row)
  if (!channel || !draft)
    return { kind: 'refused', code: null, message: 'Its channel or flow is gone.' }
  if (sample) draft.headerMedia = sample
  const adapter = await adapterFor(env, channel)
  const made = await adapter.createTemplate(draft)
  if (!made.ok) return made.error
  await db
    .update(templates)
    .set({ providerTemplateId: made.value.providerTemplateId })
    .where(eq(templates.id, row.id))
  // A webhook with the decision may have been faster than this answer: only a row still waiting takes its word.
  if (made.value.status !== 'PENDING') {
    await applyTemplateStatus(
      db,
      row.channelId,
      {
        providerTemplateId: made.value.providerTemplateId,
        status: made.value.status,
        reason: null,
      },
      Date.now(),
      'PENDING',
    )
  }
  return null
}

/** A stored template as the provider's adapter takes it; null where its flow is gone. */
async function draftOf(db: Db, row: TemplateRow): Promise<TemplateDraft | null> {
  const { header, body, samples, footer, buttonLabel, navigateScreen, buttons, flowAt } =
    textOf(row)
  const found = row.publicId === null ? null : await findVersion(db, row.workspaceId, row.publicId)
  const providerFlowId = found?.version.providerFlowId
  if (row.publicId !== null && !providerFlowId) return null
  const flow: ProviderButton | null =
    providerFlowId && buttonLabel
      ? {
          type: 'FLOW',
          label: buttonLabel,
          providerFlowId,
          ...(navigateScreen && { navigateScreen }),
        }
      : null
  return {
    name: row.name,
    language: row.language,
    category: row.category,
    ...(header && { header }),
    body,
    samples,
    ...(footer && { footer }),
    buttons: buttonsInOrder(flow, buttons, flowAt),
  }
}
