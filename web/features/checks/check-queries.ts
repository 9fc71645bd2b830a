/** What the checks page asks the server: ticks and evidence; and people's own ticks. */
import { useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import { type CheckId, Checks } from '../../../shared/api/checks.ts'
import { useFeed } from '../../api/feed.ts'
import { queryClient } from '../../api/query-client.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'

type Which = { workspaceId: string; publicId: string }

const keyOf = ({ workspaceId, publicId }: Which) => ['checks', workspaceId, publicId]

/** Asked again when anything of it happens: a tick, a message, an answer, a template's state. */
export function useChecks(version: Accessor<{ publicId: string; flowId: string }>) {
  const workspace = useWorkspace()
  const which = () => ({ workspaceId: workspace.id, publicId: version().publicId })
  const refresh = () => void queryClient.invalidateQueries({ queryKey: keyOf(which()) })
  useFeed(
    () => [`flow:${version().publicId}`, `responses:${version().flowId}`, 'messages', 'templates'],
    refresh,
  )
  const query = useQuery(() => ({
    queryKey: keyOf(which()),
    queryFn: ({ signal }) => request('checks.get', which(), { signal, reply: Checks }),
  }))
  return { query, refresh }
}

/** One's own word that a check holds for the text with this hash. */
export const tick = (which: Which, check: CheckId, sha256: string): Promise<unknown> =>
  request('checks.tick', { ...which, check }, { body: { sha256 } })

export const untick = (which: Which, check: CheckId): Promise<unknown> =>
  request('checks.untick', { ...which, check })
