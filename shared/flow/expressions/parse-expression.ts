/** Reads backtick expressions and If conditions by precedence (reference §5.3 and §5.4). */
import {
  type BinaryOperator,
  type Expression,
  ExpressionFault,
  MAX_NESTING,
  type ParsedExpression,
  type Token,
  tokensOf,
} from './syntax.ts'

const STRENGTH: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
}

const MAX_REMEMBERED = 2000

/** Whether a text is written as an expression: it begins and ends with a backtick. */
export const looksLikeExpression = (text: string): boolean =>
  text.length >= 2 && text.startsWith('`') && text.endsWith('`')

/** Parses a backtick expression, backticks included. Neighbours at the outermost level are joined. */
export const parseTemplate = remembered((text) =>
  attempt(() => {
    if (!looksLikeExpression(text))
      throw new ExpressionFault('An expression stands between two backticks.', 0, text.length)
    const reader = new Reader(tokensOf(text, 1, text.length - 1), text.length - 1, false)
    const parts: Expression[] = [reader.expression()]
    while (!reader.done) parts.push(reader.expression())
    const [only] = parts
    return parts.length === 1 && only
      ? only
      : { kind: 'join', parts, offset: 1, length: text.length - 2 }
  }),
)

/** Parses an `If.condition`: no backticks, no arithmetic, whole numbers only. */
export const parseCondition = remembered((text) =>
  attempt(() => {
    if (text.trim() === '') throw new ExpressionFault('The condition is empty.', 0, text.length)
    const reader = new Reader(tokensOf(text, 0, text.length), text.length, true)
    const expression = reader.expression()
    const extra = reader.peek()
    if (extra?.kind === 'close')
      throw new ExpressionFault('This ) closes nothing.', extra.offset, extra.length)
    if (extra)
      throw new ExpressionFault('An operator is missing before this.', extra.offset, extra.length)
    return expression
  }),
)

/** The same few expressions are read at every keystroke and every event. */
function remembered(parse: (text: string) => ParsedExpression): (text: string) => ParsedExpression {
  const known = new Map<string, ParsedExpression>()
  return (text) => {
    const before = known.get(text)
    if (before) return before
    if (known.size >= MAX_REMEMBERED) known.clear()
    const parsed = parse(text)
    // A long text is a rare one; keeping it would hold its memory for nothing.
    if (text.length <= 1000) known.set(text, parsed)
    return parsed
  }
}

function attempt(read: () => Expression): ParsedExpression {
  try {
    return { ok: true, expression: read() }
  } catch (fault) {
    if (fault instanceof ExpressionFault) return { ok: false, problem: fault.problem }
    throw fault
  }
}

/** Precedence climbing over a token list. */
class Reader {
  readonly #tokens: readonly Token[]
  readonly #end: number
  readonly #isCondition: boolean
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[], end: number, isCondition: boolean) {
    this.#tokens = tokens
    this.#end = end
    this.#isCondition = isCondition
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length
  }

  peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  expression(weakest = 1): Expression {
    let left = this.#unary()
    for (;;) {
      const token = this.peek()
      if (token?.kind !== 'operator') return left
      const strength = STRENGTH[token.text] ?? 0
      if (strength === 0)
        throw new ExpressionFault(
          `The operator ${token.text} cannot stand here.`,
          token.offset,
          token.length,
        )
      if (strength < weakest) return left
      if (this.#isCondition && strength > 4)
        throw new ExpressionFault(
          `${token.text} is not an operator of conditions.`,
          token.offset,
          token.length,
        )
      this.#at++
      const right = this.expression(strength + 1)
      left = {
        kind: 'binary',
        operator: token.text as BinaryOperator,
        left,
        right,
        offset: left.offset,
        length: right.offset + right.length - left.offset,
      }
    }
  }

  #unary(): Expression {
    const token = this.peek()
    if (token?.kind !== 'operator') return this.#primary()
    if (token.text !== '!' && token.text !== '-' && token.text !== '+')
      throw new ExpressionFault(
        `A value is missing before ${token.text}.`,
        token.offset,
        token.length,
      )
    this.#at++
    const next = this.peek()
    if (this.#isCondition && token.text !== '!') {
      if (token.text === '-' && next?.kind === 'literal' && typeof next.value === 'number') {
        this.#at++
        const length = next.offset + next.length - token.offset
        return this.#whole({ kind: 'literal', value: -next.value, offset: token.offset, length })
      }
      throw new ExpressionFault(
        token.text === '-'
          ? 'A number is expected after the minus sign.'
          : `${token.text} is not an operator of conditions.`,
        token.offset,
        token.length,
      )
    }
    const operand = this.#deeper(token, () => this.#unary())
    return {
      kind: 'unary',
      operator: token.text,
      operand,
      offset: token.offset,
      length: operand.offset + operand.length - token.offset,
    }
  }

  #primary(): Expression {
    const token = this.peek()
    if (token === undefined) {
      const last = this.#tokens[this.#tokens.length - 1]
      if (last === undefined)
        throw new ExpressionFault('The expression is empty.', 0, this.#end + 1)
      throw new ExpressionFault(
        last.kind === 'operator' ? `A value is missing after ${last.text}.` : 'A value is missing.',
        last.offset,
        last.length,
      )
    }
    this.#at++
    if (token.kind === 'literal') return this.#whole({ ...token })
    if (token.kind === 'binding') return { ...token }
    if (token.kind === 'operator' || token.kind === 'close')
      throw new ExpressionFault(
        token.kind === 'close' ? 'This ) stands where a value is expected.' : 'A value is missing.',
        token.offset,
        token.length,
      )
    const next = this.peek()
    if (next?.kind === 'close')
      throw new ExpressionFault('These parentheses are empty.', token.offset, 2)
    const inner = this.#deeper(token, () => this.expression())
    const close = this.peek()
    if (close?.kind !== 'close') {
      if (close === undefined)
        throw new ExpressionFault('The closing ) is missing.', token.offset, token.length)
      throw new ExpressionFault('An operator is missing before this.', close.offset, close.length)
    }
    this.#at++
    if (this.#isCondition && (inner.kind === 'literal' || inner.kind === 'binding'))
      throw new ExpressionFault(
        'Parentheses must hold an operation.',
        token.offset,
        close.offset + 1 - token.offset,
      )
    return { kind: 'group', inner, offset: token.offset, length: close.offset + 1 - token.offset }
  }

  #whole(literal: Expression & { kind: 'literal' }): Expression {
    if (this.#isCondition && typeof literal.value === 'number' && !Number.isInteger(literal.value))
      throw new ExpressionFault(
        'Conditions compare whole numbers only.',
        literal.offset,
        literal.length,
      )
    return literal
  }

  #deeper(token: Token, read: () => Expression): Expression {
    if (++this.#depth > MAX_NESTING)
      throw new ExpressionFault(
        `The expression nests deeper than ${MAX_NESTING} levels.`,
        token.offset,
        token.length,
      )
    const expression = read()
    this.#depth--
    return expression
  }
}
