/** What the template pages ask the server. */
import { keepPreviousData, useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import { FlowList } from '../../../shared/api/flows.ts'
import { TemplateList } from '../../../shared/api/templates.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'

/** Templates whose name or text holds `search`, newest first. */
export function useTemplates(search: Accessor<string> = () => '') {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: ['templates', workspace.id, search()],
    queryFn: ({ signal }) =>
      request(
        'templates.list',
        { workspaceId: workspace.id },
        { query: { search: search() }, reply: TemplateList, signal },
      ),
    placeholderData: keepPreviousData,
  }))
}

/** Every flow, for choosing the one that a button opens. */
export function useFlowChoices() {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: ['flows', workspace.id, 'choices'],
    queryFn: ({ signal }) =>
      request('flows.list', { workspaceId: workspace.id }, { reply: FlowList, signal }),
  }))
}
