/** For tests: how the double of 8x8 takes messages, one by one and in batches. */
import type { EightByEightDouble } from './eight-by-eight-double.ts'
import { ApiError, buttonsIn, isRecord, type Json } from './eight-by-eight-double-shapes.ts'

export type TakenMessage = { umid: string; msisdn: string; clientMessageId?: string } & Json

const batchMax = 10_000

export class Messages {
  readonly taken: TakenMessage[] = []
  readonly #double: EightByEightDouble

  constructor(double: EightByEightDouble) {
    this.#double = double
  }

  answer(method: string, path: string[], body: Json): Response {
    const [kind, id] = path
    if (kind !== 'messages') throw new ApiError(404, 1300, 'Not found')
    if (method === 'GET') {
      const found = this.taken.find(({ umid }) => umid === id)
      if (!found) throw new ApiError(404, 1300, 'Message not found')
      return Response.json({ data: [{ umid: found.umid, status: { state: 'queued' } }] })
    }
    return id === 'batch' ? this.#batch(body) : Response.json(this.#take(body))
  }

  #batch({ template, messages, clientBatchId, includeMessagesInResponse }: Json): Response {
    const entries = Array.isArray(messages) ? messages.filter(isRecord) : []
    if (entries.length === 0) throw new ApiError(400, 3012, 'The batch is empty')
    if (entries.length > batchMax) throw new ApiError(400, 3013, 'The batch is too large')
    const common = isRecord(template) ? template : {}
    const answers = entries.map((entry) => {
      try {
        return this.#take(merged(common, entry))
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        const { user, clientMessageId } = entry
        const status = { state: 'rejected', errorCode: error.code, errorMessage: error.message }
        return { user, clientMessageId, status }
      }
    })
    const rejected = answers.filter(({ status }) => status.state === 'rejected').length
    return Response.json({
      batchId: crypto.randomUUID(),
      ...(clientBatchId !== undefined && { clientBatchId }),
      acceptedCount: answers.length - rejected,
      rejectedCount: rejected,
      ...(includeMessagesInResponse === true && { messages: answers }),
    })
  }

  #take(message: Json) {
    const { user, clientMessageId, type, content } = message
    const msisdn = isRecord(user) ? user.msisdn : undefined
    if (!isRecord(user)) throw new ApiError(400, 3001, 'Missing user')
    if (typeof msisdn !== 'string' || !/^\+\d{8,15}$/.test(msisdn))
      throw new ApiError(400, 1002, 'Invalid MSISDN')
    if (typeof clientMessageId === 'string' && clientMessageId.length > 50)
      throw new ApiError(400, 3009, 'clientMessageId is too long')
    if (!isRecord(content)) throw new ApiError(400, 3004, 'Missing content')
    if (type === 'text') checkText(content)
    else if (type === 'template') this.#checkTemplate(content.template)
    else if (type === 'interactive') this.#checkFlow(content.interactive)
    else throw new ApiError(400, 1005, 'type is not valid')
    const umid = crypto.randomUUID()
    this.taken.push({ ...message, umid, msisdn })
    return {
      umid,
      ...(clientMessageId !== undefined && { clientMessageId }),
      user,
      status: { state: 'queued', timestamp: new Date().toISOString() } as Json,
    }
  }

  #checkTemplate(reference: unknown): void {
    const { name, language, components } = isRecord(reference) ? reference : {}
    const template = this.#double.templateNamed(name, language)
    if (template?.status !== 'APPROVED')
      throw new ApiError(400, 3038, 'No approved template matches that name and language')
    const parts = Array.isArray(template.components) ? template.components.filter(isRecord) : []
    const given = Array.isArray(components) ? components.filter(isRecord) : []
    const body = parts.find(({ type }) => type === 'BODY')
    const wanted = new Set(String(body?.text).match(/\{\{\d+\}\}/g)).size
    const values = given.find(({ type }) => type === 'body')?.parameters
    if ((Array.isArray(values) ? values.length : 0) !== wanted)
      throw new ApiError(400, 3041, 'Wrong number of parameters')
    for (const [index, button] of buttonsIn(parts).entries()) {
      if (button.type !== 'FLOW') continue
      const part = given.find((it) => it.type === 'button' && it.index === index)
      if (!part) throw new ApiError(400, 3040, `Parameters of button ${index} are absent`)
      if (String(part.subType).toLowerCase() !== 'flow')
        throw new ApiError(400, 3052, 'Wrong button sub type')
      const [action] = Array.isArray(part.parameters) ? part.parameters.filter(isRecord) : []
      if (action?.type !== 'action') throw new ApiError(400, 3042, 'Wrong parameter type')
      const data = isRecord(action.flowActionData) ? action.flowActionData.data : undefined
      if (data !== undefined && (!isRecord(data) || Object.keys(data).length === 0))
        throw new ApiError(400, 3049, 'data must be an object that is not empty')
    }
  }

  #checkFlow(interactive: unknown): void {
    if (!isRecord(interactive) || interactive.type !== 'flow')
      throw new ApiError(400, 1005, 'interactive is not valid')
    const { parameters } = isRecord(interactive.action) ? interactive.action : {}
    const { flowId, flowCta, flowAction } = isRecord(parameters) ? parameters : {}
    if (typeof flowCta !== 'string' || flowCta === '' || flowCta.length > 30)
      throw new ApiError(400, 1005, 'flowCta is not valid')
    if (flowAction !== 'navigate' && flowAction !== 'data_exchange')
      throw new ApiError(400, 1005, 'flowAction is not valid')
    if (this.#double.flows.get(String(flowId))?.status !== 'PUBLISHED')
      throw new ApiError(400, 1005, 'Flow is not published')
  }
}

function checkText({ text }: Json): void {
  if (typeof text !== 'string' || text === '') throw new ApiError(400, 3005, 'Missing text')
  if (text.length > 35_000) throw new ApiError(400, 3006, 'Text is too long')
}

/** An entry of a batch over what all of them have in common, all the way down. */
function merged(common: Json, entry: Json): Json {
  const result = { ...common }
  for (const [name, value] of Object.entries(entry)) {
    const before = common[name]
    result[name] = isRecord(before) && isRecord(value) ? merged(before, value) : value
  }
  return result
}
