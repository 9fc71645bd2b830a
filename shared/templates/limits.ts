/** Every number that the platforms set for templates, once: form, server and public API read it here. */

export const templateLimits = {
  name: 200,
  header: 60,
  headerVariables: 1,
  body: 1024,
  footer: 60,
  button: 25,
  /** Some phones cut what is longer. */
  buttonAdvice: 20,
  buttons: 10,
  url: 2000,
  phoneNumber: 20,
  copyCode: 15,
  /** Fewer words of its own for each variable than this: reviewers tend to refuse. */
  wordsPerVariable: 3,
} as const

/** How many buttons of a kind one template may have. */
export const buttonsOfKind = {
  FLOW: 1,
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
} as const

export type ButtonKind = keyof typeof buttonsOfKind

/** A deleted template's name stays locked for so long. */
export const nameLockMs = 30 * 86_400_000
