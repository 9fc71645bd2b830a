/** What the history page asks the server: the past, one change, the text now; and to put a state back. */
import { keepPreviousData, useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import { HistoryChange, HistoryList } from '../../../shared/api/history.ts'
import { useFeed } from '../../api/feed.ts'
import { queryClient } from '../../api/query-client.ts'
import { request, send } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'

export type Which = { workspaceId: string; publicId: string }

/** The past of a version, asked again when somebody edits it or names a state. */
export function useHistory(publicId: Accessor<string>) {
  const workspace = useWorkspace()
  const key = () => ['history', workspace.id, publicId()]
  const refresh = () => void queryClient.invalidateQueries({ queryKey: key() })
  useFeed(() => [`flow:${publicId()}`, 'flows'], refresh)
  const which = () => ({ workspaceId: workspace.id, publicId: publicId() })
  const list = useQuery(() => ({
    queryKey: [...key(), 'list'],
    queryFn: ({ signal }) => request('history.list', which(), { signal, reply: HistoryList }),
  }))
  const now = useQuery(() => ({
    queryKey: [...key(), 'now'],
    queryFn: async ({ signal }) => (await send('versions.json', which(), { signal })).text(),
  }))
  return { list, now, refresh }
}

/** What one checkpoint changed; it never changes again. */
export function useChange(publicId: Accessor<string>, checkpoint: Accessor<number | null>) {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: ['history-change', workspace.id, publicId(), checkpoint()],
    queryFn: ({ signal }) =>
      request(
        'history.change',
        { workspaceId: workspace.id, publicId: publicId(), checkpoint: String(checkpoint()) },
        { signal, reply: HistoryChange },
      ),
    enabled: checkpoint() !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  }))
}

/** The text of a named state. */
export function useNamedText(namedId: Accessor<string | null>) {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: ['named-text', workspace.id, namedId()],
    queryFn: async ({ signal }) =>
      (
        await send(
          'named.json',
          { workspaceId: workspace.id, namedId: namedId() ?? '' },
          { signal },
        )
      ).text(),
    enabled: namedId() !== null,
    staleTime: Number.POSITIVE_INFINITY,
  }))
}

/** Puts a checkpoint's text back into its draft, as an edit that everybody sees. @throws ApiProblem */
export const restoreCheckpoint = (which: Which, checkpoint: number): Promise<unknown> =>
  request('history.restore', { ...which, checkpoint: String(checkpoint) }, { body: {} })

/** Puts a named state's text back, likewise. @throws ApiProblem */
export const restoreNamed = (workspaceId: string, namedId: string): Promise<unknown> =>
  request('named.restore', { workspaceId, namedId }, { body: {} })
