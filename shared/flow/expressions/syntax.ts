/** The shape of a parsed expression, and the token reader that both expression languages share. */
import { type Binding, parseBinding } from './binding.ts'

export type BinaryOperator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
export type UnaryOperator = '!' | '-' | '+'

/** Offsets count from the beginning of the decoded text that holds the expression. */
export type Expression =
  | { kind: 'literal'; value: string | number | boolean; offset: number; length: number }
  | { kind: 'binding'; binding: Binding; offset: number; length: number }
  | { kind: 'group'; inner: Expression; offset: number; length: number }
  | {
      kind: 'unary'
      operator: UnaryOperator
      operand: Expression
      offset: number
      length: number
    }
  | {
      kind: 'binary'
      operator: BinaryOperator
      left: Expression
      right: Expression
      offset: number
      length: number
    }
  /** Side by side at the outermost level: joined as text. */
  | { kind: 'join'; parts: readonly Expression[]; offset: number; length: number }

export type ExpressionProblem = { message: string; offset: number; length: number }
export type ParsedExpression =
  | { ok: true; expression: Expression }
  | { ok: false; problem: ExpressionProblem }

export type Token =
  | { kind: 'operator'; text: string; offset: number; length: number }
  | { kind: 'open' | 'close'; offset: number; length: number }
  | { kind: 'literal'; value: string | number | boolean; offset: number; length: number }
  | { kind: 'binding'; binding: Binding; offset: number; length: number }

/** Thrown inside the parsers only; they turn it into a problem. */
export class ExpressionFault extends Error {
  readonly problem: ExpressionProblem
  constructor(message: string, offset: number, length: number) {
    super(message)
    this.problem = { message, offset, length }
  }
}

/** Nesting past this is refused, so that hostile text cannot exhaust the stack. */
export const MAX_NESTING = 100

/** Operators chain to the left without nesting, so length is bounded as well. */
const MAX_TOKENS = 1000

const OPERATOR = /\|\||&&|==|!=|<=|>=|[<>+\-*/%!]/y
const WORD = /[A-Za-z0-9_.$]+/y
const NUMBER = /^\d+(?:\.\d+)?$/

/** Cuts `text` from `start` to `end` into tokens. */
export function tokensOf(text: string, start: number, end: number): Token[] {
  const tokens: Token[] = []
  let at = start
  while (at < end) {
    const char = text[at] ?? ''
    if (/\s/.test(char)) {
      at++
      continue
    }
    const offset = at
    if (tokens.length >= MAX_TOKENS)
      throw new ExpressionFault(`An expression has at most ${MAX_TOKENS} parts.`, offset, 1)
    if (char === '(' || char === ')') {
      tokens.push({ kind: char === '(' ? 'open' : 'close', offset, length: 1 })
      at++
      continue
    }
    if (char === "'") {
      const [value, after] = readQuoted(text, offset, end)
      tokens.push({ kind: 'literal', value, offset, length: after - offset })
      at = after
      continue
    }
    if (text.startsWith('${', at)) {
      const close = text.indexOf('}', at)
      if (close === -1 || close >= end)
        throw new ExpressionFault('This binding is not closed with }.', offset, end - offset)
      at = close + 1
      const binding = parseBinding(text.slice(offset, at))
      if (binding === null)
        throw new ExpressionFault(
          `${text.slice(offset, at)} is not a binding. Write \${form.name}, \${data.key} or \${screen.ID.form.name}.`,
          offset,
          at - offset,
        )
      tokens.push({ kind: 'binding', binding, offset, length: at - offset })
      continue
    }
    OPERATOR.lastIndex = at
    const operator = OPERATOR.exec(text)
    if (operator) {
      at += operator[0].length
      tokens.push({ kind: 'operator', text: operator[0], offset, length: operator[0].length })
      continue
    }
    WORD.lastIndex = at
    const word = WORD.exec(text)?.[0]
    if (word === undefined)
      throw new ExpressionFault(`Unexpected character ${JSON.stringify(char)}.`, offset, 1)
    at += word.length
    if (word === 'true' || word === 'false')
      tokens.push({ kind: 'literal', value: word === 'true', offset, length: word.length })
    else if (NUMBER.test(word)) {
      if (/^0\d/.test(word))
        throw new ExpressionFault('A number cannot begin with 0.', offset, word.length)
      tokens.push({ kind: 'literal', value: Number(word), offset, length: word.length })
    } else
      throw new ExpressionFault(
        `"${word}" is no value here. Text goes in single quotes.`,
        offset,
        word.length,
      )
  }
  return tokens
}

function readQuoted(text: string, start: number, end: number): [string, number] {
  let value = ''
  for (let at = start + 1; at < end; at++) {
    const char = text[at]
    if (char === "'") return [value, at + 1]
    if (char === '\\' && at + 1 < end) at++
    value += text[at]
  }
  throw new ExpressionFault('The closing single quote is missing.', start, end - start)
}
