/** Responses: paged by key, newest or oldest first, one at a time, and as a stream of CSV. */
import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type {
  ResponseColumn,
  ResponseDetail,
  ResponseList,
  ResponseRow,
} from '../../../shared/api/responses.ts'
import type { Db } from '../../db/client.ts'
import { campaigns, flows, messages, responses, versions } from '../../db/schema.ts'
import { columnsOf } from './columns.ts'
import { byteOrderMark, cellText, csvLine } from './csv.ts'
import { maskAnswers, masked as maskedText, maskPhone } from './mask.ts'

/** Which responses: of a flow, all its versions, from a moment on and before another (milliseconds). */
export type Range = { flowId: string; from?: number; to?: number }

/** The key of a row in its order; as text, what pages go on from. */
export type Cursor = { submittedAt: number; id: string }

export const cursorText = ({ submittedAt, id }: Cursor): string => `${submittedAt}.${id}`

/** A cursor that a page ended with, or null for any other text. */
export function readCursor(text: string): Cursor | null {
  const match = /^(\d{1,16})\.([0-9a-f-]{36})$/.exec(text)
  return match ? { submittedAt: Number(match[1]), id: match[2] ?? '' } : null
}

/** A response as it is stored, with its version. */
export type StoredResponse = {
  id: string
  submittedAt: number
  phoneNumber: string | null
  contactName: string | null
  flowToken: string | null
  publicId: string
  versionNumber: number
  answers: Record<string, unknown>
}

const within = ({ flowId, from, to }: Range): SQL | undefined =>
  and(
    eq(responses.flowId, flowId),
    from === undefined ? undefined : gte(responses.submittedAt, from),
    to === undefined ? undefined : lt(responses.submittedAt, to),
  )

/** One page in key order. `next` is null at the end. */
async function page(
  db: Db,
  range: Range,
  order: 'newest-first' | 'oldest-first',
  past: Cursor | null,
  limit: number,
): Promise<{ rows: StoredResponse[]; next: Cursor | null }> {
  const key = sql`(${responses.submittedAt}, ${responses.id})`
  const beyond =
    past === null
      ? undefined
      : order === 'newest-first'
        ? sql`${key} < (${past.submittedAt}, ${past.id})`
        : sql`${key} > (${past.submittedAt}, ${past.id})`
  const direction = order === 'newest-first' ? desc : asc
  const found = await db
    .select({
      id: responses.id,
      submittedAt: responses.submittedAt,
      phoneNumber: responses.phoneNumber,
      contactName: responses.contactName,
      flowToken: responses.flowToken,
      publicId: responses.publicId,
      versionNumber: sql<number>`coalesce(${versions.number}, 0)`,
      answers: responses.answers,
    })
    .from(responses)
    .leftJoin(versions, eq(versions.publicId, responses.publicId))
    .where(and(within(range), beyond))
    .orderBy(direction(responses.submittedAt), direction(responses.id))
    .limit(limit + 1)
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? (rows.at(-1) ?? null) : null }
}

/** A page of the table, newest first, with its columns; masked for members without log access. */
export async function listResponses(
  db: Db,
  range: Range,
  { before, limit, masked }: { before: Cursor | null; limit: number; masked: boolean },
): Promise<ResponseList> {
  const [columns, found, [count]] = await Promise.all([
    columnsOf(db, range.flowId),
    page(db, range, 'newest-first', before, limit),
    db.select({ n: sql<number>`count(*)` }).from(responses).where(within(range)),
  ])
  return {
    columns,
    rows: found.rows.map((row) => rowOf(row, masked)),
    next: found.next && cursorText(found.next),
    total: count?.n ?? 0,
    masked,
  }
}

const rowOf = (row: StoredResponse, masked: boolean): ResponseRow => ({
  id: row.id,
  submittedAt: row.submittedAt,
  versionNumber: row.versionNumber,
  phoneNumber: masked ? row.phoneNumber && maskPhone(row.phoneNumber) : row.phoneNumber,
  contactName: masked ? row.contactName && maskedText : row.contactName,
  flowToken: masked ? row.flowToken && maskedText : row.flowToken,
  answers: masked ? maskAnswers(row.answers) : row.answers,
})

/** One submission whole, with the history of the message that carried the flow. */
export async function getResponse(
  db: Db,
  workspaceId: string,
  id: string,
  masked: boolean,
): Promise<ResponseDetail | undefined> {
  const [found] = await db
    .select({
      response: responses,
      versionNumber: sql<number>`coalesce(${versions.number}, 0)`,
      flowName: flows.name,
      campaignName: campaigns.name,
      sentAt: messages.sentAt,
      deliveredAt: messages.deliveredAt,
      readAt: messages.readAt,
    })
    .from(responses)
    .leftJoin(versions, eq(versions.publicId, responses.publicId))
    .leftJoin(flows, eq(flows.id, responses.flowId))
    .leftJoin(messages, eq(messages.id, responses.messageId))
    .leftJoin(campaigns, eq(campaigns.id, messages.campaignId))
    .where(and(eq(responses.workspaceId, workspaceId), eq(responses.id, id)))
  if (!found) return undefined
  const { response, versionNumber, flowName, ...history } = found
  return {
    ...rowOf({ ...response, versionNumber }, masked),
    ...history,
    columns: await columnsOf(db, response.flowId),
    publicId: response.publicId,
    flowName: flowName ?? '',
    messageId: response.messageId,
    masked,
  }
}

/** Responses as programs read them: oldest first, unmasked. `after` is a page's `next`. */
export async function pageResponses(
  db: Db,
  { after = null, limit, ...range }: Range & { after?: Cursor | null; limit: number },
): Promise<{ rows: StoredResponse[]; next: string | null }> {
  const { rows, next } = await page(db, range, 'oldest-first', after, limit)
  return { rows, next: next && cursorText(next) }
}

const exportPage = 1_000

/**
 * The table as CSV, page by page: its columns, newest first unless asked otherwise. Memory holds one page, and the next
 * is read when the reader wants it.
 */
export async function responsesCsv(
  db: Db,
  range: Range,
  order: 'newest-first' | 'oldest-first' = 'newest-first',
): Promise<ReadableStream<Uint8Array>> {
  const columns = await columnsOf(db, range.flowId)
  const encoder = new TextEncoder()
  let past: Cursor | null = null
  let head = byteOrderMark + csvLine([...fixedColumns, ...columns.map((column) => column.label)])
  return new ReadableStream({
    async pull(controller) {
      const { rows, next } = await page(db, range, order, past, exportPage)
      const lines = rows.map((row) => csvLine(cellsOf(row, columns))).join('')
      if (head + lines !== '') controller.enqueue(encoder.encode(head + lines))
      head = ''
      past = next
      if (next === null) controller.close()
    },
  })
}

/** What the table shows before the answers. */
const fixedColumns = ['Date Submitted (UTC)', 'Phone Number', 'Flow Token', 'Version']

const cellsOf = (row: StoredResponse, columns: readonly ResponseColumn[]): string[] => [
  new Date(row.submittedAt).toISOString(),
  row.phoneNumber ?? row.contactName ?? '',
  row.flowToken ?? '',
  `v${row.versionNumber}`,
  ...columns.map((column) =>
    cellText(column, Object.hasOwn(row.answers, column.key) ? row.answers[column.key] : undefined),
  ),
]
