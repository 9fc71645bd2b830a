/** Reads a public request through its schema; what is wrong leaves with 8x8's platform code. */

import type { Context } from 'hono'
import type { ProblemKind } from '../../../shared/api/problem.ts'
import {
  type FieldCodes,
  type PublicRefusal,
  refusalOf,
} from '../../../shared/api/public/refusal.ts'
import { z } from '../../../shared/zod.ts'
import { readBody } from '../../http/body.ts'
import type { AppEnv } from '../../http/context.ts'
import { Refusal } from '../../http/refuse.ts'

type C = Context<AppEnv>

/** @throws Refusal not-json, too-large or bad-request with a platform code. */
export async function readRequest<T>(
  c: C,
  schema: z.ZodType<T>,
  codes: FieldCodes = {},
): Promise<T> {
  return check(schema, await readBody(c, anything), codes)
}

/** The query of a request; fields that the schema does not know are ignored. */
export const readQuery = <T>(c: C, schema: z.ZodType<T>, codes: FieldCodes = {}): T =>
  check(schema, c.req.query(), codes)

function check<T>(schema: z.ZodType<T>, value: unknown, codes: FieldCodes): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  throw refusalError(refusalOf(read.error, codes))
}

export const anything = z.unknown()

/** A refusal with its own platform code, to be thrown. */
export const refusalError = (
  { code, message, field }: PublicRefusal,
  kind: ProblemKind = 'bad-request',
): Refusal =>
  new Refusal(kind, { detail: message, facts: { code }, ...(field === undefined ? {} : { field }) })
