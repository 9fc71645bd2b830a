/** An answer while somebody writes it: what kind it is, what it would be, and what is wrong with it. */
import {
  type EndpointReply,
  type EndpointRequest,
  exampleData,
  replyScreens,
  SUCCESS,
} from '../../../shared/flow/endpoint/example-reply.ts'
import { problemText, readData } from '../../../shared/flow/endpoint/read-data.ts'
import { type Flow, findScreen } from '../../../shared/flow/flow.ts'
import { isRecord } from '../../../shared/flow/record.ts'

export type AnswerKind = 'screen' | 'message' | 'end'

export type AnswerDraft = {
  kind: AnswerKind
  /** The next screen. */
  screen: string
  /** JSON: the screen's data. */
  data: string
  /** What an error says on the phone. */
  message: string
  /** JSON: what reaches the webhook at the end. */
  params: string
}

export type ReadDraft = {
  /** Null while something is wrong. */
  reply: EndpointReply | null
  /** Why there is no reply yet: about the JSON, or about the message. */
  problem: string | null
  advice: readonly string[]
}

const asText = (value: unknown): string => JSON.stringify(value, null, 2)

/** The data of a screen's examples, as text to be edited. */
export function exampleText(flow: Flow, screenId: string): string {
  const screen = findScreen(flow, screenId)
  return asText(screen ? exampleData(screen) : {})
}

/** What the form begins with: the likeliest answer. */
export function draftFor(flow: Flow, request: EndpointRequest): AnswerDraft {
  const [likely] = replyScreens(flow, request)
  const screen = likely === SUCCESS || likely === undefined ? (flow.screens[0]?.id ?? '') : likely
  return {
    kind: likely === SUCCESS ? 'end' : 'screen',
    screen,
    data: exampleText(flow, screen),
    message: '',
    params: asText({ flow_token: request.flowToken ?? '', ...request.data }),
  }
}

/** A kept answer as a draft again. */
export function draftOf(flow: Flow | null, { screen, data }: EndpointReply): AnswerDraft {
  const closing = data.extension_message_response
  const params = isRecord(closing) && isRecord(closing.params) ? closing.params : {}
  const isEnd = screen === SUCCESS
  const { error_message: message, ...rest } = data
  const isMessage = !isEnd && typeof message === 'string' && Object.keys(rest).length === 0
  return {
    kind: isEnd ? 'end' : isMessage ? 'message' : 'screen',
    screen: isEnd ? (flow?.screens[0]?.id ?? '') : screen,
    data: isEnd ? '{}' : asText(data),
    message: typeof message === 'string' ? message : '',
    params: asText(params),
  }
}

/** `here` is the screen that asked: an error message stays on it. For INIT it is the screen to open. */
export function readDraft(flow: Flow | null, draft: AnswerDraft, here: string): ReadDraft {
  if (draft.kind === 'message')
    return draft.message.trim() === ''
      ? { reply: null, problem: 'Write what the customer is told.', advice: [] }
      : {
          reply: { screen: here || draft.screen, data: { error_message: draft.message.trim() } },
          problem: null,
          advice: [],
        }
  const isEnd = draft.kind === 'end'
  const screen = isEnd || !flow ? null : (findScreen(flow, draft.screen) ?? null)
  const read = readData(isEnd ? draft.params : draft.data, screen)
  if (!read.ok) return { reply: null, problem: problemText(read.error), advice: [] }
  const { value, advice } = read.value
  return {
    reply: isEnd
      ? { screen: SUCCESS, data: { extension_message_response: { params: value } } }
      : { screen: draft.screen, data: value },
    problem: null,
    advice:
      isEnd && typeof value.flow_token !== 'string'
        ? ['An end needs its flow_token; the run’s own is used.']
        : advice.map(problemText),
  }
}
