/** What the responses page asks the server. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import { VersionDetail } from '../../../shared/api/flows.ts'
import { ResponseDetail, ResponseList } from '../../../shared/api/responses.ts'
import { pathTo } from '../../../shared/api/routes.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { type DayRange, rangeBounds } from './day-range.ts'

/** The range as the server takes it: ISO 8601, half-open. */
export function rangeQuery(range: DayRange): { from?: string; to?: string } {
  const { from, to } = rangeBounds(range)
  return {
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
  }
}

export function useVersion(publicId: Accessor<string>) {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: ['version', workspace.id, publicId()],
    queryFn: ({ signal }) =>
      request(
        'versions.get',
        { workspaceId: workspace.id, publicId: publicId() },
        { reply: VersionDetail, signal },
      ),
  }))
}

/** Responses of the version's flow, newest first, a hundred a page. */
export function useResponses(publicId: Accessor<string>, range: Accessor<DayRange>) {
  const workspace = useWorkspace()
  return useInfiniteQuery(() => ({
    queryKey: ['responses', workspace.id, publicId(), range()],
    queryFn: ({ pageParam, signal }) =>
      request(
        'responses.list',
        { workspaceId: workspace.id, publicId: publicId() },
        {
          query: { ...rangeQuery(range()), before: pageParam, limit: 100 },
          reply: ResponseList,
          signal,
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: ResponseList) => last.next,
    placeholderData: keepPreviousData,
  }))
}

/** How many came in the last hour. */
export function useLastHour(publicId: Accessor<string>) {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: ['responses', workspace.id, publicId(), 'last-hour'],
    queryFn: async ({ signal }) => {
      const from = new Date(Date.now() - 3_600_000).toISOString()
      const list = await request(
        'responses.list',
        { workspaceId: workspace.id, publicId: publicId() },
        { query: { from, limit: 1 }, reply: ResponseList, signal },
      )
      return list.total
    },
    refetchInterval: 60_000,
  }))
}

export function useResponse(id: Accessor<string | null>) {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: ['response', workspace.id, id()],
    queryFn: ({ signal }) =>
      request(
        'responses.get',
        { workspaceId: workspace.id, responseId: id() ?? '' },
        { reply: ResponseDetail, signal },
      ),
    enabled: id() !== null,
  }))
}

/** The address of the export: the same rows and columns as the table. */
export function exportAddress(workspaceId: string, publicId: string, range: DayRange): string {
  const query = new URLSearchParams(rangeQuery(range)).toString()
  const path = pathTo('responses.export', { workspaceId, publicId })
  return query ? `${path}?${query}` : path
}
