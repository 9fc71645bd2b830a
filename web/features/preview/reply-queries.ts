/** What the preview asks the server about saved replies: the list, kept fresh by the feed, and every change to it. */
import { useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import {
  type ChangeReply,
  type NewReply,
  ReplyList,
  SavedReply,
} from '../../../shared/api/replies.ts'
import { useFeed } from '../../api/feed.ts'
import { queryClient } from '../../api/query-client.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'

/** The saved replies of a version's flow; asked for once somebody needs them. Its changes throw ApiProblem. */
export function useReplies(publicId: string, isNeeded: Accessor<boolean>) {
  const workspace = useWorkspace()
  const which = { workspaceId: workspace.id, publicId }
  const key = ['replies', workspace.id, publicId]
  const refresh = () => queryClient.invalidateQueries({ queryKey: key })
  useFeed(
    () => [`replies:${publicId}`],
    () => void refresh(),
  )
  const query = useQuery(() => ({
    queryKey: key,
    queryFn: ({ signal }) => request('replies.list', which, { signal, reply: ReplyList }),
    enabled: isNeeded(),
  }))
  const afterwards = async <T>(work: Promise<T>): Promise<T> => {
    const done = await work
    await refresh()
    return done
  }
  return {
    query,
    create: (body: NewReply) =>
      afterwards(request('replies.create', which, { body, reply: SavedReply })),
    change: (replyId: string, body: ChangeReply) =>
      afterwards(request('replies.change', { ...which, replyId }, { body, reply: SavedReply })),
    remove: (replyId: string) => afterwards(request('replies.delete', { ...which, replyId })),
  }
}

export type Replies = ReturnType<typeof useReplies>
