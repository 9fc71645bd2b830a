/**
 * Author's patterns, matched in bounded time. A regular expression from a flow may be hostile or
 * unlucky (`(a+)+$`), so none is ever handed to the engine's own matcher: it becomes a list of
 * states that is walked once along the value, however the pattern is written.
 */

/** A pattern that can be matched; its states tell those who look for a value that fits. */
export type Pattern = {
  readonly matches: (value: string) => boolean
  readonly states: readonly PatternState[]
  readonly first: number
}

/** Larger patterns, and repeats written out beyond this, are not matched. */
const MAX_STATES = 4000
const MAX_SOURCE = 10_000
/** Values are looked at this far; no field of a flow takes more. */
const MAX_VALUE = 20_000
/** Steps one match may take; past them the value passes. Only look-ahead at every place gets there. */
const MAX_STEPS = 20_000_000

type Test = (code: number) => boolean

/** One step of a match: what it asks for and where it leads. */
export type PatternState =
  | { kind: 'unit'; test: Test; next: number }
  | { kind: 'split'; one: number; other: number }
  | { kind: 'start' | 'end' | 'word-edge' | 'no-word-edge'; next: number }
  | { kind: 'ahead'; isNegative: boolean; inner: number; next: number }
  | { kind: 'match' }

const known = new Map<string, Pattern | null>()

/**
 * Reads a pattern; null when it does not read, is too large, or asks for what needs unbounded work
 * (back-references, look-behind). Such a pattern passes every value, as phones do with one that
 * does not compile (reference §9.3, row 8).
 */
export function compilePattern(source: string): Pattern | null {
  const before = known.get(source)
  if (before !== undefined) return before
  const pattern = source.length > MAX_SOURCE ? null : new Reader(source).read()
  if (known.size > 500) known.clear()
  known.set(source, pattern)
  return pattern
}

class Unreadable extends Error {}
class OutOfSteps extends Error {}

type Tree =
  | { kind: 'empty' }
  | { kind: 'unit'; test: Test }
  | { kind: 'assert'; what: 'start' | 'end' | 'word-edge' | 'no-word-edge' }
  | { kind: 'ahead'; isNegative: boolean; inner: Tree }
  | { kind: 'chain'; parts: Tree[] }
  | { kind: 'either'; choices: Tree[] }
  | { kind: 'repeat'; inner: Tree; min: number; max: number }

/** Nesting past this is refused, so that no pattern exhausts the stack. */
const MAX_NESTING = 200

class Reader {
  readonly #source: string
  #at = 0
  #depth = 0

  constructor(source: string) {
    this.#source = source
  }

  read(): Pattern | null {
    try {
      const tree = this.#either()
      if (this.#at < this.#source.length) throw new Unreadable()
      return machine(tree)
    } catch (fault) {
      if (fault instanceof Unreadable) return null
      throw fault
    }
  }

  #peek(): string {
    return this.#source.charAt(this.#at)
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false
    this.#at += text.length
    return true
  }

  #either(): Tree {
    if (++this.#depth > MAX_NESTING) throw new Unreadable()
    const choices = [this.#chain()]
    while (this.#take('|')) choices.push(this.#chain())
    this.#depth--
    const [only] = choices
    return choices.length === 1 && only ? only : { kind: 'either', choices }
  }

  #chain(): Tree {
    const parts: Tree[] = []
    while (this.#at < this.#source.length && this.#peek() !== '|' && this.#peek() !== ')')
      parts.push(this.#repeated(this.#atom()))
    return { kind: 'chain', parts }
  }

  #repeated(inner: Tree): Tree {
    const char = this.#peek()
    let bounds: [number, number] | null = null
    if (char === '*' || char === '+' || char === '?') {
      this.#at++
      bounds = char === '*' ? [0, Infinity] : char === '+' ? [1, Infinity] : [0, 1]
    } else if (char === '{') {
      const written = /^\{(\d{1,5})(?:(,)(\d{1,5})?)?\}/.exec(
        this.#source.slice(this.#at, this.#at + 14),
      )
      if (written) {
        this.#at += written[0].length
        const min = Number(written[1])
        bounds = [min, written[2] === undefined ? min : Number(written[3] ?? Infinity)]
      }
    }
    if (bounds === null) return inner
    // Lazy or greedy finds the same values.
    this.#take('?')
    const [min, max] = bounds
    if (max < min) throw new Unreadable()
    return { kind: 'repeat', inner, min, max }
  }

  #atom(): Tree {
    const char = this.#peek()
    this.#at++
    switch (char) {
      case '^':
        return { kind: 'assert', what: 'start' }
      case '$':
        return { kind: 'assert', what: 'end' }
      case '.':
        return { kind: 'unit', test: isNoLineEnd }
      case '[':
        return { kind: 'unit', test: this.#set() }
      case '(':
        return this.#group()
      case '\\':
        return this.#escape()
      case '*':
      case '+':
      case '?':
        throw new Unreadable()
      default:
        return { kind: 'unit', test: isUnit(char.charCodeAt(0)) }
    }
  }

  #group(): Tree {
    let ahead: boolean | null = null
    if (this.#take('?:')) ahead = null
    else if (this.#take('?=')) ahead = false
    else if (this.#take('?!')) ahead = true
    else if (this.#peek() === '?') {
      const name = /^\?<[A-Za-z_$][\w$]*>/.exec(this.#source.slice(this.#at, this.#at + 100))
      if (!name) throw new Unreadable()
      this.#at += name[0].length
    }
    const inner = this.#either()
    if (!this.#take(')')) throw new Unreadable()
    return ahead === null ? inner : { kind: 'ahead', isNegative: ahead, inner }
  }

  #escape(): Tree {
    const char = this.#peek()
    if (char === 'b' || char === 'B') {
      this.#at++
      return { kind: 'assert', what: char === 'b' ? 'word-edge' : 'no-word-edge' }
    }
    // Back-references and named ones need unbounded work.
    if (/[1-9k]/.test(char)) throw new Unreadable()
    return { kind: 'unit', test: this.#escapedSet() }
  }

  /** What stands after a backslash, as a set of one or many characters. */
  #escapedSet(): Test {
    const char = this.#peek()
    if (char === '') throw new Unreadable()
    this.#at++
    const set = SETS.get(char)
    if (set) return set
    if (char === 'p' || char === 'P') return this.#property(char === 'P')
    const unit = this.#escapedUnit(char)
    return isUnit(unit)
  }

  #escapedUnit(char: string): number {
    const control = CONTROLS.get(char)
    if (control !== undefined) return control
    const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(
      this.#source.slice(this.#at - 1, this.#at + 4),
    )
    if (hex && (char === 'x' || char === 'u')) {
      this.#at += hex[0].length - 1
      return Number.parseInt(hex[1] ?? hex[2] ?? '0', 16)
    }
    return char.charCodeAt(0)
  }

  /** A Unicode property, looked up one character at a time. */
  #property(isNegative: boolean): Test {
    const written = /^\{[\w=]{1,60}\}/.exec(this.#source.slice(this.#at, this.#at + 64))
    if (!written) return isUnit(isNegative ? 0x50 : 0x70)
    try {
      const set = new RegExp(`^\\p${written[0]}$`, 'u')
      this.#at += written[0].length
      return (code) => set.test(String.fromCharCode(code)) !== isNegative
    } catch {
      throw new Unreadable()
    }
  }

  #set(): Test {
    const isNegative = this.#take('^')
    const tests: Test[] = []
    let from: number | null = null
    for (;;) {
      const char = this.#peek()
      if (char === '') throw new Unreadable()
      this.#at++
      if (char === ']') break
      const isRange = char === '-' && from !== null && this.#peek() !== ']'
      if (isRange && from !== null) {
        const to = this.#setUnit(tests)
        if (to === null) tests.push(isUnit(0x2d))
        else if (to < from) throw new Unreadable()
        else tests.push(isBetween(from, to))
        from = null
        continue
      }
      this.#at--
      from = this.#setUnit(tests)
      if (from !== null) tests.push(isUnit(from))
    }
    return (code) => tests.some((test) => test(code)) !== isNegative
  }

  /** One character of a set, or null when it was a set itself, which is then added. */
  #setUnit(tests: Test[]): number | null {
    const char = this.#peek()
    this.#at++
    if (char !== '\\') return char.charCodeAt(0)
    const escaped = this.#peek()
    if (escaped === '') throw new Unreadable()
    if (escaped === 'b') {
      this.#at++
      return 8
    }
    if (SETS.has(escaped) || escaped === 'p' || escaped === 'P') {
      tests.push(this.#escapedSet())
      return null
    }
    this.#at++
    return this.#escapedUnit(escaped)
  }
}

const isUnit =
  (wanted: number): Test =>
  (code) =>
    code === wanted
const isBetween =
  (from: number, to: number): Test =>
  (code) =>
    code >= from && code <= to
const isNoLineEnd: Test = (code) =>
  code !== 0x0a && code !== 0x0d && code !== 0x2028 && code !== 0x2029
const isDigit = isBetween(0x30, 0x39)
const isWord: Test = (code) =>
  isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f
const isSpace: Test = (code) =>
  (code >= 9 && code <= 13) ||
  code === 0x20 ||
  code === 0xa0 ||
  code === 0x1680 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x2028 ||
  code === 0x2029 ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x3000 ||
  code === 0xfeff
const not =
  (test: Test): Test =>
  (code) =>
    !test(code)

const SETS = new Map<string, Test>([
  ['d', isDigit],
  ['D', not(isDigit)],
  ['w', isWord],
  ['W', not(isWord)],
  ['s', isSpace],
  ['S', not(isSpace)],
])

const CONTROLS = new Map([
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
  ['0', 0],
])

/** Builds the states of a tree, from its end to its beginning. */
function machine(tree: Tree): Pattern {
  const states: PatternState[] = [{ kind: 'match' }]
  const add = (state: PatternState): number => {
    if (states.length >= MAX_STATES) throw new Unreadable()
    states.push(state)
    return states.length - 1
  }
  const build = (node: Tree, next: number): number => {
    switch (node.kind) {
      case 'empty':
        return next
      case 'unit':
        return add({ kind: 'unit', test: node.test, next })
      case 'assert':
        return add({ kind: node.what, next })
      case 'ahead':
        return add({
          kind: 'ahead',
          isNegative: node.isNegative,
          inner: build(node.inner, 0),
          next,
        })
      case 'chain':
        return node.parts.reduceRight((after, part) => build(part, after), next)
      case 'either':
        return node.choices
          .map((choice) => build(choice, next))
          .reduceRight((other, one) => add({ kind: 'split', one, other }))
      case 'repeat': {
        let after = next
        if (node.max === Infinity) {
          const loop = { kind: 'split' as const, one: 0, other: next }
          after = add(loop)
          loop.one = build(node.inner, after)
        } else
          for (let times = node.min; times < node.max; times++)
            after = add({ kind: 'split', one: build(node.inner, after), other: next })
        for (let times = 0; times < node.min; times++) after = build(node.inner, after)
        return after
      }
    }
  }
  const first = build(tree, 0)
  return {
    states,
    first,
    matches: (value) => {
      try {
        return walk({ states, stepsLeft: MAX_STEPS }, first, value.slice(0, MAX_VALUE), 0, true)
      } catch (fault) {
        if (fault instanceof OutOfSteps) return true
        throw fault
      }
    },
  }
}

/** The states of a pattern, and how much work is left for one match. */
type Machine = { readonly states: readonly PatternState[]; stepsLeft: number }

/**
 * Walks all states along the value at once; each is looked at once a character, so the time is at
 * most states times characters. `isLoose` lets a match begin anywhere.
 */
function walk(
  machine: Machine,
  first: number,
  value: string,
  from: number,
  isLoose: boolean,
): boolean {
  const { states } = machine
  let now: number[] = []
  let seen = new Uint8Array(states.length)
  for (let at = from; at <= value.length; at++) {
    if (at === from || isLoose) follow(machine, first, value, at, now, seen)
    if (seen[0]) return true
    if (now.length === 0 && !isLoose) return false
    const code = value.charCodeAt(at)
    const then: number[] = []
    const after = new Uint8Array(states.length)
    if (at < value.length)
      for (const index of now) {
        const state = states[index]
        if (state?.kind === 'unit' && state.test(code))
          follow(machine, state.next, value, at + 1, then, after)
      }
    now = then
    seen = after
    if (seen[0]) return true
  }
  return false
}

/** Adds a state and all it leads to without taking a character; its own stack, so depth is no matter. */
function follow(
  machine: Machine,
  start: number,
  value: string,
  at: number,
  into: number[],
  seen: Uint8Array,
) {
  const { states } = machine
  const waiting = [start]
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (seen[index]) continue
    seen[index] = 1
    if (--machine.stepsLeft < 0) throw new OutOfSteps()
    const state = states[index]
    if (state === undefined || state.kind === 'match') continue
    if (state.kind === 'unit') into.push(index)
    else if (state.kind === 'split') waiting.push(state.other, state.one)
    else if (holds(state, machine, value, at)) waiting.push(state.next)
  }
}

function holds(
  state: Exclude<PatternState, { kind: 'unit' | 'split' | 'match' }>,
  machine: Machine,
  value: string,
  at: number,
): boolean {
  switch (state.kind) {
    case 'start':
      return at === 0
    case 'end':
      return at === value.length
    case 'ahead':
      return walk(machine, state.inner, value, at, false) !== state.isNegative
    default: {
      const before = at > 0 && isWord(value.charCodeAt(at - 1))
      const after = at < value.length && isWord(value.charCodeAt(at))
      return (before !== after) === (state.kind === 'word-edge')
    }
  }
}
