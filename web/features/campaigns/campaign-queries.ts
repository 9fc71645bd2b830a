/** What the campaign pages ask the server. */
import { useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import { Campaign, CampaignList } from '../../../shared/api/campaigns.ts'
import { TemplateList } from '../../../shared/api/templates.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'

export function useCampaigns() {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: ['campaigns', workspace.id],
    queryFn: ({ signal }) =>
      request('campaigns.list', { workspaceId: workspace.id }, { reply: CampaignList, signal }),
  }))
}

export function useCampaign(id: Accessor<string>) {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: ['campaign', workspace.id, id()],
    queryFn: ({ signal }) =>
      request(
        'campaigns.get',
        { workspaceId: workspace.id, campaignId: id() },
        { reply: Campaign, signal },
      ),
  }))
}

/** Every template, for choosing one to send. */
export function useTemplateChoices() {
  const workspace = useWorkspace()
  return useQuery(() => ({
    queryKey: ['templates', workspace.id, ''],
    queryFn: ({ signal }) =>
      request('templates.list', { workspaceId: workspace.id }, { reply: TemplateList, signal }),
  }))
}
