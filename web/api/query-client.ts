/** The cache of what the server said: how fresh, how often asked again, and what returns after an interruption. */
import { QueryClient } from '@tanstack/solid-query'
import { onBack } from './connection.ts'
import { ApiProblem } from './problem.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Our own server may be this laptop: ask it whatever the browser thinks of the network.
      networkMode: 'always',
      // Refusals stay refusals. Only what broke on the server's side is worth a second question; while it is down,
      // connection.ts asks and everything is fetched again afterwards.
      retry: (tries, error) =>
        error instanceof ApiProblem && error.kind === 'server-error' && tries < 2,
      // Lists keep their rows' objects over refetches, so that focus and open menus survive.
      reconcile: 'id',
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

onBack(() => void queryClient.invalidateQueries())
