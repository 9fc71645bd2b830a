/** Why a public call is refused: 8x8's platform code, words, and the field that is meant. */
import type { z } from 'zod'

/** The codes of 8x8's registry that our refusals use (messaging-platforms.md §2.3). */
export const platformCode = {
  invalidParameter: 1000,
  badPhoneNumber: 1002,
  badExpiry: 1006,
  badId: 1008,
  outOfRange: 1010,
  badScheduleTime: 1011,
  notSignedIn: 1200,
  notAllowed: 1201,
  notFound: 1300,
  tooManyRequests: 1400,
  serverError: 2000,
  notSupported: 2001,
  noUser: 3001,
  noPhoneNumber: 3002,
  noContent: 3004,
  noText: 3005,
  tooLong: 3006,
  clientMessageIdTooLong: 3009,
  badContentType: 3010,
  noMessages: 3012,
  tooManyMessages: 3013,
  clientBatchIdTooLong: 3014,
  noUserId: 3015,
  badReceiptUrl: 3020,
  badFallback: 3022,
  noTemplate: 3030,
  templateNameLength: 3031,
  badTemplateName: 3032,
  tooManyParameters: 3033,
  badComponents: 3034,
  noChannel: 3035,
  noLanguage: 3036,
  badLanguage: 3037,
  templateNotFound: 3038,
  badComponentType: 3039,
  noParameters: 3040,
  badParameter: 3041,
  badParameterType: 3042,
  parameterTooLong: 3043,
  parameterNotAllowed: 3045,
  badUrl: 3046,
  badButtonParameter: 3049,
  badSubType: 3052,
  badIndex: 3053,
  nameLocked: 3060,
} as const

export type PublicRefusal = { code: number; message: string; field?: string }

/** Codes by field (indexes left out: `messages.user`) and, where they differ, by what is wrong with it. */
export type FieldCodes = Record<
  string,
  number | { missing?: number; tooBig?: number; tooSmall?: number; other?: number }
>

/** The first thing a schema found wrong, as a refusal. */
export function refusalOf(error: z.ZodError, codes: FieldCodes = {}): PublicRefusal {
  const issue = error.issues[0]!
  const names = issue.path.filter((step) => typeof step !== 'number').join('.')
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
  const entry = codes[names]
  const particular =
    typeof entry !== 'object'
      ? entry
      : missing
        ? entry.missing
        : issue.code === 'too_big'
          ? entry.tooBig
          : issue.code === 'too_small'
            ? entry.tooSmall
            : undefined
  const code = particular ?? (typeof entry === 'object' ? entry.other : undefined)
  const field = fieldName(issue.path)
  const last = String(issue.path.findLast((step) => typeof step !== 'number') ?? '')
  const words = missing ? 'is required' : issue.message
  // Words that name the field already need no second name: "flowJson must be a string".
  const message =
    field === '' || (last !== '' && words.startsWith(last)) ? words : `${field}: ${words}`
  return {
    code: code ?? platformCode.invalidParameter,
    message,
    ...(field === '' ? {} : { field }),
  }
}

/** `messages[3].user.msisdn` */
const fieldName = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (name, step) =>
      typeof step === 'number'
        ? `${name}[${step}]`
        : name === ''
          ? String(step)
          : `${name}.${String(step)}`,
    '',
  )
