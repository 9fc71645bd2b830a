/** What every drawn component shares: where events go, where sheets open, how ids are made unique. */
import { type Accessor, createContext, useContext } from 'solid-js'
import type { RunEvent } from '../../../shared/flow/interpret/state.ts'

export type ScreenContext = {
  send: (event: RunEvent) => void
  /** Where option sheets and calendars are put: over the whole screen, under its rounded corners. */
  overlay: Accessor<HTMLElement | undefined>
  /** While a sheet is open the screen beneath takes no focus; returns what ends it. */
  cover: () => () => void
}

export const ScreenContext = createContext<ScreenContext>()

export function useScreen(): ScreenContext {
  const screen = useContext(ScreenContext)
  if (!screen) throw new Error('A flow component stands outside a FlowScreen.')
  return screen
}
