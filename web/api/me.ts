/** useMe: who is signed in. */
import { useQuery } from '@tanstack/solid-query'
import { Me } from '../../shared/api/people.ts'
import { queryClient } from './query-client.ts'
import { request } from './request.ts'

export const meKey = ['me'] as const

// Nobody signed in is news only once somebody was: before that the sign-in page follows by itself.
const fetchMe = (signal?: AbortSignal) =>
  request(
    'me',
    {},
    {
      reply: Me,
      quiet: queryClient.getQueryData(meKey) === undefined,
      ...(signal ? { signal } : {}),
    },
  )

/** The query of who is signed in; its error is `not-signed-in` where nobody is. Read its data through `known`. */
export const useMe = () =>
  useQuery(() => ({
    queryKey: meKey,
    queryFn: ({ signal }) => fetchMe(signal),
    staleTime: 60_000,
  }))

/** Asks again who is signed in, past the cache. @throws ApiProblem */
export const refreshMe = (): Promise<Me> =>
  queryClient.fetchQuery({ queryKey: meKey, queryFn: () => fetchMe(), staleTime: 0 })
