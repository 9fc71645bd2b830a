/** Publishing while the server is killed: each version ends published or editable, as soon as the server is back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../../cli/check/app.ts'
import { flowsOf } from '../../../cli/check/flows.ts'
import { eventually, signedInAs, withKey } from '../../../cli/check/http.ts'
import type { FlowDetails, SavedFlow } from '../../../shared/api/public/flows.ts'
import { blankFlowText } from '../../../shared/flow/blank.ts'
import { exampleFlows } from '../../../shared/flow/index.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app?.stop())

test('a flow that asks an endpoint is published once its address is set, and the provider learns it', async () => {
  const owner = await signedInAs(app, 'owner')
  const { home } = flowsOf(app, owner)
  const text = JSON.stringify({
    data_api_version: '3.0',
    routing_model: { START: [] },
    ...JSON.parse(blankFlowText),
  })
  const { flowId, publicId } = await owner.post<{ flowId: string; publicId: string }>(
    `${home}/flows`,
    { channelId: app.demo.channelId, name: 'Asks', text },
  )
  const publish = () => owner.ask('POST', `${home}/versions/${publicId}/publish`, {})
  const refused = await publish()
  expect(refused.status).toBe(422)
  expect(await refused.json()).toMatchObject({ kind: 'no-endpoint' })
  const set = (endpointUri: unknown) =>
    owner.ask('PATCH', `${home}/flows/${flowId}`, { endpointUri })
  for (const bad of ['http://example.com', 'example.com', 'https://', 7])
    expect((await set(bad)).status).toBe(400)
  expect((await set('https://example.com/flow')).status).toBe(200)
  expect((await publish()).status).toBe(200)
  const detail = await owner.get<{ state: string; endpointUri: string }>(
    `${home}/versions/${publicId}`,
  )
  expect(detail).toMatchObject({ state: 'published', endpointUri: 'https://example.com/flow' })
})

test('a publish that a kill cut off is ended by the restart: published as it was, or a draft again', async () => {
  const key = withKey(app)
  const flows = `/api/v1/accounts/${app.demo.accountId}/channels/${app.demo.channelId}/flows`
  const { text } = exampleFlows[0]!
  const ids: string[] = []
  for (let n = 0; n < 12; n++) {
    const body = { name: `Cut off ${n}`, categories: ['OTHER'], flowJson: text }
    ids.push((await key.post<SavedFlow>(flows, body)).id)
  }
  const asked = ids.map((id) => key.ask('POST', `${flows}/${id}/publish`).catch(() => null))
  // With the first that ended, the others are on their way.
  await Promise.race(asked)
  await app.kill()
  await Promise.all(asked)
  await app.restart()
  for (const id of ids) {
    const ended = await eventually(
      async () => {
        const { status } = await key.get<FlowDetails>(`${flows}/${id}`)
        const renamed = await key.ask('PUT', `${flows}/${id}`, { name: 'Ended' })
        return { status, renamed: renamed.status }
      },
      ({ status, renamed }) => status === 'PUBLISHED' || renamed === 200,
    )
    if (ended.status !== 'PUBLISHED') await key.post(`${flows}/${id}/publish`)
    expect(await (await key.ask('GET', `${flows}/${id}/json`)).text()).toBe(text)
    expect((await key.get<FlowDetails>(`${flows}/${id}`)).status).toBe('PUBLISHED')
  }
}, 120_000)
