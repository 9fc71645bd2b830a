/** One message with what the system knows about it where something seems wrong. */
import { and, count, desc, eq } from 'drizzle-orm'
import type { MessageDetail } from '../../../shared/api/message-diagnosis.ts'
import type { Db } from '../../db/client.ts'
import { messages, responses } from '../../db/schema.ts'
import { textOf } from '../templates/rows.ts'
import { diagnose } from './diagnosis.ts'
import { type Line, lineById, logLine, type MessageRow } from './store.ts'

/** Undefined where this workspace has no such message. `masked` is for members without log access. */
export async function messageDetail(
  db: Db,
  { workspaceId, id, masked }: { workspaceId: string; id: string; masked: boolean },
  now: number,
): Promise<MessageDetail | undefined> {
  const line = await lineById(db, workspaceId, id)
  if (!line) return undefined
  const message = logLine(line, masked)
  if (line.message.direction === 'in') return { message, diagnoses: [] }
  return {
    message,
    diagnoses: diagnose({
      message: { ...line.message, errorText: message.errorText },
      template: templateIn(line),
      version: line.version && {
        publicId: line.version.publicId,
        flowName: line.flowName ?? '',
        state: line.version.state,
        providerStatus: line.version.providerStatus,
      },
      lastHeardAt: await lastHeardAt(db, line.message),
      answers: await answersTo(db, id),
      now,
    }),
  }
}

function templateIn({ template }: Line) {
  if (!template) return null
  const { buttonLabel, buttons } = textOf(template)
  return {
    id: template.id,
    name: template.name,
    status: template.status,
    reason: template.reason,
    flowLabel: buttonLabel,
    otherLabels: buttons.map((button) =>
      button.type === 'COPY_CODE' ? 'Copy code' : button.label,
    ),
  }
}

/** When the person of a message last wrote on its channel. */
async function lastHeardAt(db: Db, { channelId, phoneNumber }: MessageRow): Promise<number | null> {
  const [heard] = await db
    .select({ at: messages.createdAt })
    .from(messages)
    .where(
      and(
        eq(messages.channelId, channelId),
        eq(messages.phoneNumber, phoneNumber),
        eq(messages.direction, 'in'),
      ),
    )
    .orderBy(desc(messages.createdAt))
    .limit(1)
  return heard?.at ?? null
}

async function answersTo(db: Db, messageId: string): Promise<number> {
  const [row] = await db
    .select({ answers: count() })
    .from(responses)
    .where(eq(responses.messageId, messageId))
  return row?.answers ?? 0
}
