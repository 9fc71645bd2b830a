/** The message log from the server, page by page. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import { MessageList } from '../../../shared/api/campaigns.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'

/** Messages, newest first: all of them, or those of a campaign, or those that `search` finds. */
export function useMessages(wanted: Accessor<{ campaign?: string; search?: string }>) {
  const workspace = useWorkspace()
  return useInfiniteQuery(() => ({
    queryKey: ['messages', workspace.id, wanted()],
    queryFn: ({ pageParam, signal }) =>
      request(
        'messages.list',
        { workspaceId: workspace.id },
        { query: { ...wanted(), before: pageParam, limit: 50 }, reply: MessageList, signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: MessageList) => last.next,
    placeholderData: keepPreviousData,
  }))
}
