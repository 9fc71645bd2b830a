/** Collects findings while rules run, and turns them into positioned diagnostics at the end. */
import { type JsonNode, pathTo } from '../json-node.ts'
import { lineStartsOf, positionIn } from '../position.ts'
import type { Diagnostic, Severity } from './diagnostic.ts'

/** More findings than this help nobody; errors have their own room, so the verdict stays right. */
export const MAX_FINDINGS_PER_SEVERITY = 500

type Finding = {
  code: string
  severity: Severity
  message: string
  node: JsonNode | null
  offset: number
  length: number
}

export class Report {
  readonly #findings: Finding[] = []
  readonly #counts = { error: 0, warning: 0, info: 0 }

  get errorCount(): number {
    return this.#counts.error
  }

  /** A report for a second look at something that is reported elsewhere; its findings are dropped. */
  silent(): Report {
    return new Report()
  }

  /** A finding at a node: a value, or the key of a property. */
  at(node: JsonNode, severity: Severity, code: string, message: string): void {
    this.#add({ code, severity, message, node, offset: node.offset, length: node.length })
  }

  /** A finding at a stretch of text that is no node of its own. */
  span(offset: number, length: number, severity: Severity, code: string, message: string): void {
    this.#add({ code, severity, message, node: null, offset, length })
  }

  #add(finding: Finding): void {
    if (this.#counts[finding.severity]++ < MAX_FINDINGS_PER_SEVERITY) this.#findings.push(finding)
  }

  /** In text order, equal findings at one place only once. */
  diagnostics(text: string, root: JsonNode | null): Diagnostic[] {
    if (this.#findings.length === 0) return []
    const lineStarts = lineStartsOf(text)
    const seen = new Set<string>()
    const diagnostics: Diagnostic[] = []
    for (const { node, code, severity, message, offset, length } of this.#findings) {
      const key = `${offset} ${length} ${code} ${message}`
      if (seen.has(key)) continue
      seen.add(key)
      const start = positionIn(lineStarts, offset)
      const end = positionIn(lineStarts, offset + length)
      diagnostics.push({
        code,
        severity,
        message,
        path: node ? pathTo(root, node) : '',
        lineStart: start.line,
        lineEnd: end.line,
        columnStart: start.column,
        columnEnd: end.column,
        offset,
        length,
      })
    }
    return diagnostics.sort((a, b) => a.offset - b.offset || a.length - b.length)
  }
}
