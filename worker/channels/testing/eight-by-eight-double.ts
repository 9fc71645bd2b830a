/** For tests: an 8x8 Connect in memory that answers requests, keeps what it was told, and fails when asked to. */
import { findingsInText } from './eight-by-eight-double-flows.ts'
import { Messages } from './eight-by-eight-double-messages.ts'
import { ApiError, buttonsIn, isRecord, type Json } from './eight-by-eight-double-shapes.ts'

type Flow = {
  id: string
  name: string
  status: string
  categories: string[]
  json: string
  endPointUri?: string
}
type Template = Json & { templateName: string; language: string; status: string }

/**
 * What the next request meets: a brake, an error, a wait in which the request was taken (`late`) or was not (`dropped`),
 * or nobody at all.
 */
export type Trouble =
  | { kind: 'busy'; seconds?: number }
  | { kind: 'error'; status: number; code?: number }
  | { kind: 'late' }
  | { kind: 'dropped' }
  | { kind: 'nobody' }

export type DoubleOptions = {
  /** 8x8 describes its API twice: what the answers and paths look like (messaging-platforms.md §2.2). */
  spelling?: 'description' | 'guide'
}

export class EightByEightDouble {
  readonly accountId = crypto.randomUUID()
  readonly channelId = crypto.randomUUID()
  readonly subaccountId = `sub_${crypto.randomUUID().slice(0, 8)}`
  readonly key = `key-${crypto.randomUUID()}`
  /** What the key may do. */
  readonly rights = new Set(['flows', 'templates', 'messages', 'webhooks'])
  readonly calls: { method: string; path: string; body: unknown }[] = []
  readonly flows = new Map<string, Flow>()
  readonly templates: Template[] = []
  readonly messages: Messages
  readonly #spelling: 'description' | 'guide'
  readonly #deletedNames = new Set<string>()
  readonly #troubles: Trouble[] = []

  constructor({ spelling = 'description' }: DoubleOptions = {}) {
    this.#spelling = spelling
    this.messages = new Messages(this)
  }

  /** Where flows are in this spelling, as the channel's setting names it. */
  get flowPaths(): 'accounts' | 'config' {
    return this.#spelling === 'guide' ? 'config' : 'accounts'
  }

  /** What the next requests meet, one each. */
  meet(...troubles: Trouble[]): void {
    this.#troubles.push(...troubles)
  }

  /** Ends the review of a template. */
  decide(name: string, language: string, status: 'APPROVED' | 'REJECTED' | 'PAUSED'): void {
    const template = this.templateNamed(name, language)
    if (!template) throw new Error(`no template ${name} in ${language}`)
    template.status = status
  }

  templateNamed = (name: unknown, language: unknown): Template | undefined =>
    this.templates.find((it) => it.templateName === name && it.language === language)

  async fetch(request: Request): Promise<Response> {
    const trouble = this.#troubles.shift()
    if (trouble?.kind === 'nobody') throw new TypeError('connect(): Connection refused')
    if (trouble?.kind === 'dropped') throw timedOut()
    if (trouble?.kind === 'busy') {
      const busy = new ApiError(429, 1000, 'Too many requests').response()
      if (trouble.seconds !== undefined) busy.headers.set('retry-after', String(trouble.seconds))
      return busy
    }
    if (trouble?.kind === 'error') {
      const { status, code } = trouble
      return code === undefined
        ? new Response('<html>bad gateway</html>', { status })
        : new ApiError(status, code, 'As told').response()
    }
    const answer = await this.#answer(request)
    if (trouble?.kind === 'late') throw timedOut()
    return answer
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const text = await request.text()
    try {
      const body: unknown = text === '' ? undefined : parsed(text)
      this.calls.push({ method: request.method, path: pathname, body })
      if (request.headers.get('authorization') !== `Bearer ${this.key}`)
        throw new ApiError(401, 1200, 'Unauthorized')
      return this.#route(request.method, pathname.split('/').slice(1).map(decodeURIComponent), {
        body: isRecord(body) ? body : {},
        limit: Number(searchParams.get('limit') ?? 100),
      })
    } catch (error) {
      if (error instanceof ApiError) return error.response()
      throw error
    }
  }

  #route(method: string, path: string[], asked: { body: Json; limit: number }): Response {
    const [, , scope, owner, ...rest] = path
    if (path[0] === 'config' && scope === 'channels') {
      const [channelId, kind, ...more] = rest
      this.#mustBe(owner === 'whatsapp' && channelId === this.channelId && kind === 'flows')
      this.#mustBe(this.#spelling === 'guide')
      return this.#flow(method, more, asked)
    }
    if (scope === 'subaccounts') {
      this.#mayUse('messages')
      if (owner !== this.subaccountId)
        throw new ApiError(404, 1001, `Subaccount ${owner} was not found`)
      return this.messages.answer(method, rest, asked.body)
    }
    this.#mustBe(scope === 'accounts' && owner === this.accountId)
    if (rest[0] === 'webhooks') {
      this.#mayUse('webhooks')
      return Response.json([])
    }
    const [, channelId, kind, ...more] = rest
    this.#mustBe(rest[0] === 'channels' && channelId === this.channelId)
    if (kind === 'templates') return this.#template(method, more, asked.body)
    this.#mustBe(kind === 'flows' && this.#spelling === 'description')
    return this.#flow(method, more, asked)
  }

  #mayUse(right: string): void {
    if (!this.rights.has(right)) throw new ApiError(403, 1201, 'Forbidden')
  }

  #mustBe(isThere: boolean): void {
    if (!isThere) throw new ApiError(404, 1300, 'Not found')
  }

  // --- Flows --------------------------------------------------------------------------------------------------------

  #flow(method: string, path: string[], { body, limit }: { body: Json; limit: number }): Response {
    this.#mayUse('flows')
    const [id, step] = path
    if (id === undefined) return method === 'POST' ? this.#createFlow(body) : this.#listFlows(limit)
    const flow = this.flows.get(id)
    if (!flow) throw new ApiError(404, 1300, 'Flow not found')
    if (step !== undefined) return this.#moveFlow(flow, step)
    if (method === 'PUT') return this.#updateFlow(flow, body)
    if (method === 'DELETE') return this.#deleteFlow(flow)
    const { name, status, categories } = flow
    return Response.json({
      flowId: id,
      name,
      status,
      categories,
      flowJsonUrl: `https://media.example/${id}.json`,
      ...this.#findings(flow),
    })
  }

  #createFlow({ name, categories }: Json): Response {
    if (typeof name !== 'string' || name === '' || name.length > 200)
      throw new ApiError(400, 1005, 'name is not valid')
    if (!Array.isArray(categories) || categories.length === 0)
      throw new ApiError(400, 1005, 'categories is not valid')
    const id = String(8_669_000_000_000_000 + this.flows.size + 1)
    this.flows.set(id, { id, name, status: 'DRAFT', categories, json: '' })
    return Response.json({ id, success: true }, { status: this.#spelling === 'guide' ? 201 : 200 })
  }

  #listFlows(limit: number): Response {
    const flows = [...this.flows.values()].slice(0, limit)
    return Response.json({ flows: flows.map(({ id, name, status }) => ({ id, name, status })) })
  }

  #updateFlow(flow: Flow, { flowJson, endPointUri, name }: Json): Response {
    if (flow.status !== 'DRAFT') throw this.#refused(409, 'Flow must be in DRAFT status')
    if (flowJson === undefined && endPointUri === undefined && name === undefined)
      throw new ApiError(400, 1005, 'Nothing to update')
    if (flowJson !== undefined && typeof flowJson !== 'string')
      throw new ApiError(400, 1005, 'flowJson must be a string')
    if (typeof flowJson === 'string') flow.json = flowJson
    if (typeof endPointUri === 'string') flow.endPointUri = endPointUri
    // Saved all the same: publishing is what fails.
    return Response.json({ id: flow.id, success: true, ...this.#findings(flow) })
  }

  #findings({ json }: Flow): Json {
    const found = json === '' ? [] : findingsInText(json)
    if (found.length === 0) return {}
    return this.#spelling === 'guide' ? { validation_errors: found } : { validationErrors: found }
  }

  #moveFlow(flow: Flow, step: string): Response {
    if (step === 'publish') {
      if (flow.status !== 'DRAFT') throw this.#refused(409, 'Flow must be in DRAFT status')
      if (flow.json === '' || findingsInText(flow.json).length > 0)
        throw this.#refused(422, 'Invalid flowJson')
      flow.status = 'PUBLISHED'
    } else if (step === 'deprecate') {
      if (flow.status !== 'PUBLISHED') throw this.#refused(409, 'Flow is not published')
      flow.status = 'DEPRECATED'
    } else throw new ApiError(404, 1300, 'Not found')
    return this.#spelling === 'guide' ? Response.json({ success: true }) : new Response(null)
  }

  #deleteFlow(flow: Flow): Response {
    if (flow.status !== 'DRAFT') throw this.#refused(409, 'Only flows that were never published')
    this.flows.delete(flow.id)
    return new Response(null, { status: this.#spelling === 'guide' ? 204 : 200 })
  }

  /** The guide has a status of its own for what the description answers with 400. */
  #refused(guideStatus: number, message: string): ApiError {
    return new ApiError(this.#spelling === 'guide' ? guideStatus : 400, 1005, message)
  }

  // --- Templates ----------------------------------------------------------------------------------------------------

  #template(method: string, [name]: string[], body: Json): Response {
    this.#mayUse('templates')
    if (method === 'POST') return this.#createTemplate(body)
    if (method === 'GET') return Response.json({ templates: this.templates })
    const going = this.templates.filter((it) => it.templateName === name)
    this.#mustBe(name !== undefined && going.length > 0)
    // By name, and so in all its languages.
    for (const it of going) this.templates.splice(this.templates.indexOf(it), 1)
    this.#deletedNames.add(name ?? '')
    return Response.json({})
  }

  #createTemplate({ name, language, category, components }: Json): Response {
    if (typeof name !== 'string' || !/^[a-z0-9_]{1,512}$/.test(name))
      throw new ApiError(400, 3032, 'Invalid template name')
    if (typeof language !== 'string' || language === '')
      throw new ApiError(400, 3036, 'Missing template language')
    if (this.#deletedNames.has(name))
      throw new ApiError(409, 3060, 'Template name is being deleted')
    if (this.templateNamed(name, language))
      throw new ApiError(400, 3032, 'Template exists in this language')
    const parts = Array.isArray(components) ? components.filter(isRecord) : []
    const body = parts.find(({ type }) => type === 'BODY')
    if (typeof body?.text !== 'string') throw new ApiError(400, 3034, 'A body is needed')
    const variables = new Set(body.text.match(/\{\{\d+\}\}/g)).size
    const examples = Array.isArray(body.examples) ? body.examples.length : 0
    if (variables !== examples) throw new ApiError(400, 3041, 'One example for each variable')
    for (const { flowId } of buttonsIn(parts)) {
      if (flowId === undefined) continue
      if (this.flows.get(String(flowId))?.status !== 'PUBLISHED')
        throw new ApiError(400, 3049, 'Flow is not published')
    }
    const now = new Date().toISOString()
    this.templates.push({
      channelId: this.channelId,
      channelName: 'Double',
      templateName: name,
      language,
      languageName: language,
      components: parts,
      category,
      categoryName: category,
      status: 'PENDING',
      statusName: 'Pending',
      createdAt: now,
      updatedAt: now,
    })
    return Response.json({})
  }
}

const timedOut = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError')

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError(400, 1000, 'The body is not JSON')
  }
}
