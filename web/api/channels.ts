/** useChannels: the workspace's channels, and the one-click sandbox channel. */
import { useQuery } from '@tanstack/solid-query'
import { Channel, ChannelList } from '../../shared/api/channels.ts'
import { queryClient } from './query-client.ts'
import { request } from './request.ts'
import { useWorkspace } from './workspace.ts'

export const channelsKey = (workspaceId: string) => ['channels', workspaceId] as const

export function useChannels() {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: channelsKey(workspace.id),
    queryFn: ({ signal }) =>
      request('channels.list', { workspaceId: workspace.id }, { signal, reply: ChannelList }),
    staleTime: 60_000,
  }))
}

/** Makes the workspace's sandbox channel. @throws ApiProblem */
export async function connectSandbox(workspaceId: string): Promise<Channel> {
  const channel = await request(
    'channels.create',
    { workspaceId },
    { body: { kind: 'sandbox' }, reply: Channel },
  )
  await queryClient.invalidateQueries({ queryKey: channelsKey(workspaceId) })
  return channel
}
