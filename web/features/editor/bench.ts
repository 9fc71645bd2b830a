/** What canvas, map and properties know of the flow that they show, and whether it can be changed. */
import { type Accessor, createContext, useContext } from 'solid-js'
import type { BindingChoice } from '../../../shared/flow/build/bindings.ts'
import type { Diagnostic } from '../../../shared/flow/check/index.ts'
import type { Flow, Screen } from '../../../shared/flow/flow.ts'
import type { Editing } from './editing.ts'

export type Bench = {
  /** The newest sound flow. */
  flow: Accessor<Flow | null>
  /** Whether the text is sound at this very moment; between two keys of a colleague it may not be. */
  isWhole: Accessor<boolean>
  /** The screen at hand. */
  screen: Accessor<Screen | null>
  /** Why nothing can be changed just now, in a sentence; null where it can. */
  hindrance: Accessor<string | null>
  /** What a value on the screen at hand may be bound to. */
  bindings: () => readonly BindingChoice[]
  /** Those of them that conditions and Switch can look at. */
  simpleBindings: () => readonly BindingChoice[]
  editing: Editing
  select: (path: string) => void
  /** Findings about exactly this place. */
  findings: (path: string) => readonly Diagnostic[]
  /** Findings about a component, those about its properties and options included. */
  findingsOf: (component: string) => readonly Diagnostic[]
}

export const BenchContext = createContext<Bench>()

export function useBench(): Bench {
  const bench = useContext(BenchContext)
  if (!bench) throw new Error('This stands outside the editor.')
  return bench
}
