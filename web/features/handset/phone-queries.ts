/** What the handset page knows of phones and their chats. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import { useWorkspace } from '../../api/workspace.ts'
import { type ChatPage, listPhones, readChat } from './phone-api.ts'

export const phonesKey = (workspaceId: string) => ['phones', workspaceId] as const
export const chatKey = (workspaceId: string, number: string) =>
  ['phone-chat', workspaceId, number] as const

export function usePhones(search: Accessor<string>) {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: [...phonesKey(workspace.id), search()],
    queryFn: ({ signal }) => listPhones(workspace.id, search(), signal),
    placeholderData: keepPreviousData,
  }))
}

/** A chat from its end: the first page holds the newest messages, each further one what stood before. */
export function useChat(number: Accessor<string>) {
  const workspace = useWorkspace()
  return useInfiniteQuery(() => ({
    queryKey: chatKey(workspace.id, number()),
    queryFn: ({ pageParam, signal }) => readChat(workspace.id, number(), pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (last: ChatPage) =>
      last.hasEarlier ? (last.messages[0]?.seq ?? null) : null,
  }))
}
