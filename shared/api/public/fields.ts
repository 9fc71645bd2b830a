/** Kinds of fields that several public requests share. */
import { z } from '../../zod.ts'

/** One of the values, in any case; read in the spelling given here. */
export const oneOf = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  description: string,
) => {
  const byLowerCase = new Map(values.map((value) => [value.toLowerCase(), value]))
  return z
    .string()
    .transform((text) => byLowerCase.get(text.toLowerCase()) ?? text)
    .pipe(z.enum(values, { error: `must be one of ${values.join(', ')}` }))
    .meta({ enum: values, description: `${description} In any case.` })
}

/** Words for a value of the wrong type; one that is missing keeps being called so. */
export const wrongType =
  (words: string) =>
  ({ input }: { input?: unknown }): string | undefined =>
    input === undefined ? undefined : words

/** A field that 8x8 knows and we do not act on: refused, so that nobody relies on it. */
export const notYet = (name: string, why: string) =>
  z
    .null({ error: `${name} is not supported yet: ${why}` })
    .optional()
    .meta({ description: `Not supported yet: ${why}` })

/** A page's size. */
export const Limit = z.coerce
  .number({ error: 'must be a whole number from 1 to 1000' })
  .int('must be a whole number from 1 to 1000')
  .min(1, 'must be from 1 to 1000')
  .max(1000, 'must be from 1 to 1000')
  .default(100)
  .meta({ description: 'How many entries at most.' })

const Iso = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()])

/** A moment in ISO 8601, read as milliseconds since the epoch. Without an offset it is UTC. */
export const Moment = z
  .string()
  .transform((text, context): number => {
    // An unescaped plus of an offset arrives as a blank.
    const sent = text.trim().replace(/ (\d\d:?\d\d)$/, '+$1')
    if (!Iso.safeParse(sent).success) {
      context.issues.push({
        code: 'custom',
        message: 'must be a time in ISO 8601, such as 2026-05-01T09:00:00Z',
        input: text,
      })
      return z.NEVER
    }
    const bare = sent.includes('T') && !/(Z|[+-]\d\d:?\d\d)$/i.test(sent)
    return Date.parse(bare ? `${sent}Z` : sent)
  })
  .meta({ format: 'date-time', description: 'ISO 8601; UTC where it names no offset.' })

/** A version's public id: what outsiders call the flow id. */
export const FlowId = z
  .string({ error: wrongType('Invalid flowId') })
  .regex(/^\d{15,16}$/, 'Invalid flowId')
  .meta({ description: 'A flow id: 15 or 16 digits.', examples: ['8669000000000131'] })

/** Times leave in ISO 8601. */
export const isoTime = (at: number): string => new Date(at).toISOString()
