/** The emulator's flows, as a program written for the platform meets them. */
import { describe, expect, test } from 'vitest'
import { ask, soundFlow, TestWorld } from './testing/world.ts'

const broken = '{"version":"7.3","screens":[}'
const newFlow = (more: object = {}) => ({
  name: `Flow ${crypto.randomUUID()}`,
  categories: ['SURVEY'],
  ...more,
})
const uploadForm = (text: string | Uint8Array<ArrayBuffer>) => {
  const form = new FormData()
  form.set('file', new File([text], 'flow.json', { type: 'application/json' }))
  form.set('name', 'flow.json')
  form.set('asset_type', 'FLOW_JSON')
  return form
}

describe('access', () => {
  test('a call without a token, with a foreign one or a wrong one answers 401 with code 190', async () => {
    const world = await TestWorld.make()
    const other = await TestWorld.make()
    const unknown = 'SBX.99999999999.x'
    for (const token of [undefined, 'nonsense', unknown, `${world.token}0`, other.token]) {
      const reply = await ask(`/graph/v24.0/${world.wabaId}/flows`, {
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      })
      // A token of another world opens that world, where this account does not exist.
      if (token === other.token) expect(reply.status).toBe(400)
      else expect(reply.status).toBe(401)
      const { error } = (await reply.json()) as { error: { code: number; fbtrace_id: string } }
      expect(error.code).toBe(token === other.token ? 100 : 190)
      expect(error.fbtrace_id).toBeTruthy()
    }
  })

  test('every version is served; unknown paths say so', async () => {
    const world = await TestWorld.make()
    const at = async (path: string) => {
      const headers = { authorization: `Bearer ${world.token}` }
      const reply = await ask(`/graph${path}`, { headers })
      return [reply.status, ((await reply.json()) as { error?: { code: number } }).error?.code]
    }
    expect(await at(`/v1.0/${world.wabaId}/flows`)).toEqual([200, undefined])
    expect(await at(`/v99.0/${world.wabaId}/flows`)).toEqual([200, undefined])
    expect(await at(`/v0.0/${world.wabaId}/flows`)).toEqual([400, 2500])
    expect(await at(`/v24.0/${world.wabaId}/nonsense`)).toEqual([400, 2500])
    expect(await at('/v24.0/4711')).toEqual([400, 100])
    expect(await at(`/v24.0/%E0%A4%A/flows`)).toEqual([400, 2500])
  })

  test('only the app itself makes worlds, and making one twice changes only what is said', async () => {
    const world = await TestWorld.make()
    const refused = await ask('/worlds', {
      method: 'POST',
      headers: { authorization: 'Bearer guess' },
      body: '{}',
    })
    expect(refused.status).toBe(403)
    const id = await world.publishedFlow()
    expect((await world.provision()).status).toBe(200)
    expect((await world.graph('GET', `/${id}`)).body.status).toBe('PUBLISHED')
    expect((await world.provision({ token: 'SBX.1.x' })).status).toBe(400)
  })
})

describe('a flow', () => {
  test('is created by JSON, by a form and by multipart alike', async () => {
    const world = await TestWorld.make()
    const fields = { name: 'In a form', categories: '["SURVEY","OTHER"]', flow_json: soundFlow }
    const form = new URLSearchParams(fields)
    const multipart = new FormData()
    for (const [name, value] of Object.entries({ ...fields, name: 'Multipart' })) {
      multipart.set(name, value)
    }
    for (const body of [newFlow({ name: 'As JSON', flow_json: soundFlow }), form, multipart]) {
      const reply = await world.graph('POST', `/${world.wabaId}/flows`, body)
      expect(reply).toEqual({
        status: 200,
        body: { id: expect.stringMatching(/^\d{16}$/), success: true, validation_errors: [] },
      })
    }
    const { body } = await world.graph('GET', `/${world.wabaId}/flows`)
    expect(body.data.map((flow: { name: string }) => flow.name)).toEqual([
      'Multipart',
      'In a form',
      'As JSON',
    ])
  })

  test('needs a free name, known categories and text as JSON', async () => {
    const world = await TestWorld.make()
    const post = async (body: object) => {
      const reply = await world.graph('POST', `/${world.wabaId}/flows`, body)
      return [reply.status, reply.body.error?.code, reply.body.error?.error_subcode]
    }
    expect(await post(newFlow({ name: 'Taken' }))).toEqual([200, undefined, undefined])
    expect(await post(newFlow({ name: 'Taken' }))).toEqual([400, 100, 4016019])
    for (const body of [
      newFlow({ name: '' }),
      newFlow({ name: 'x'.repeat(201) }),
      newFlow({ categories: [] }),
      newFlow({ categories: ['NONSENSE'] }),
      newFlow({ categories: 'SURVEY' }),
      newFlow({ flow_json: { version: '7.3' } }),
      newFlow({ endpoint_uri: 'http://plain.example' }),
      newFlow({ publish: true }),
      newFlow({ clone_flow_id: '1' }),
    ]) {
      expect((await post(body)).slice(0, 2), JSON.stringify(body)).toEqual([400, 100])
    }
  })

  test('with faults is saved and named, and publishing is what fails', async () => {
    const world = await TestWorld.make()
    const made = await world.graph(
      'POST',
      `/${world.wabaId}/flows`,
      newFlow({ flow_json: broken, publish: true }),
    )
    expect(made.status).toBe(200)
    const [first] = made.body.validation_errors
    expect(first).toMatchObject({
      error: expect.any(String),
      error_type: 'FLOW_JSON_ERROR',
      line_start: 1,
      pointers: [expect.objectContaining({ path: expect.any(String) })],
    })
    const { id } = made.body
    const read = await world.graph('GET', `/${id}?fields=status,validation_errors`)
    expect(read.body).toEqual({
      id,
      status: 'DRAFT',
      validation_errors: made.body.validation_errors,
    })
    const published = await world.graph('POST', `/${id}/publish`)
    expect(published.status).toBe(400)
    expect(published.body.error).toMatchObject({
      code: 139002,
      error_user_title: expect.any(String),
      error_user_msg: expect.any(String),
    })
  })

  test('goes from draft to published to deprecated, one way, and each step is announced', async () => {
    const world = await TestWorld.make()
    const { body } = await world.graph('POST', `/${world.wabaId}/flows`, newFlow())
    const code = async (method: string, path: string, form?: object) =>
      (await world.graph(method, path, form)).body.error?.code
    expect(await code('POST', `/${body.id}/publish`)).toBe(139002)
    expect(await code('POST', `/${body.id}/deprecate`)).toBe(139003)
    const upload = await world.graph('POST', `/${body.id}/assets`, uploadForm(soundFlow))
    expect(upload.body).toEqual({ success: true, validation_errors: [] })
    expect(await code('POST', `/${body.id}/publish`)).toBeUndefined()
    expect(await code('POST', `/${body.id}/publish`)).toBe(139002)
    expect(await code('POST', `/${body.id}/assets`, uploadForm(soundFlow))).toBe(139001)
    expect(await code('POST', `/${body.id}`, { name: 'Other' })).toBe(139001)
    expect(await code('DELETE', `/${body.id}`)).toBe(139004)
    expect(await code('POST', `/${body.id}/deprecate`)).toBeUndefined()
    expect(await code('POST', `/${body.id}/deprecate`)).toBe(139003)
    const changes = await world.receiver.until(
      (it) => it.of('flows').length === 2 && it.of('flows'),
    )
    expect(changes).toMatchObject([
      {
        event: 'FLOW_STATUS_CHANGE',
        flow_id: body.id,
        old_status: 'DRAFT',
        new_status: 'PUBLISHED',
      },
      { event: 'FLOW_STATUS_CHANGE', old_status: 'PUBLISHED', new_status: 'DEPRECATED' },
    ])
  })

  test('that is a draft can be renamed, refilled and deleted', async () => {
    const world = await TestWorld.make()
    const { body } = await world.graph('POST', `/${world.wabaId}/flows`, newFlow())
    const change = {
      name: 'Renamed',
      endpoint_uri: 'https://hooks.example.net/f',
      categories: '["OTHER"]',
    }
    expect((await world.graph('POST', `/${body.id}`, new URLSearchParams(change))).body).toEqual({
      success: true,
    })
    const read = await world.graph(
      'GET',
      `/${body.id}?fields=name,endpoint_uri,categories,health_status`,
    )
    expect(read.body).toMatchObject({
      name: 'Renamed',
      endpoint_uri: 'https://hooks.example.net/f',
      categories: ['OTHER'],
      health_status: { can_send_message: 'BLOCKED' },
    })
    expect((await world.graph('GET', `/${body.id}?fields=nonsense`)).body.error.code).toBe(100)
    expect((await world.graph('DELETE', `/${body.id}`)).body).toEqual({ success: true })
    expect((await world.graph('GET', `/${body.id}`)).body.error).toMatchObject({
      code: 100,
      error_subcode: 33,
    })
  })

  test('is downloaded byte for byte, also at 10 MB, by an address that cannot be forged', async () => {
    const world = await TestWorld.make()
    const { body } = await world.graph('POST', `/${world.wabaId}/flows`, newFlow())
    expect((await world.graph('GET', `/${body.id}/assets`)).body).toEqual({ data: [] })
    const text = `${' '.repeat(1024 * 1024)}"é😀"${' '.repeat(9 * 1024 * 1024 - 8)}`
    const upload = await world.graph('POST', `/${body.id}/assets`, uploadForm(text))
    expect(upload.body.success).toBe(true)
    const { body: assets } = await world.graph('GET', `/${body.id}/assets`)
    const address = new URL(assets.data[0].download_url)
    expect(address.origin).toBe('https://app.test')
    const path = (address.pathname + address.search).replace('/sandbox', '')
    expect((await (await ask(path)).text()) === text).toBe(true)
    expect((await ask(path.replace('signature=', 'signature=0'))).status).toBe(403)
    const tooLarge = await world.graph('POST', `/${body.id}/assets`, uploadForm(`${text} `))
    expect(tooLarge.body.error.code).toBe(100)
    const endless = await ask(`/graph/v24.0/${world.wabaId}/flows`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' },
      body: new Blob(Array.from({ length: 31 }, () => ' '.repeat(1024 * 1024))).stream(),
    })
    expect(endless.status).toBe(413)
    await endless.text()
    const noText = await world.graph(
      'POST',
      `/${body.id}/assets`,
      uploadForm(new Uint8Array([0xff])),
    )
    expect(noText.body.error.code).toBe(139001)
  })

  test('can be a copy of another', async () => {
    const world = await TestWorld.make()
    const source = await world.publishedFlow()
    const { body } = await world.graph(
      'POST',
      `/${world.wabaId}/flows`,
      newFlow({ clone_flow_id: source }),
    )
    expect((await world.graph('POST', `/${body.id}/publish`)).body).toEqual({ success: true })
    const read = await world.graph('GET', `/${body.id}?fields=status,json_version,application`)
    expect(read.body).toEqual({
      id: body.id,
      status: 'PUBLISHED',
      json_version: '7.3',
      application: { id: '1234567890' },
    })
  })
})

test('lists come in pages, newest first, there and back', async () => {
  const world = await TestWorld.make()
  for (const name of ['one', 'two', 'three']) {
    await world.graph('POST', `/${world.wabaId}/flows`, newFlow({ name }))
  }
  const list = async (query: string) => {
    const { body } = await world.graph('GET', `/${world.wabaId}/flows?fields=name&limit=2&${query}`)
    return { names: body.data.map((flow: { name: string }) => flow.name), paging: body.paging }
  }
  const first = await list('')
  expect(first.names).toEqual(['three', 'two'])
  expect(first.paging.next).toContain(`https://app.test/sandbox/graph/v24.0/${world.wabaId}/flows?`)
  const second = await list(`after=${encodeURIComponent(first.paging.cursors.after)}`)
  expect(second.names).toEqual(['one'])
  expect(second.paging.next).toBeUndefined()
  const back = await list(`before=${encodeURIComponent(second.paging.cursors.before)}`)
  expect(back.names).toEqual(['three', 'two'])
  const bad = await world.graph('GET', `/${world.wabaId}/flows?after=nonsense!`)
  expect(bad.body.error.code).toBe(100)
})

test('account, number and subscription answer their facts', async () => {
  const world = await TestWorld.make()
  const number = await world.graph(
    'GET',
    `/${world.phoneNumberId}?fields=display_phone_number,quality_rating`,
  )
  expect(number.body).toEqual({
    id: world.phoneNumberId,
    display_phone_number: world.displayPhoneNumber,
    quality_rating: 'GREEN',
  })
  const numbers = await world.graph('GET', `/${world.wabaId}/phone_numbers`)
  expect(numbers.body.data).toMatchObject([{ id: world.phoneNumberId, verified_name: 'Clinic' }])
  expect((await world.graph('GET', `/${world.wabaId}?fields=name`)).body).toEqual({
    id: world.wabaId,
    name: 'Clinic',
  })
  const apps = `/${world.wabaId}/subscribed_apps`
  expect((await world.graph('GET', apps)).body.data).toMatchObject([
    { whatsapp_business_api_data: { id: '1234567890' } },
  ])
  expect((await world.graph('DELETE', apps)).body).toEqual({ success: true })
  expect((await world.graph('GET', apps)).body).toEqual({ data: [] })
  expect((await world.graph('POST', apps)).body).toEqual({ success: true })
  const wrong = { override_callback_uri: 'https://receiver.test/nobody', verify_token: 'x' }
  expect((await world.graph('POST', apps, wrong)).body.error.code).toBe(2200)
  const inside = { override_callback_uri: 'http://10.0.0.1/', verify_token: 'x' }
  expect((await world.graph('POST', apps, inside)).body.error.code).toBe(100)
})
