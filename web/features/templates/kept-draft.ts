/** Keeps the entries of a form over a reload of its page, in this tab alone. */
import { TemplateDraft } from './template-draft.ts'

const place = (workspaceId: string, search: string) => `template-draft ${workspaceId} ${search}`

/** What was entered at this address before, or null. */
export function readKept(workspaceId: string, search: string): TemplateDraft | null {
  try {
    const kept = sessionStorage.getItem(place(workspaceId, search))
    return kept === null ? null : (TemplateDraft.safeParse(JSON.parse(kept)).data ?? null)
  } catch {
    return null
  }
}

export function keep(workspaceId: string, search: string, draft: TemplateDraft): void {
  try {
    sessionStorage.setItem(place(workspaceId, search), JSON.stringify(draft))
  } catch {
    // Without storage the entries last as long as the page.
  }
}

export function forget(workspaceId: string, search: string): void {
  try {
    sessionStorage.removeItem(place(workspaceId, search))
  } catch {
    // Nothing was kept.
  }
}
