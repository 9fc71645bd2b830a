/** What the share dialog asks of the server. */
import { useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import { MadeShareLink, type NewShareLink, ShareLinks } from '../../../shared/api/shares.ts'
import { useFeed } from '../../api/feed.ts'
import { queryClient } from '../../api/query-client.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'

const linksKey = (flowId: string) => ['shares', flowId] as const

const lookAgain = (flowId: string): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: linksKey(flowId) })

/** The links of a flow, kept fresh while they show: somebody may open one or end it at any time. */
export function useShareLinks(flowId: Accessor<string>) {
  const workspace = useWorkspace()
  useFeed(
    () => [`shares:${flowId()}`],
    () => void lookAgain(flowId()),
  )
  return useQuery(() => ({
    queryKey: linksKey(flowId()),
    queryFn: ({ signal }) =>
      request(
        'shares.list',
        { workspaceId: workspace.id, flowId: flowId() },
        { signal, reply: ShareLinks },
      ),
  }))
}

/** Makes a link; its address can be read from the answer alone. @throws ApiProblem */
export async function makeShareLink(
  workspaceId: string,
  flowId: string,
  body: NewShareLink,
): Promise<MadeShareLink> {
  const made = await request(
    'shares.create',
    { workspaceId, flowId },
    { body, reply: MadeShareLink },
  )
  void lookAgain(flowId)
  return made
}

/** Ends a link at once. @throws ApiProblem */
export async function revokeShareLink(
  workspaceId: string,
  flowId: string,
  linkId: string,
): Promise<void> {
  await request('shares.revoke', { workspaceId, flowId, linkId })
  await lookAgain(flowId)
}
