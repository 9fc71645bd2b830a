/**
 * Reads JSON text into a positioned tree, keeping whatever can be kept of broken text.
 * One loop with its own stack: it is a single algorithm, so it stays in one file.
 */
import { type JsonMember, type JsonNode, type JsonString, toValue } from './json-node.ts'
import { wordAt } from './vocabulary.ts'

/** Deeper nesting than this is refused, as in design §7. */
export const MAX_DEPTH = 512

/** Problems past this many are not collected; the text is broken either way. */
export const MAX_PARSE_PROBLEMS = 500

/**
 * `duplicate-key` and `value` (a number or character that does not survive being read) leave the
 * text readable; every other kind means it is not strict JSON.
 */
export type ParseProblemKind = 'syntax' | 'duplicate-key' | 'value' | 'too-deep'
export type ParseProblem = {
  kind: ParseProblemKind
  message: string
  offset: number
  length: number
}

export type ParsedFlow = {
  readonly text: string
  /** Null when the text holds no value at all. */
  readonly root: JsonNode | null
  readonly errors: readonly ParseProblem[]
  /** The plain value, made when first asked for; objects have no prototype. */
  readonly value: unknown
}

type Open = {
  node: JsonNode & { type: 'object' | 'array' }
  /** What the container waits for next. */
  wants: 'first' | 'next' | 'colon' | 'value' | 'comma'
  member: JsonMember | null
}

/** Parses any text without throwing; broken parts become problems. */
export function parseFlow(text: string): ParsedFlow {
  const errors: ParseProblem[] = []
  const root = parseTree(text, errors)
  let made: { value: unknown } | null = null
  return {
    text,
    root,
    errors,
    get value() {
      made ??= { value: toValue(root) }
      return made.value
    },
  }
}

/** True when the text is JSON that a strict parser takes: duplicate keys alone do not break it. */
export const isStrictJson = (parsed: ParsedFlow): boolean =>
  parsed.root !== null && !parsed.errors.some(breaksJson)

/** Whether a problem keeps a strict parser from taking the text. */
export const breaksJson = ({ kind }: ParseProblem): boolean =>
  kind !== 'duplicate-key' && kind !== 'value'

function parseTree(text: string, errors: ParseProblem[]): JsonNode | null {
  const end = text.length
  const stack: Open[] = []
  let top: Open | null = null
  let root: JsonNode | null = null
  let at = 0

  const complain: Complain = (message, offset, length, kind = 'syntax') => {
    if (errors.length < MAX_PARSE_PROBLEMS)
      errors.push({ kind, message, offset, length: Math.max(0, length) })
  }

  /** Says what is missing before a value at this place, and makes the place ready for it. */
  const makeReady = (offset: number, length: number): boolean => {
    if (top === null) {
      if (root === null) return true
      complain('Only one value can stand in the file; remove what follows it.', offset, length)
      return false
    }
    if (top.node.type === 'array') {
      if (top.wants === 'comma') complain('A comma is missing before this.', offset, length)
      return true
    }
    if (top.wants === 'value') return true
    if (top.wants === 'colon') {
      complain('A colon is missing between the property name and its value.', offset, length)
      return true
    }
    complain('A property name in double quotes is expected here.', offset, length)
    return false
  }

  const attach = (node: JsonNode) => {
    if (top === null) root ??= node
    else if (top.node.type === 'array') {
      top.node.items.push(node)
      top.wants = 'comma'
    } else if (top.member !== null) {
      top.member.value = node
      top.member = null
      top.wants = 'comma'
    }
  }

  const addKey = (key: JsonString) => {
    if (top?.node.type !== 'object') return
    if (top.wants === 'comma')
      complain('A comma is missing before this property.', key.offset, key.length)
    top.member = { key, value: null }
    top.node.members.push(top.member)
    top.wants = 'colon'
  }

  const close = (until: number) => {
    if (top === null) return
    top.node.length = until - top.node.offset
    if (top.node.type === 'object') reportDuplicates(top.node.members, errors)
    stack.pop()
    top = stack[stack.length - 1] ?? null
  }

  const missingValue = (offset: number) => {
    const key = top?.member?.key
    if (key) complain(`The property "${shorten(key.value)}" has no value.`, key.offset, key.length)
    else complain('A value is missing here.', offset, 1)
    if (top) top.member = null
  }

  const closeWith = (kind: 'object' | 'array', offset: number) => {
    if (top?.node.type !== kind && !stack.some((open) => open.node.type === kind)) {
      complain(`This ${kind === 'object' ? '}' : ']'} closes nothing.`, offset, 1)
      return
    }
    while (top !== null && (top as Open).node.type !== kind) {
      const open: Open = top
      complain(
        `This ${open.node.type === 'object' ? '{ is not closed with }' : '[ is not closed with ]'}.`,
        open.node.offset,
        1,
      )
      close(offset)
    }
    const open = top as Open | null
    if (open?.wants === 'next') complain('Remove the comma before this.', offset, 1)
    if (open?.wants === 'colon' || open?.wants === 'value') missingValue(offset)
    close(offset + 1)
  }

  if (text.charCodeAt(0) === 0xfeff) {
    complain('The file begins with a byte order mark; save it as plain UTF-8.', 0, 1)
    at = 1
  }

  while (at < end) {
    const code = text.charCodeAt(at)
    if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      at++
      continue
    }
    if (code === 0x22) {
      const start = at
      const node = readString(text, start, complain)
      at += node.length
      if (top?.node.type === 'object') {
        const keyPlace = top.wants === 'first' || top.wants === 'next' || top.wants === 'comma'
        if (keyPlace) {
          addKey(node)
          continue
        }
        if (top.wants === 'value' && nextIsColon(text, at)) {
          missingValue(start)
          top.wants = 'comma'
          addKey(node)
          continue
        }
      }
      if (makeReady(start, at - start)) attach(node)
      continue
    }
    if (code === 0x7b || code === 0x5b) {
      if (stack.length >= MAX_DEPTH) {
        errors.push({
          kind: 'too-deep',
          message: `Nesting goes deeper than ${MAX_DEPTH} levels.`,
          offset: at,
          length: 1,
        })
        break
      }
      const node: Open['node'] =
        code === 0x7b
          ? { type: 'object', offset: at, length: 1, members: [] }
          : { type: 'array', offset: at, length: 1, items: [] }
      // What cannot be attached is still read, so that its closing bracket matches.
      if (makeReady(at, 1)) attach(node)
      top = { node, wants: 'first', member: null }
      stack.push(top)
      at++
      continue
    }
    if (code === 0x7d || code === 0x5d) {
      closeWith(code === 0x7d ? 'object' : 'array', at)
      at++
      continue
    }
    if (code === 0x2c) {
      if (top === null) complain('This comma has no place here.', at, 1)
      else if (top.wants === 'comma') top.wants = 'next'
      else if (top.wants === 'colon' || top.wants === 'value') {
        missingValue(at)
        top.wants = 'next'
      } else complain('A value is missing before this comma.', at, 1)
      at++
      continue
    }
    if (code === 0x3a) {
      if (top?.wants === 'colon') top.wants = 'value'
      else complain('This colon has no place here.', at, 1)
      at++
      continue
    }
    if (code === 0x2f && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const start = at
      at = endOfComment(text, at)
      complain('JSON has no comments; remove this one.', start, at - start)
      continue
    }
    const start = at
    at = endOfWord(text, at)
    const word = text.slice(start, at)
    if (
      top?.node.type === 'object' &&
      (top.wants === 'first' || top.wants === 'next' || top.wants === 'comma')
    ) {
      complain(
        'A property name in double quotes is expected here.',
        start,
        Math.min(at - start, 200),
      )
      if (nextIsColon(text, at))
        addKey({ type: 'string', offset: start, length: at - start, value: word })
      continue
    }
    if (makeReady(start, Math.min(at - start, 200))) attach(readWord(word, start, complain))
  }

  const last = top as Open | null
  if (last !== null && !errors.some((problem) => problem.kind === 'too-deep')) {
    const wanted = last.node.type === 'object' ? '}' : ']'
    complain(`The text ends before this is closed with ${wanted}.`, last.node.offset, 1)
  }
  while (top !== null) close(end)
  if (!text.isWellFormed()) reportLoneSurrogate(text, complain)
  if (root === null && errors.length === 0) complain('There is no JSON here yet.', 0, 0)
  errors.sort((a, b) => a.offset - b.offset)
  return root
}

type Complain = (message: string, offset: number, length: number, kind?: ParseProblemKind) => void

/** Half a character cannot be written as UTF-8, which a flow has to be. */
function reportLoneSurrogate(text: string, complain: Complain) {
  const found = LONE_SURROGATE.exec(text)
  if (found) complain('Half a character stands here; type it anew.', found.index, 1, 'value')
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/**
 * Reads the string that begins at `start`. One that is not closed ends with its line, so that a
 * quote being typed does not swallow what follows.
 */
function readString(text: string, start: number, complain: Complain): JsonString {
  let at = start + 1
  let hasEscape = false
  let hasControl = false
  let closed = false
  const plainEnd = endOfLongText(text, at)
  if (plainEnd !== -1) at = plainEnd
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) {
      closed = true
      break
    }
    if (code === 0x5c) {
      hasEscape = true
      const next = text.charCodeAt(at + 1)
      if (next !== 0x0a && next !== 0x0d && at + 1 < text.length) at++
    } else if (code < 0x20) {
      if (code === 0x0a || code === 0x0d) break
      hasControl = true
    }
  }
  const length = (closed ? at + 1 : at) - start
  if (!closed) complain('This text is not closed with a double quote.', start, length)
  if (hasControl)
    complain('Line breaks and control characters need an escape in text.', start, length)
  if (!hasEscape)
    return { type: 'string', offset: start, length, value: wordAt(text, start + 1, at) }
  const value = text.slice(start + 1, at).replace(ESCAPE, (written, offset: number) => {
    const plain = unescapeOne(written)
    if (plain !== null) return plain
    complain(`${written} is not an escape JSON knows.`, start + 1 + offset, written.length)
    return written.slice(1)
  })
  if (value.includes('\0'))
    complain('The character with the number zero cannot be shown.', start, length, 'value')
  else if (closed && !value.isWellFormed())
    complain('An escape here makes half a character.', start, length, 'value')
  return { type: 'string', offset: start, length, value }
}

/** Pictures are texts of many thousand characters; the engine's own search passes over them faster. */
const LONG_TEXT = 256

/** The closing quote of a long text without escapes and control characters; -1 for any other. */
function endOfLongText(text: string, from: number): number {
  for (let at = from; at < from + 24; at++) if (text.charCodeAt(at) === 0x22) return -1
  const quote = text.indexOf('"', from + 24)
  if (quote - from < LONG_TEXT) return -1
  return /[\x00-\x1f\\]/.test(text.slice(from, quote)) ? -1 : quote
}

const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|[\s\S]|$)/g
const SHORT_ESCAPES = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

function unescapeOne(written: string): string | null {
  if (written.length === 6) return String.fromCharCode(Number.parseInt(written.slice(2), 16))
  return SHORT_ESCAPES.get(written.slice(1)) ?? null
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

function readWord(word: string, offset: number, complain: Complain): JsonNode {
  const length = word.length
  if (word === 'true' || word === 'false')
    return { type: 'boolean', offset, length, value: word === 'true' }
  if (word === 'null') return { type: 'null', offset, length, value: null }
  if (NUMBER.test(word)) {
    const value = Number(word)
    if (!keepsItsValue(word, value))
      complain('This number is too large to be kept exactly.', offset, length, 'value')
    return { type: 'number', offset, length, value }
  }
  complain(`"${shorten(word)}" is not a JSON value.`, offset, Math.min(length, 200))
  return { type: 'null', offset, length, value: null }
}

/** Numbers past the range of a double, and whole ones past 2^53, change when they are read. */
const keepsItsValue = (word: string, value: number): boolean =>
  Number.isFinite(value) &&
  (word.length < 16 || !Number.isInteger(value) || Number.isSafeInteger(value))

const WORD_END = /[\s{}[\],:"]|\/[/*]/g

function endOfWord(text: string, start: number): number {
  WORD_END.lastIndex = start + 1
  return WORD_END.exec(text)?.index ?? text.length
}

function endOfComment(text: string, start: number): number {
  const line = text[start + 1] === '/'
  const found = text.indexOf(line ? '\n' : '*/', start + 2)
  if (found === -1) return text.length
  return line ? found : found + 2
}

const COLON_NEXT = /[ \t\r\n]*:/y

function nextIsColon(text: string, at: number): boolean {
  COLON_NEXT.lastIndex = at
  return COLON_NEXT.test(text)
}

function reportDuplicates(members: readonly JsonMember[], errors: ParseProblem[]) {
  if (members.length < 2 || !hasDuplicates(members)) return
  const seen = new Set<string>()
  for (const { key } of members) {
    // Half the room at most, so that duplicates never crowd out what breaks the text.
    if (seen.has(key.value) && errors.length < MAX_PARSE_PROBLEMS / 2) {
      errors.push({
        kind: 'duplicate-key',
        message: `The property "${shorten(key.value)}" is written twice in this object.`,
        offset: key.offset,
        length: key.length,
      })
    }
    seen.add(key.value)
  }
}

/** Most objects are small: comparing a few keys costs less than making a set of them. */
function hasDuplicates(members: readonly JsonMember[]): boolean {
  if (members.length > 16)
    return new Set(members.map((member) => member.key.value)).size < members.length
  for (let late = 1; late < members.length; late++)
    for (let early = 0; early < late; early++)
      if (members[early]?.key.value === members[late]?.key.value) return true
  return false
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text)
