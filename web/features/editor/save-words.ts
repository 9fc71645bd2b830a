/** Turns what the room knows of one's edits into the words in the top bar. */
import type { SaveState } from '../../collab/save-state.ts'
import type { SaveWords } from './save-state.tsx'

/** `readOnly`: there is nothing to save, so only the connection is news. */
export function saveWords(state: SaveState, readOnly: boolean): SaveWords {
  if (state === 'cannot-save')
    return { tone: 'bad', words: "Can't save – copy your work", copy: true }
  if (state === 'offline')
    return {
      tone: 'away',
      words: readOnly ? 'Offline' : 'Offline – changes kept on this device',
      copy: false,
    }
  if (readOnly) return { tone: 'good', words: 'Live', copy: false }
  return state === 'saving'
    ? { tone: 'busy', words: 'Saving…', copy: false }
    : { tone: 'good', words: 'Saved', copy: false }
}
