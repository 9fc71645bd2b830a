/** What every drawn component shares: where events go, where sheets open, what is pointed at. */
import { type Accessor, createContext, useContext } from 'solid-js'
import type { RunEvent } from '../../../shared/flow/interpret/state.ts'
import type { Pointing } from './pointing.ts'

export type ScreenContext = {
  send: (event: RunEvent) => void
  /** Where option sheets and calendars are put: over the whole screen, under its rounded corners. */
  overlay: Accessor<HTMLElement | undefined>
  /** While a sheet is open the screen beneath takes no focus; returns what ends it. */
  cover: () => () => void
  /** Opens a link of a formatted text where the browser is not to do it by itself. */
  open?: ((url: string) => void) | undefined
  pointing?: Accessor<Pointing | undefined> | undefined
}

export const ScreenContext = createContext<ScreenContext>()

export function useScreen(): ScreenContext {
  const screen = useContext(ScreenContext)
  if (!screen) throw new Error('A flow component stands outside a FlowScreen.')
  return screen
}
