/** One version as the server knows it, kept fresh by the live feed. */
import { useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import { VersionDetail } from '../../../../shared/api/flows.ts'
import { useFeed } from '../../../api/feed.ts'
import { queryClient } from '../../../api/query-client.ts'
import { request } from '../../../api/request.ts'
import { useWorkspace } from '../../../api/workspace.ts'

export const versionKey = (workspaceId: string, publicId: string) =>
  ['version', workspaceId, publicId] as const

/** The query of a version; it is asked again whenever something about it changed. */
export function useVersion(publicId: Accessor<string>) {
  const workspace = useWorkspace()
  const refresh = () =>
    void queryClient.invalidateQueries({ queryKey: versionKey(workspace.id, publicId()) })
  useFeed(() => [`flow:${publicId()}`, 'flows'], refresh)
  const query = useQuery(() => ({
    queryKey: versionKey(workspace.id, publicId()),
    queryFn: ({ signal }) =>
      request(
        'versions.get',
        { workspaceId: workspace.id, publicId: publicId() },
        { signal, reply: VersionDetail },
      ),
  }))
  return { query, refresh }
}
