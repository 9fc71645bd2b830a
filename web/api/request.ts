/** The one typed fetch: a route by name, its parameters, JSON in and out; refusals are thrown as ApiProblem. */
import type { z } from 'zod'
import { type ParamsOf, pathTo, type RouteName, routes } from '../../shared/api/routes.ts'
import { noteDown, noteSignedOut, noteUp } from './connection.ts'
import { guestHeaders } from './guest.ts'
import { ApiProblem, problemFrom, serverDown } from './problem.ts'

export type RequestOptions = {
  /** Undefined, null and empty values are left out. */
  query?: Record<string, string | number | boolean | null | undefined>
  /** Sent as JSON. */
  body?: unknown
  signal?: AbortSignal
  /** Sandbox routes find the workspace by this instead of by path. */
  workspaceId?: string
  /** A 401 is thrown without asking the person to sign in (used before anybody has). */
  quiet?: boolean
}

/** Sends a request and returns the answer's raw response. @throws ApiProblem */
export async function send<Name extends RouteName>(
  name: Name,
  params: ParamsOf<Name>,
  options: RequestOptions = {},
): Promise<Response> {
  const { method } = routes[name]
  return sendTo(pathTo(name, params), method === 'ALL' ? undefined : method, options)
}

/** The same for a path below a route with a wildcard (`sandbox.phones.all`). @throws ApiProblem */
export async function sendTo(
  path: string,
  method: string | undefined,
  options: RequestOptions = {},
): Promise<Response> {
  const { body, signal, workspaceId, quiet } = options
  const headers: Record<string, string> = { accept: 'application/json', ...guestHeaders() }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (workspaceId) headers['x-workspace-id'] = workspaceId
  let response: Response
  try {
    response = await fetch(path + queryString(options.query), {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    noteDown()
    throw serverDown()
  }
  return settled(response, quiet)
}

/** An answer of success, with what every answer tells of the connection noted. @throws ApiProblem for any other. */
export async function settled(response: Response, quiet = false): Promise<Response> {
  if (response.ok) {
    noteUp()
    return response
  }
  const problem = await problemFrom(response)
  if (problem.kind === 'server-down') noteDown()
  else noteUp()
  if (problem.status === 401 && !quiet) noteSignedOut()
  throw problem
}

/**
 * Sends a request and returns its JSON, parsed by `reply` where a schema is given (then typed by it). An empty answer is
 * undefined.
 * @throws ApiProblem
 */
export function request<Name extends RouteName, Schema extends z.ZodType>(
  name: Name,
  params: ParamsOf<Name>,
  options: RequestOptions & { reply: Schema },
): Promise<z.output<Schema>>
export function request<Name extends RouteName>(
  name: Name,
  params: ParamsOf<Name>,
  options?: RequestOptions,
): Promise<unknown>
export async function request<Name extends RouteName>(
  name: Name,
  params: ParamsOf<Name>,
  options: RequestOptions & { reply?: z.ZodType } = {},
): Promise<unknown> {
  return readReply(await send(name, params, options), options.reply)
}

/** `request` for a path below a route with a wildcard. @throws ApiProblem */
export async function requestTo<Schema extends z.ZodType>(
  path: string,
  method: string,
  options: RequestOptions & { reply: Schema },
): Promise<z.output<Schema>> {
  return (await readReply(await sendTo(path, method, options), options.reply)) as z.output<Schema>
}

/** The bytes of a text answer, unchanged (a flow's JSON, a CSV file). @throws ApiProblem */
export async function requestBlob<Name extends RouteName>(
  name: Name,
  params: ParamsOf<Name>,
  options: RequestOptions = {},
): Promise<Blob> {
  return (await send(name, params, options)).blob()
}

/** The JSON of an answer as `schema` reads it. @throws ApiProblem */
export async function readReply(
  response: Response,
  schema: z.ZodType | undefined,
): Promise<unknown> {
  const text = await response.text()
  let value: unknown
  try {
    value = text === '' ? undefined : JSON.parse(text)
  } catch {
    throw badReply(response, 'not JSON')
  }
  if (!schema) return value
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  console.error('Unexpected reply', response.url, parsed.error.issues)
  throw badReply(response, issue ? `${issue.path.join('.')}: ${issue.message}` : 'unknown shape')
}

const badReply = (response: Response, why: string): ApiProblem =>
  new ApiProblem({
    kind: 'bad-reply',
    status: response.status,
    title: 'The answer was not what this page expects. Reload it to get the newest version.',
    facts: why,
  })

/** `?a=b`, or nothing. */
export function queryString(query: RequestOptions['query']): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') params.set(key, String(value))
  }
  const text = params.toString()
  return text ? `?${text}` : ''
}
