/** What happens to templates after they were handed in: reviews end, people judge, pauses begin and lift. */
import * as z from 'zod'
import { rejectionReasons } from '../settings.ts'
import type { WebhookChange, World } from '../world-context.ts'
import { rowToTemplate, type Template, type TemplateRow } from './template-store.ts'

const SLICE = 100
const HOUR = 3_600_000

/** Body of `POST /sandbox/templates/{id}`: what the platform decides next. */
export const Verdict = z
  .strictObject({
    status: z.enum(['APPROVED', 'REJECTED', 'PAUSED', 'DISABLED']).optional(),
    /** Of a rejection. */
    reason: z.enum(rejectionReasons).optional(),
    /** Why it is paused; quality, where nothing is said. */
    pause: z.enum(['quality', 'pacing']).optional(),
    quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
    category: z.enum(['MARKETING', 'UTILITY']).optional(),
  })
  .refine(({ status, quality, category }) => status ?? quality ?? category, {
    message: 'must name a status, a quality or a category',
  })
  .refine(({ status, reason }) => reason === undefined || status === 'REJECTED', {
    path: ['reason'],
    message: 'belongs to status REJECTED',
  })
  .refine(({ status, pause }) => pause === undefined || status === 'PAUSED', {
    path: ['pause'],
    message: 'belongs to status PAUSED',
  })
export type Verdict = z.infer<typeof Verdict>

/** Ends the reviews and pauses that are due, and says so by webhook. */
export function endDueReviews(world: World): void {
  const due = world.sql
    .exec<TemplateRow>(
      'SELECT * FROM templates WHERE due_at <= ? ORDER BY due_at LIMIT ?',
      world.now(),
      SLICE,
    )
    .toArray()
    .map(rowToTemplate)
  const { approvalVerdict, rejectionReason } = world.settings
  world.announce(
    due.map((template) => {
      if (template.status === 'PAUSED') return lift(world, template)
      const reason = approvalVerdict === 'REJECTED' ? rejectionReason : 'NONE'
      return decide(world, template, approvalVerdict, reason)
    }),
  )
}

export function nextReviewAt(world: World): number | null {
  return world.sql
    .exec<{ at: number | null }>('SELECT min(due_at) AS at FROM templates WHERE due_at IS NOT NULL')
    .one().at
}

/** What a person decides in the platform's place. */
export function judge(world: World, template: Template, verdict: Verdict): void {
  const changes: WebhookChange[] = []
  const { status, quality, category } = verdict
  if (category !== undefined && category !== template.category) {
    world.sql.exec('UPDATE templates SET category = ? WHERE id = ?', category, template.id)
    changes.push({
      field: 'template_category_update',
      value: {
        ...idOf(template),
        previous_category: template.category,
        new_category: category,
      },
    })
  }
  if (quality !== undefined && quality !== template.quality) {
    world.sql.exec('UPDATE templates SET quality = ? WHERE id = ?', quality, template.id)
    changes.push({
      field: 'message_template_quality_update',
      value: {
        previous_quality_score: template.quality,
        new_quality_score: quality,
        ...idOf(template),
      },
    })
  }
  const judged = { ...template, category: category ?? template.category }
  if (status === 'PAUSED') changes.push(pause(world, judged, verdict.pause ?? 'quality'))
  else if (status === 'REJECTED') {
    changes.push(decide(world, judged, status, verdict.reason ?? world.settings.rejectionReason))
  } else if (status !== undefined) changes.push(decide(world, judged, status, 'NONE'))
  world.announce(changes)
}

/** A pause by pacing is lifted by hand, and not at once. */
export const UNPAUSE_AFTER_MS = 5 * 60_000

/** Lifts a pause by pacing, and says so. */
export const unpause = (world: World, template: Template): void =>
  world.announce([lift(world, template)])

function decide(
  world: World,
  template: Template,
  status: 'APPROVED' | 'REJECTED' | 'DISABLED',
  reason: string,
): WebhookChange {
  world.sql.exec(
    `UPDATE templates SET status = ?, reason = ?, pause = NULL, paused_at = NULL, due_at = NULL WHERE id = ?`,
    status,
    reason,
    template.id,
  )
  return statusChange(template, status, reason, {
    ...(status === 'DISABLED' && {
      disable_info: { disable_date: Math.floor(world.now() / 1_000) },
    }),
  })
}

/** For its quality a template is paused 3 hours, then 6, then disabled for good. */
function pause(world: World, template: Template, why: 'quality' | 'pacing'): WebhookChange {
  const pauses = template.pauses + (why === 'quality' ? 1 : 0)
  if (pauses > 2) return decide(world, template, 'DISABLED', 'NONE')
  const now = world.now()
  const until = why === 'pacing' ? null : now + (pauses === 1 ? 3 : 6) * HOUR
  world.sql.exec(
    `UPDATE templates SET status = 'PAUSED', pause = ?, paused_at = ?, pauses = ?, due_at = ? WHERE id = ?`,
    why,
    now,
    pauses,
    until,
    template.id,
  )
  if (until !== null) world.wakeAt(until)
  const [title, description] =
    why === 'pacing'
      ? ['RATE_LIMITING_PAUSE', 'Paused after its first messages. It can be unpaused by hand.']
      : pauses === 1
        ? ['FIRST_PAUSE', 'Paused for 3 hours, because people did not like its messages.']
        : ['SECOND_PAUSE', 'Paused for 6 hours, because people did not like its messages.']
  return statusChange(template, 'PAUSED', 'NONE', { other_info: { title, description } })
}

function lift(world: World, template: Template): WebhookChange {
  world.sql.exec(
    `UPDATE templates SET status = 'APPROVED', pause = NULL, paused_at = NULL, due_at = NULL WHERE id = ?`,
    template.id,
  )
  return statusChange(template, 'APPROVED', 'NONE', {
    other_info: { title: 'UNPAUSE', description: 'The pause is over.' },
  })
}

const idOf = (template: Template) => ({
  message_template_id: Number(template.id),
  message_template_name: template.name,
  message_template_language: template.language,
})

const statusChange = (
  template: Template,
  event: string,
  reason: string,
  more: object = {},
): WebhookChange => ({
  field: 'message_template_status_update',
  value: {
    event,
    ...idOf(template),
    message_template_category: template.category,
    reason,
    ...more,
  },
})
