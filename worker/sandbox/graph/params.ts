/** The parameters of a Graph call, wherever the caller put them: address, JSON, form or multipart. */
import { BodyTooLarge, limitBody } from '../limited-body.ts'
import { GraphError, invalidParameter } from './errors.ts'

/** Larger bodies than any upload may need are not read at all. */
const MAX_BODY_BYTES = 30 * 1024 * 1024

export class Params {
  readonly #values: Map<string, unknown>

  constructor(values: Map<string, unknown>) {
    this.#values = values
  }

  has(name: string): boolean {
    const value = this.#values.get(name)
    return value !== undefined && value !== null && value !== ''
  }

  /** The value as it came. */
  raw(name: string): unknown {
    return this.#values.get(name)
  }

  /** All values as one object: the body of a message. */
  all(): Record<string, unknown> {
    return Object.fromEntries(this.#values)
  }

  /** A text, or undefined where the parameter is absent. Numbers are taken as their digits. */
  text(name: string): string | undefined {
    if (!this.has(name)) return undefined
    const value = this.#values.get(name)
    if (typeof value === 'string') return value
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    throw invalidParameter(`Param ${name} must be a string.`)
  }

  flag(name: string): boolean {
    const value = this.text(name)
    if (value === undefined || value === 'false' || value === '0') return false
    if (value === 'true' || value === '1') return true
    throw invalidParameter(`Param ${name} must be a boolean.`)
  }

  /** A list, given as JSON or as the text of JSON. */
  list(name: string): unknown[] | undefined {
    if (!this.has(name)) return undefined
    let value = this.#values.get(name)
    if (typeof value === 'string') {
      try {
        value = JSON.parse(value)
      } catch {
        throw invalidParameter(`Param ${name} must be an array.`)
      }
    }
    if (!Array.isArray(value)) throw invalidParameter(`Param ${name} must be an array.`)
    return value
  }
}

/** Reads address and body; the body wins where both name a parameter. */
export async function readParams(request: Request): Promise<Params> {
  const values = new Map<string, unknown>(new URL(request.url).searchParams)
  values.delete('access_token')
  if (request.method !== 'GET' && request.body) {
    const body = limitBody(request, MAX_BODY_BYTES)
    const type = request.headers.get('content-type')?.toLowerCase() ?? ''
    if (/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) {
      let form: FormData
      try {
        form = await body.formData()
      } catch (error) {
        if (error instanceof BodyTooLarge) throw tooLarge()
        throw invalidParameter('The form in the request body cannot be read.')
      }
      for (const [name, value] of form) values.set(name, value)
    } else {
      for (const [name, value] of Object.entries(parseObject(await readText(body)))) {
        values.set(name, value)
      }
    }
  }
  return new Params(values)
}

export const tooLarge = () =>
  new GraphError(100, { message: 'The request is larger than 30 MB.', status: 413 })

async function readText(body: Response): Promise<string> {
  try {
    return await body.text()
  } catch (error) {
    throw error instanceof BodyTooLarge ? tooLarge() : error
  }
}

function parseObject(text: string): Record<string, unknown> {
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw invalidParameter('The request body is not valid JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidParameter('The request body must be a JSON object.')
  }
  return value as Record<string, unknown>
}
