/** Rows inside rows: how a value that is an object shows its own properties. */
import { type Component, createContext, useContext } from 'solid-js'
import type { PropertySpec } from '../../../../shared/flow/catalogue/index.ts'
import type { Holder } from './holder.ts'

/** What a row's field stands in: which component, its options, whether a Form is around it. */
export type Around = {
  kind: string
  inForm: boolean
  /** Ids of the component's own options. */
  options: readonly string[]
  /** Keys of a Switch's cases. */
  cases: readonly string[]
}

export type RowsProps = {
  holder: Holder
  specs: readonly PropertySpec[]
  around: Around
  /** Properties edited elsewhere. */
  without?: readonly string[]
}

export const RowsContext = createContext<Component<RowsProps>>()

export function useRows(): Component<RowsProps> {
  const rows = useContext(RowsContext)
  if (!rows) throw new Error('A value stands outside of rows.')
  return rows
}

/** What every field of a value is handed. */
export type ValueProps = {
  id: string
  spec: PropertySpec
  holder: Holder
  around: Around
  describedBy?: string | undefined
}
