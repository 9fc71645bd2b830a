/** Bodies of the sandbox's own routes: JSON of a limited length, in the shape that is asked for. */
import type * as z from 'zod'
import { BodyTooLarge, limitBody } from './limited-body.ts'
import { problem } from './problems.ts'

/** Far more than any answer holds, and small enough for the webhook that carries it. */
const MAX_BODY_BYTES = 450_000

/** The value that `parse` makes of the body, or the refusal. */
export async function readJson<T>(
  request: Request,
  parse: (value: unknown) => z.ZodSafeParseResult<T>,
): Promise<T | Response> {
  let text: string
  try {
    text = await limitBody(request, MAX_BODY_BYTES).text()
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error
    return problem('too-large', 'This is larger than allowed.', 'At most 450 KB.')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return problem('bad-request', 'The request must be JSON.')
  }
  const parsed = parse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') || 'body'
  return problem(
    'bad-request',
    'Something in the request is not as it should be.',
    `${where}: ${issue?.message ?? 'not as expected'}`,
  )
}
