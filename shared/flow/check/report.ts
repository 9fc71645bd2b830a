/** Collects findings while rules run, and turns them into positioned diagnostics at the end. */
import { type JsonNode, type JsonObject, pathAt, pathTo, valueUnder } from '../json-node.ts'
import { lineStartsOf, positionIn } from '../position.ts'
import type { Diagnostic, Fix, Severity } from './diagnostic.ts'
import { type RuleId, rules } from './rules.ts'

/** More findings than this help nobody; errors have their own room, so the verdict stays right. */
export const MAX_FINDINGS_PER_SEVERITY = 500

/** Costly words are made only for findings that are kept. */
export type Words = string | (() => string)

/** The checked text, as fixes need it. */
export type Source = { readonly text: string; readonly root: JsonNode | null }

/** Works out a fix when the finding is kept; null where there is none after all. */
export type MakeFix = (source: Source) => Fix | null

type More = {
  /** A severity other than the rule's own. */
  severity?: Severity
  /** A code other than the rule's own. */
  code?: (typeof rules)[RuleId]['code']
  fixes?: readonly MakeFix[]
}

type Finding = {
  rule: RuleId
  message: string
  /** Whose path is given; null where the offset decides. */
  node: JsonNode | null
  offset: number
  length: number
  more: More | undefined
}

const NO_FIXES = { fixes: [] as Fix[] }

/** Works fixes out when somebody asks for them: most findings are only counted or listed. */
function offerFixes(
  diagnostic: Diagnostic | undefined,
  makers: readonly MakeFix[],
  source: Source,
): void {
  if (!diagnostic) return
  let made: Fix[] | null = null
  Object.defineProperty(diagnostic, 'fixes', {
    enumerable: true,
    get: () => {
      made ??= makers.flatMap((make) => make(source) ?? [])
      return made
    },
  })
}

export class Report {
  readonly #findings: Finding[] = []
  readonly #counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 }

  get errorCount(): number {
    return this.#counts.error
  }

  /** A report for a second look at something that is reported elsewhere; its findings are dropped. */
  silent(): Report {
    return new Report()
  }

  /** A finding at a node: a value, or the key of a property. */
  at(node: JsonNode, rule: RuleId, message: Words, more?: More) {
    this.#add(rule, message, node, node.offset, node.length, more)
  }

  /** A finding about an object as a whole: its path, but the range of its `type`, `id` or first key. */
  about(object: JsonObject, rule: RuleId, message: Words, more?: More) {
    const head = valueUnder(object, 'type') ?? valueUnder(object, 'id') ?? object.members[0]?.key
    const { offset, length } = head ?? { offset: object.offset, length: 1 }
    this.#add(rule, message, object, offset, length, more)
  }

  /** A finding at a part of a node, such as a place inside a text. */
  within(
    node: JsonNode,
    offset: number,
    length: number,
    rule: RuleId,
    message: Words,
    more?: More,
  ) {
    this.#add(rule, message, node, offset, length, more)
  }

  /** A finding at a stretch of text that is no node of its own. */
  span(offset: number, length: number, rule: RuleId, message: Words, more?: More) {
    this.#add(rule, message, null, offset, length, more)
  }

  #add(
    rule: RuleId,
    message: Words,
    node: JsonNode | null,
    offset: number,
    length: number,
    more: More | undefined,
  ) {
    const severity = more?.severity ?? rules[rule].severity
    if (this.#counts[severity]++ >= MAX_FINDINGS_PER_SEVERITY) return
    const words = typeof message === 'string' ? message : message()
    this.#findings.push({ rule, message: words, node, offset, length, more })
  }

  /** In text order, equal findings at one place only once. */
  diagnostics(source: Source): Diagnostic[] {
    if (this.#findings.length === 0) return []
    const { text, root } = source
    const lineStarts = lineStartsOf(text)
    const seen = new Set<string>()
    const diagnostics: Diagnostic[] = []
    for (const { node, rule, message, offset, length, more } of this.#findings) {
      const code = more?.code ?? rules[rule].code
      const key = `${offset} ${length} ${code} ${message}`
      if (seen.has(key)) continue
      seen.add(key)
      const start = positionIn(lineStarts, offset)
      const end = positionIn(lineStarts, offset + length)
      diagnostics.push({
        code,
        severity: more?.severity ?? rules[rule].severity,
        rule,
        message,
        path: node ? pathTo(root, node) : pathAt(root, offset),
        lineStart: start.line,
        lineEnd: end.line,
        columnStart: start.column,
        columnEnd: end.column,
        offset,
        length,
        ...NO_FIXES,
      })
      if (more?.fixes?.length) offerFixes(diagnostics[diagnostics.length - 1], more.fixes, source)
    }
    return diagnostics.sort((a, b) => a.offset - b.offset || a.length - b.length)
  }
}
