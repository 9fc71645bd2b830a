/** The message log from the server, page by page, and single messages. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import { MessageList } from '../../../shared/api/campaigns.ts'
import { MessageDetail } from '../../../shared/api/message-diagnosis.ts'
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

/** One message with what is known about it where something seems wrong; asked anew whenever it is opened. */
export function useMessageDetail(id: Accessor<string>) {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: ['message', workspace.id, id()],
    queryFn: ({ signal }) =>
      request(
        'messages.get',
        { workspaceId: workspace.id, messageId: id() },
        { reply: MessageDetail, signal },
      ),
  }))
}
