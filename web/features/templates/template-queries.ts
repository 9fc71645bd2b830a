/** What the template pages ask the server. */
import { keepPreviousData, useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import { FlowList } from '../../../shared/api/flows.ts'
import { TemplateDetail, TemplateList } from '../../../shared/api/templates.ts'
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

/** One template with what happened to it. */
export function useTemplate(id: Accessor<string>) {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: ['templates', workspace.id, 'one', id()],
    queryFn: ({ signal }) =>
      request(
        'templates.get',
        { workspaceId: workspace.id, templateId: id() },
        { reply: TemplateDetail, signal },
      ),
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
