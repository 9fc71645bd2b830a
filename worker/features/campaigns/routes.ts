/** Campaigns over HTTP, for the web client. */
import { NewCampaign } from '../../../shared/api/campaigns.ts'
import { problem } from '../../../shared/api/problem.ts'
import { readBody } from '../../http/body.ts'
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { answer, refuse } from '../../http/refuse.ts'
import { createCampaign } from './create.ts'
import { getCampaign, listCampaigns } from './store.ts'

const list: Handler = async (c) =>
  c.json({ campaigns: await listCampaigns(c.get('db'), c.get('workspaceId')) })

const get: Handler = async (c) => {
  const campaign = await getCampaign(
    c.get('db'),
    c.get('workspaceId'),
    c.req.param('campaignId') ?? '',
  )
  return campaign ? c.json(campaign) : refuse(c, problem('not-found'))
}

const create: Handler = async (c) => {
  const wanted = await readBody(c, NewCampaign)
  const by = { workspaceId: c.get('workspaceId'), createdBy: c.get('actor').id }
  return answer(c, await createCampaign(c.env, c.get('db'), by, wanted, Date.now()), 201)
}

export const campaignRoutes = {
  'campaigns.list': list,
  'campaigns.get': get,
  'campaigns.create': create,
} satisfies Partial<Handlers>
