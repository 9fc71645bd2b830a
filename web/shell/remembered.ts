/** What this device remembers of how somebody works: one word of a few, or a yes or no. */
import { type Accessor, createSignal } from 'solid-js'

/** Reads the stored word where it is one of these, else `first`; without storage it lasts as long as the page. */
export function createRememberedWord<Word extends string>(
  key: string,
  words: readonly Word[],
  first: Word,
): [Accessor<Word>, (next: Word) => void] {
  const read = (): Word => {
    try {
      const stored = localStorage.getItem(key)
      return words.find((word) => word === stored) ?? first
    } catch {
      return first
    }
  }
  const [value, setValue] = createSignal<Word>(read())
  return [
    value,
    (next) => {
      setValue(() => next)
      try {
        localStorage.setItem(key, next)
      } catch {
        // The page still has it.
      }
    },
  ]
}

/** The same for a yes or no. */
export function createRemembered(
  key: string,
  first: boolean,
): [Accessor<boolean>, (next: boolean) => void] {
  const [word, setWord] = createRememberedWord(key, ['yes', 'no'], first ? 'yes' : 'no')
  return [() => word() === 'yes', (next) => setWord(next ? 'yes' : 'no')]
}
