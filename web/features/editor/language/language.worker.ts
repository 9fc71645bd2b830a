/** The language work, away from the page's thread: typing never waits for it. */
import {
  type Hover,
  hoverAt,
  type NameAt,
  nameAt,
  type Suggestions,
  suggestionsAt,
} from '../../../../shared/flow/assist/index.ts'
import { checkFlow, type Diagnostic } from '../../../../shared/flow/check/index.ts'
import { type ParsedFlow, parseFlow } from '../../../../shared/flow/parse.ts'

/** What can be asked about a text, and what comes back. */
export type Answers = {
  check: Diagnostic[]
  suggest: Suggestions | null
  hover: Hover | null
  name: NameAt | null
}
export type Question = keyof Answers

/** `text` is left out where it is the one sent before. */
export type LanguageRequest = { id: number; what: Question; offset: number; text: string | null }
export type LanguageReply = { id: number; answer: Answers[Question] }

let text = ''
let parsed: ParsedFlow | null = null

/** One reading serves every question about a text. */
function read(): ParsedFlow {
  parsed ??= parseFlow(text)
  return parsed
}

const answers: { [Q in Question]: (offset: number) => Answers[Q] } = {
  check: () => checkFlow(text),
  suggest: (offset) => suggestionsAt(text, read().root, offset),
  hover: (offset) => hoverAt(read().root, offset),
  name: (offset) => nameAt(text, read().root, offset),
}

self.onmessage = (event: MessageEvent<LanguageRequest>) => {
  const { id, what, offset, text: sent } = event.data
  if (sent !== null) {
    text = sent
    parsed = null
  }
  const reply: LanguageReply = { id, answer: answers[what](offset) }
  self.postMessage(reply)
}
