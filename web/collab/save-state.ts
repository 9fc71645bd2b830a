/** What a page may truthfully say about its edits. */

/** - saving: on the way to the server; - saved: durable there; - offline: kept on this device until the server is back;
 * - cannot-save: the server will not take them, or this device cannot keep them: copy your work. */
export type SaveState = 'saving' | 'saved' | 'offline' | 'cannot-save'

export type SaveFacts = {
  /** `opening` until the first attempt succeeds or fails; `ended` when the server closed for good. */
  link: 'opening' | 'open' | 'lost' | 'ended'
  /** Edits of this page that the server has not acknowledged. */
  unsaved: boolean
  /** Whether this device holds those edits beyond the page's life. */
  kept: boolean
  readOnly: boolean
}

export function saveState({ link, unsaved, kept, readOnly }: SaveFacts): SaveState {
  if (link === 'ended') return 'cannot-save'
  if (unsaved && readOnly && link === 'open') return 'cannot-save'
  if (link === 'lost') return unsaved && !kept ? 'cannot-save' : 'offline'
  return unsaved ? 'saving' : 'saved'
}
