/** What a rehearsal says: how much of a flow was reached, and what is wrong with its ways. */
import type { Steps } from '../interpret/index.ts'

export type FindingKind =
  /** A screen from which the flow cannot end. */
  | 'dead-end'
  /** A way that leads round and round; advice where another way ends the flow. */
  | 'loop'
  | 'unreachable-screen'
  | 'unreachable-branch'
  /** Asked for, but in no answer or request. */
  | 'field-never-sent'
  /** A picture that phones cannot show. */
  | 'image-broken'
  /** What a phone would show as an error in place of the screen. */
  | 'runtime-error'
  /** A text that phones show shorter than it is written; always advice. */
  | 'text-cut-off'

export type Finding = {
  readonly kind: FindingKind
  /** Advice does not make a rehearsal fail. */
  readonly severity: 'problem' | 'advice'
  /** The screen, component, branch or property: `screens[0].layout.children[1]`. */
  readonly path: string
  readonly message: string
  /** The screen it is on, where there is one. */
  readonly screen: string | null
  /** What leads there, as `flowroom run` takes it. */
  readonly steps: Steps
}

export type Coverage = {
  readonly total: number
  readonly reached: number
  /** Paths of what was not reached, in text order. */
  readonly unreached: readonly string[]
}

export type EdgeCoverage = Coverage & {
  /** Of those reached: by an answer made from the target's example data. */
  readonly byExample: number
}

export type Rehearsal = {
  readonly screens: Coverage
  readonly edges: EdgeCoverage
  /** Branches of If and cases of Switch. */
  readonly branches: Coverage
  /** Validation rules: reached when a breaking value was refused and one at the bound was taken. */
  readonly rules: Coverage
  readonly findings: readonly Finding[]
  readonly budget: {
    /** Events that may be played, and those that were. */
    readonly events: number
    readonly used: number
    /** Ways were left untried when the budget ran out. */
    readonly exhausted: boolean
  }
}

/** How far a rehearsal has come. */
export type Progress = {
  readonly screens: { readonly total: number; readonly reached: number }
  readonly branches: { readonly total: number; readonly reached: number }
  /** Events played, and the most that will be. */
  readonly used: number
  readonly budget: number
}

export type RehearseOptions = {
  /** Events that may be played; `REHEARSAL_BUDGET` when absent. */
  readonly budget?: number
  /** Events between two reports of progress; `REHEARSAL_SLICE` when absent. */
  readonly slice?: number
}

/** Why a text cannot be rehearsed; line and column count from 1. */
export type NotRehearsed = {
  readonly kind: 'not-json' | 'no-screens'
  readonly message: string
  readonly line: number
  readonly column: number
}
