/** What the flow pages ask of the server. */
import { keepPreviousData, useQuery } from '@tanstack/solid-query'
import { Created, FlowList, type NewFlow } from '../../../shared/api/flows.ts'
import { fileName, saveFile } from '../../api/download.ts'
import { queryClient } from '../../api/query-client.ts'
import { request, requestBlob } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'

const flowsKey = (workspaceId: string) => ['flows', workspaceId] as const

/** The workspace's flows whose name holds `search()`. */
export function useFlows(search: () => string) {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: [...flowsKey(workspace.id), search()],
    queryFn: ({ signal }) =>
      request(
        'flows.list',
        { workspaceId: workspace.id },
        { query: { search: search() }, signal, reply: FlowList },
      ),
    placeholderData: keepPreviousData,
  }))
}

export const lookAgain = (workspaceId: string): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: flowsKey(workspaceId) })

export const createFlow = (workspaceId: string, body: NewFlow): Promise<Created> =>
  request('flows.create', { workspaceId }, { body, reply: Created })

/** Every act on one version, by its public id. All throw ApiProblem. */
export const versionActs = (workspaceId: string, publicId: string) => {
  const params = { workspaceId, publicId }
  return {
    deprecate: () => request('versions.deprecate', params, { body: {} }),
    draft: () => request('versions.draft', params, { body: {}, reply: Created }),
    duplicate: () => request('versions.duplicate', params, { body: {}, reply: Created }),
    remove: () => request('versions.delete', params),
    exportJson: async (name: string) =>
      saveFile(await requestBlob('versions.json', params), fileName(name, 'json')),
  }
}
