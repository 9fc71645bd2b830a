/** useWorkspace: the workspace one works in, and what one may do there. */
import { createRoot, createSignal } from 'solid-js'
import { type Capability, can, type Role } from '../../shared/access.ts'
import type { WorkspaceSummary } from '../../shared/api/people.ts'
import { known } from './known.ts'
import { useMe } from './me.ts'
import { queryClient } from './query-client.ts'

const storeKey = 'flowroom.workspace'
const [chosenId, setChosenId] = createRoot(() => createSignal(readChosen()))

export type Workspace = {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly capabilities: readonly Capability[]
  readonly subaccounts: readonly string[]
  /** Every workspace of the signed-in person. */
  readonly all: readonly WorkspaceSummary[]
  can: (need: Capability) => boolean
}

/**
 * The current workspace, its fields read live (do not destructure). Pages inside the shell only run once there is one.
 * The choice is remembered on this device; an unknown or lost one falls back to the first.
 */
export function useWorkspace(): Workspace {
  const me = useMe()
  const all = () => known(me)?.workspaces ?? []
  const current = () => pick(all(), chosenId())
  const need = () => {
    const workspace = current()
    if (!workspace) throw new Error('No workspace: useWorkspace() runs inside the shell only.')
    return workspace
  }
  return {
    get id() {
      return need().id
    },
    get name() {
      return need().name
    },
    get role() {
      return need().role
    },
    get capabilities() {
      return need().capabilities
    },
    get subaccounts() {
      return need().subaccounts
    },
    get all() {
      return all()
    },
    can: (capability) => can(current()?.capabilities ?? [], capability),
  }
}

/** Goes to another workspace: what was cached of the old one is dropped. */
export function chooseWorkspace(id: string): void {
  try {
    localStorage.setItem(storeKey, id)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  setChosenId(id)
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' })
}

/** The chosen workspace of a list, else its first. */
export const pick = <W extends { id: string }>(
  all: readonly W[],
  id: string | null,
): W | undefined => all.find((workspace) => workspace.id === id) ?? all[0]

function readChosen(): string | null {
  try {
    return localStorage.getItem(storeKey)
  } catch {
    return null
  }
}
