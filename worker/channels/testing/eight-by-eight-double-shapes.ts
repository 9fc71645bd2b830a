/** For tests: the shapes that the double of 8x8 speaks in. */

export type Json = Record<string, unknown>

/** A refusal in 8x8's shape. */
export class ApiError extends Error {
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }

  response(): Response {
    return Response.json(
      {
        code: this.code,
        message: this.message,
        errorId: crypto.randomUUID(),
        timestamp: new Date().toISOString(),
      },
      { status: this.status },
    )
  }
}

/** The buttons among a template's parts, in their order. */
export const buttonsIn = (parts: Json[]): Json[] =>
  parts.flatMap(({ type, buttons }) =>
    type === 'BUTTONS' && Array.isArray(buttons) ? buttons.filter(isRecord) : [],
  )

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
