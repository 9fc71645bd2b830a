/** The message log: what went out and came in, newest first, and single messages. */
import { and, desc, eq, or, type SQL, sql } from 'drizzle-orm'
import type { LogMessage, MessageList } from '../../../shared/api/campaigns.ts'
import { fillVariables } from '../../../shared/api/templates.ts'
import type { Db } from '../../db/client.ts'
import { flows, messages, templates, versions } from '../../db/schema.ts'
import { maskDigits, masked as maskedText, maskPhone } from '../responses/mask.ts'
import { textOf } from '../templates/rows.ts'

export type MessageRow = typeof messages.$inferSelect

export type LogQuery = {
  workspaceId: string
  campaignId?: string
  search?: string
  before: LogCursor | null
  limit: number
  /** True for members without log access: numbers and texts are hidden, and cannot be searched. */
  masked: boolean
}

/** The key of a line in its order. */
export type LogCursor = { createdAt: number; id: string }

/** A page's `next`, or null for any other text. */
export function readLogCursor(text: string): LogCursor | null {
  const match = /^(\d{1,16})\.([0-9a-f-]{36})$/.exec(text)
  return match ? { createdAt: Number(match[1]), id: match[2] ?? '' } : null
}

export async function listMessages(db: Db, query: LogQuery): Promise<MessageList> {
  const { workspaceId, campaignId, before, limit, masked } = query
  const found = await selectLines(db)
    .where(
      and(
        eq(messages.workspaceId, workspaceId),
        campaignId ? eq(messages.campaignId, campaignId) : undefined,
        searched(query),
        before
          ? sql`(${messages.createdAt}, ${messages.id}) < (${before.createdAt}, ${before.id})`
          : undefined,
      ),
    )
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(limit + 1)
  const rows = found.slice(0, limit)
  const last = rows.at(-1)?.message
  return {
    messages: rows.map((line) => logLine(line, masked)),
    next: found.length > limit && last ? `${last.createdAt}.${last.id}` : null,
    masked,
  }
}

/** Messages with what they name as it is now. */
const selectLines = (db: Db) =>
  db
    .select({
      message: messages,
      template: templates,
      version: versions,
      flowName: flows.name,
    })
    .from(messages)
    .leftJoin(templates, eq(templates.id, messages.templateId))
    .leftJoin(versions, eq(versions.publicId, messages.publicId))
    .leftJoin(flows, eq(flows.id, versions.flowId))

export type Line = Awaited<ReturnType<typeof selectLines>>[number]

/** One message of this workspace with what it names. */
export async function lineById(db: Db, workspaceId: string, id: string): Promise<Line | undefined> {
  const [line] = await selectLines(db).where(
    and(eq(messages.workspaceId, workspaceId), eq(messages.id, id)),
  )
  return line
}

/** A line as the log shows it; `masked` hides number and text. */
export function logLine({ message, template, flowName }: Line, masked: boolean): LogMessage {
  const text = textIn(message, template)
  return {
    id: message.id,
    direction: message.direction,
    phoneNumber: masked ? maskPhone(message.phoneNumber) : message.phoneNumber,
    kind: message.kind,
    text: masked ? text && maskedText : text,
    templateName: template?.name ?? null,
    campaignId: message.campaignId,
    flowName,
    sendState: message.sendState,
    delivery: message.delivery,
    errorCode: message.errorCode,
    errorText: masked ? message.errorText && maskDigits(message.errorText) : message.errorText,
    createdAt: message.createdAt,
    scheduledAt:
      message.sendState === 'pending' && message.attempt === 0 ? message.scheduledAt : null,
    sentAt: message.sentAt,
    deliveredAt: message.deliveredAt,
    readAt: message.readAt,
    submittedAt: message.submittedAt,
  }
}

/** Names of templates and flows for everybody; numbers, texts and ids only for those who may see them. */
function searched({ search, masked }: LogQuery): SQL | undefined {
  if (!search) return undefined
  const has = (where: unknown, what: string) =>
    sql`instr(lower(${where}), ${what.toLowerCase()}) > 0`
  const named = [has(templates.name, search), has(flows.name, search)]
  if (masked) return or(...named)
  const digits = search.replace(/[\s().+-]/g, '')
  return or(
    ...named,
    /^\d{2,}$/.test(digits) ? has(messages.phoneNumber, digits) : undefined,
    has(saidIn, search),
    eq(messages.id, search),
    eq(messages.clientMessageId, search),
    eq(messages.providerMessageId, search),
    eq(messages.flowToken, search),
  )
}

/** The words of a message's content, without its keys. */
const saidIn = sql`coalesce(${messages.content} ->> 'text', '') || ' ' || coalesce(${messages.content} ->> 'body', '') || ' ' || coalesce(${messages.content} ->> 'values', '')`

/** What a message says, as its person reads it. */
function textIn({ content }: MessageRow, template: typeof templates.$inferSelect | null): string {
  const said = content as { kind?: string; text?: string; body?: string; values?: string[] }
  if (said.kind === 'template')
    return template ? fillVariables(textOf(template).body, said.values ?? []) : ''
  if (said.kind === 'flow-reply') return 'Submitted the flow'
  return said.text ?? said.body ?? ''
}

/** A message of this workspace by our id, unmasked. */
export async function messageById(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<MessageRow | undefined> {
  const [row] = await db
    .select()
    .from(messages)
    .where(and(eq(messages.workspaceId, workspaceId), eq(messages.id, id)))
  return row
}
