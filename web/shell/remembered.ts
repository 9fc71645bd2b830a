/** A yes or no that this device remembers. */
import { type Accessor, createSignal } from 'solid-js'

/** Reads the stored answer, else `first`; without storage it lasts as long as the page. */
export function createRemembered(
  key: string,
  first: boolean,
): [Accessor<boolean>, (next: boolean) => void] {
  const read = (): boolean => {
    try {
      const stored = localStorage.getItem(key)
      return stored === null ? first : stored === 'yes'
    } catch {
      return first
    }
  }
  const [value, setValue] = createSignal(read())
  return [
    value,
    (next) => {
      setValue(next)
      try {
        localStorage.setItem(key, next ? 'yes' : 'no')
      } catch {
        // The page still has it.
      }
    },
  ]
}
