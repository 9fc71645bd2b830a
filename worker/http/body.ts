/** Reads a request's JSON body through a schema, within a size. */
import type { Context } from 'hono'
import type { z } from 'zod'
import type { AppEnv } from './context.ts'
import { Refusal } from './refuse.ts'

/** Flow text is at most 10 MB; inside JSON its quotes and line breaks are escaped, so a body may be longer. */
export const bodyMaxBytes = 24 * 1024 * 1024

/**
 * The body as the schema describes it. Unknown fields are ignored.
 * @throws Refusal not-json, too-large, or bad-request naming the field.
 */
export async function readBody<T>(c: Context<AppEnv>, schema: z.ZodType<T>): Promise<T> {
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new Refusal('not-json', { detail: 'Send the body as application/json.' })
  }
  const text = await readText(c, bodyMaxBytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Refusal('bad-request', {
      detail: `The body is not JSON: ${(error as Error).message}`,
    })
  }
  return parse(schema, value)
}

/** @throws Refusal bad-request naming the field. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const field = issue.path.join('.')
  throw new Refusal('bad-request', {
    detail: field ? `${field}: ${issue.message}` : issue.message,
    ...(field ? { field } : {}),
  })
}

/** The body as text, refused as soon as it grows beyond a size. */
export async function readText(c: Context<AppEnv>, maxBytes: number): Promise<string> {
  const bytes = await readBytes(c, maxBytes)
  return new TextDecoder('utf-8', { fatal: false, ignoreBOM: false }).decode(bytes)
}

/** The raw body, refused as soon as it grows beyond a size. */
export async function readBytes(
  c: Context<AppEnv>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const before = c.get('body')
  if (before) return before
  const tooLarge = () =>
    new Refusal('too-large', { detail: `The body is larger than ${maxBytes} bytes.` })
  if (Number(c.req.header('content-length') ?? 0) > maxBytes) throw tooLarge()
  const reader = c.req.raw.body?.getReader()
  if (!reader) return new Uint8Array(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      throw tooLarge()
    }
    chunks.push(value)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

/** Bodies up to this size are read to their end even where nobody wants them. */
const drainedBytes = 64 * 1024

/**
 * Reads what a refusal left unread of a small body: the runtime closes the connection of a request that was not read
 * whole, without saying so, and the next request that a client puts on it would fail.
 */
export async function drain(request: Request): Promise<void> {
  const size = Number(request.headers.get('content-length') ?? Number.NaN)
  if (!request.body || request.bodyUsed || !(size <= drainedBytes)) return
  await request.arrayBuffer().catch(() => {})
}
