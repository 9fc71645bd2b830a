/** The workspace's channels: listed, connected, changed, tested and removed. */
import { useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import {
  Channel,
  type ChannelChange,
  ChannelDetail,
  ChannelList,
  type NewChannel,
  type SettingsWrong,
} from '../../shared/api/channels.ts'
import type { SettingFinding } from '../../shared/channels/providers.ts'
import { useFeed } from './feed.ts'
import { isProblem, wordsFor } from './problem.ts'
import { queryClient } from './query-client.ts'
import { request } from './request.ts'
import { useWorkspace } from './workspace.ts'

export const channelsKey = (workspaceId: string) => ['channels', workspaceId] as const

export function useChannels() {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: [...channelsKey(workspace.id), 'all'],
    queryFn: ({ signal }) =>
      request('channels.list', { workspaceId: workspace.id }, { signal, reply: ChannelList }),
    staleTime: 60_000,
  }))
}

/** One channel with its settings. */
export function useChannel(id: Accessor<string>) {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: [...channelsKey(workspace.id), 'one', id()],
    queryFn: ({ signal }) =>
      request(
        'channels.get',
        { workspaceId: workspace.id, channelId: id() },
        { signal, reply: ChannelDetail },
      ),
  }))
}

/** Looks again whenever a channel changed. */
export function useChannelNews(): void {
  const workspace = useWorkspace()
  useFeed(
    () => ['channels'],
    () => void lookAgain(workspace.id),
  )
}

const lookAgain = (workspaceId: string) =>
  queryClient.invalidateQueries({ queryKey: channelsKey(workspaceId) })

/** Makes a channel: the workspace's sandbox, or a number whose settings pass the test. @throws ApiProblem */
export async function connectChannel(workspaceId: string, body: NewChannel): Promise<Channel> {
  const channel = await request('channels.create', { workspaceId }, { body, reply: Channel })
  await lookAgain(workspaceId)
  return channel
}

/** Renames a channel, or replaces settings of it. @throws ApiProblem */
export async function changeChannel(
  workspaceId: string,
  channelId: string,
  body: ChannelChange,
): Promise<void> {
  await request('channels.change', { workspaceId, channelId }, { body, reply: ChannelDetail })
  await lookAgain(workspaceId)
}

/** Tests a channel's settings as they are. @throws ApiProblem */
export async function testChannel(workspaceId: string, channelId: string): Promise<ChannelDetail> {
  const tested = await request(
    'channels.test',
    { workspaceId, channelId },
    { reply: ChannelDetail },
  )
  await lookAgain(workspaceId)
  return tested
}

/** Has the provider send this channel's news here. @throws ApiProblem */
export async function tellProvider(workspaceId: string, channelId: string): Promise<void> {
  await request('channels.webhook', { workspaceId, channelId })
}

/** `leave` goes away from its page, which would ask for it in vain. @throws ApiProblem */
export async function removeChannel(
  workspaceId: string,
  channelId: string,
  leave: () => void,
): Promise<void> {
  await request('channels.delete', { workspaceId, channelId })
  leave()
  await queryClient.invalidateQueries({ queryKey: [...channelsKey(workspaceId), 'all'] })
}

/** What a refusal says of each setting; of no setting where it is about something else. */
export function findingsIn(error: unknown): SettingFinding[] {
  if (isProblem(error, 'settings-wrong')) return (error.facts as SettingsWrong).findings
  return [{ setting: null, message: wordsFor(error) }]
}
