/** What the cut-over page asks of the server, and every act in a run. All throw ApiProblem. */
import { useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import { CutOver, type StartCutOver, type SubmitSuccessor } from '../../../shared/api/cut-overs.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { queryClient } from '../../api/query-client.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'

const keyOf = (workspaceId: string, publicId: string) =>
  ['cut-over', workspaceId, publicId] as const

/** The run that a version is in, kept fresh by the live feed. */
export function useCutOver(publicId: Accessor<string>, flowId: Accessor<string>) {
  const workspace = useWorkspace()
  const refresh = () =>
    void queryClient.invalidateQueries({ queryKey: keyOf(workspace.id, publicId()) })
  const query = useQuery(() => ({
    queryKey: keyOf(workspace.id, publicId()),
    queryFn: ({ signal }) =>
      request(
        'cutOver.get',
        { workspaceId: workspace.id, publicId: publicId() },
        { signal, reply: CutOver },
      ),
  }))
  useFeed(() => {
    const run = known(query)?.run
    const versions = run ? [run.old.publicId, run.new.publicId] : [publicId()]
    return [
      `cut-over:${flowId()}`,
      'templates',
      'campaigns',
      'messages',
      ...versions.map((id) => `flow:${id}` as const),
    ]
  }, refresh)
  return { query, refresh }
}

/** Publishes a draft in the place of a live version, as the first step of a run. */
export const startCutOver = (
  which: { workspaceId: string; publicId: string },
  body: StartCutOver,
): Promise<CutOver> => request('cutOver.start', which, { body, reply: CutOver })

/** Every act in one run. */
export function cutOverActs(workspaceId: string, cutOverId: string) {
  const params = { workspaceId, cutOverId }
  const sent = { body: {}, reply: CutOver } as const
  return {
    submit: (templateId: string, body: SubmitSuccessor) =>
      request('cutOver.submit', { ...params, templateId }, { body, reply: CutOver }),
    skip: (templateId: string) =>
      request('cutOver.skip', { ...params, templateId }, { reply: CutOver }),
    carryOn: () => request('cutOver.carryOn', params, sent),
    deprecate: () => request('cutOver.deprecate', params, sent),
    stop: () => request('cutOver.stop', params, sent),
    rollBack: () => request('cutOver.rollBack', params, sent),
  }
}
