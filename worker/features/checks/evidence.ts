/** What has happened with a version so far, as far as it shows that a check holds. */
import { and, desc, eq, gte, lt, ne } from 'drizzle-orm'
import type { Evidence } from '../../../shared/api/checks.ts'
import { checkSubmission } from '../../../shared/flow/index.ts'
import { readFlow } from '../../../shared/flow/read.ts'
import type { Db } from '../../db/client.ts'
import { messages, rawEvents, responses, templates } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { type Found, versionText } from '../flows/store.ts'

/** An answer to a submission comes within this, if it comes by itself. */
const CONFIRMATION_MS = 60 * 60 * 1000

/** Of a version's sends the newest are looked at; each kind of evidence is among them, or is old. */
const LOOKED_AT = 200

export async function evidenceOf(env: Env, db: Db, found: Found): Promise<Evidence> {
  const { version, flow } = found
  const { publicId } = version
  const [[template], sends, [response], [aside]] = await Promise.all([
    db
      .select({ id: templates.id, name: templates.name })
      .from(templates)
      .where(and(eq(templates.publicId, publicId), eq(templates.status, 'APPROVED')))
      .limit(1),
    db
      .select()
      .from(messages)
      .where(and(eq(messages.publicId, publicId), eq(messages.direction, 'out')))
      .orderBy(desc(messages.createdAt))
      .limit(LOOKED_AT),
    db
      .select()
      .from(responses)
      .where(and(eq(responses.flowId, flow.id), eq(responses.publicId, publicId)))
      .orderBy(desc(responses.submittedAt))
      .limit(1),
    db
      .select({ at: rawEvents.receivedAt, problem: rawEvents.problem })
      .from(rawEvents)
      .where(
        and(
          eq(rawEvents.workspaceId, version.workspaceId),
          eq(rawEvents.state, 'quarantined'),
          eq(rawEvents.channelId, flow.channelId),
        ),
      )
      .orderBy(desc(rawEvents.receivedAt))
      .limit(1),
  ])
  const [confirmation] = response?.phoneNumber
    ? await db
        .select({ id: messages.id, at: messages.sentAt })
        .from(messages)
        .where(
          and(
            eq(messages.channelId, response.channelId),
            eq(messages.phoneNumber, response.phoneNumber),
            eq(messages.direction, 'out'),
            ne(messages.id, response.messageId ?? ''),
            gte(messages.sentAt, response.submittedAt),
            lt(messages.sentAt, response.submittedAt + CONFIRMATION_MS),
          ),
        )
        .limit(1)
    : []
  const { flow: read } = response ? readFlow(await versionText(env, version)) : { flow: null }
  /** The newest send that has come this far. */
  const seen = (at: 'sentAt' | 'deliveredAt' | 'submittedAt' | 'failedAt') => {
    const found = sends.find((send) => send[at] !== null)
    return found ? { found, seen: { messageId: found.id, at: found[at]! } } : null
  }
  const failed = seen('failedAt')
  return {
    template: template ?? null,
    sent: seen('sentAt')?.seen ?? null,
    delivered: seen('deliveredAt')?.seen ?? null,
    submitted: seen('submittedAt')?.seen ?? null,
    failed: failed && {
      ...failed.seen,
      code: failed.found.errorCode,
      text: failed.found.errorText,
    },
    response: response
      ? {
          id: response.id,
          at: response.submittedAt,
          unread: read ? checkSubmission(read, response.answers) : [],
        }
      : null,
    confirmation: confirmation ? { messageId: confirmation.id, at: confirmation.at! } : null,
    setAside: aside ?? null,
  }
}
