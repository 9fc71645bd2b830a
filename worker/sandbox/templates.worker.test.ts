/** Templates of the emulator after they were handed in: verdicts, edits, pauses, deletion, lists. */
import { describe, expect, test } from 'vitest'
import { newTemplate, soundFlow, TestWorld } from './testing/world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const body = (text: string) => ({
  components: [{ type: 'BODY', text }],
})
const plain = (name: string, more: object = {}) => ({
  name,
  language: 'en_US',
  category: 'UTILITY',
  ...body(`This is the text of ${name}.`),
  ...more,
})
const create = (world: TestWorld, template: object) =>
  world.graph('POST', `/${world.wabaId}/message_templates`, template)
const read = async (world: TestWorld, id: string) =>
  (
    await world.graph(
      'GET',
      `/${id}?fields=status,rejected_reason,category,quality_score,components`,
    )
  ).body
const until = (world: TestWorld, id: string, event: string, times = 1) =>
  world.receiver.until((it) => {
    const found = it
      .of('message_template_status_update')
      .filter((value) => value.message_template_id === Number(id) && value.event === event)
    return found.length >= times && found.at(-1)
  })
async function approved(world: TestWorld, name: string, more: object = {}): Promise<string> {
  const made = await create(world, plain(name, more))
  expect(made.body.status).toBe('PENDING')
  await until(world, made.body.id, 'APPROVED')
  return made.body.id
}
const refusal = ({ status, body }: Awaited<ReturnType<typeof create>>) => [
  status,
  body.error?.code,
  body.error?.error_user_msg,
]

test('a review ends as the world is set, and a rejected template is edited and reviewed again', async () => {
  const world = await TestWorld.make({
    approvalVerdict: 'REJECTED',
    rejectionReason: 'PROMOTIONAL',
  })
  const { id } = (await create(world, plain('offer'))).body
  expect(await until(world, id, 'REJECTED')).toMatchObject({
    reason: 'PROMOTIONAL',
    message_template_name: 'offer',
  })
  expect(await read(world, id)).toMatchObject({
    status: 'REJECTED',
    rejected_reason: 'PROMOTIONAL',
  })
  await world.arrange('PATCH', '/settings', { approvalVerdict: 'APPROVED' })
  const edited = await world.graph('POST', `/${id}`, {
    category: 'MARKETING',
    ...body('Everything is half the price today.'),
  })
  expect(edited).toEqual({
    status: 200,
    body: { success: true, id, name: 'offer', category: 'MARKETING' },
  })
  await until(world, id, 'APPROVED')
  expect(await read(world, id)).toMatchObject({
    status: 'APPROVED',
    category: 'MARKETING',
    rejected_reason: 'NONE',
    components: [{ type: 'BODY', text: 'Everything is half the price today.' }],
  })
})

test('an approved template is edited once in a day and ten times in a month, never in its category', async () => {
  const world = await TestWorld.make()
  const id = await approved(world, 'visit')
  const edit = (more: object) => world.graph('POST', `/${id}`, more)
  for (const wrong of [
    {},
    { name: 'other' },
    { language: 'de' },
    { category: 'MARKETING', ...body('New words.') },
    body(''),
    { components: 'text' },
  ]) {
    const [status, code, words] = refusal(await edit(wrong))
    expect([status, code], JSON.stringify(wrong)).toEqual([400, 100])
    expect(words).toBeTruthy()
  }
  for (let day = 1; day <= 10; day++) {
    expect((await edit(body(`Words of day ${day}.`))).status).toBe(200)
    await until(world, id, 'APPROVED', day + 1)
    if (day === 1) {
      expect(refusal(await edit(body('Again.')))[2]).toContain('once in 24 hours')
    }
    await world.pass(DAY)
  }
  expect(refusal(await edit(body('Again.')))[2]).toContain('10 times in 30 days')
  await world.pass(21 * DAY)
  expect((await edit(body('Again.'))).status).toBe(200)
})

test('a template in review cannot be edited', async () => {
  const world = await TestWorld.make({ approvalDelayMs: HOUR })
  const { id } = (await create(world, plain('waiting'))).body
  expect(refusal(await world.graph('POST', `/${id}`, body('New.')))[2]).toContain('PENDING')
  await world.pass(HOUR)
  await until(world, id, 'APPROVED')
})

test('a pause by pacing is lifted by hand after five minutes; one for quality by itself, and the third is the end', async () => {
  const world = await TestWorld.make()
  const id = await approved(world, 'paced')
  const unpause = () => world.graph('POST', `/${id}/unpause`)
  const judge = (verdict: object) => world.arrange('POST', `/templates/${id}`, verdict)
  expect(refusal(await unpause())[2]).toContain('not PAUSED')

  await judge({ status: 'PAUSED', pause: 'pacing' })
  expect(await until(world, id, 'PAUSED')).toMatchObject({
    other_info: { title: 'RATE_LIMITING_PAUSE' },
  })
  expect((await world.sendTemplate('+9990001234', 'paced')).body.error.code).toBe(132015)
  expect(refusal(await unpause())[2]).toContain('five minutes')
  await world.pass(5 * 60_000)
  expect((await unpause()).body).toEqual({ success: true })
  expect((await read(world, id)).status).toBe('APPROVED')

  await judge({ status: 'PAUSED' })
  expect(await until(world, id, 'PAUSED', 2)).toMatchObject({
    other_info: { title: 'FIRST_PAUSE' },
  })
  await world.pass(10 * 60_000)
  expect(refusal(await unpause())[2]).toContain('by itself')
  await world.pass(3 * HOUR)
  await until(world, id, 'APPROVED', 3)
  await judge({ status: 'PAUSED' })
  expect(await until(world, id, 'PAUSED', 3)).toMatchObject({
    other_info: { title: 'SECOND_PAUSE' },
  })
  await world.pass(6 * HOUR)
  await until(world, id, 'APPROVED', 4)
  expect((await judge({ status: 'PAUSED' })).body.status).toBe('DISABLED')
  expect(await until(world, id, 'DISABLED')).toMatchObject({
    disable_info: { disable_date: expect.any(Number) },
  })
  expect((await world.sendTemplate('+9990001234', 'paced')).body.error.code).toBe(132016)
  const gone = await world.graph('DELETE', `/${world.wabaId}/message_templates?name=paced`)
  expect(refusal(gone)[2]).toContain('disabled')
})

test('quality and category change by a verdict, and webhooks say from what to what', async () => {
  const world = await TestWorld.make()
  const id = await approved(world, 'moved')
  const judged = await world.arrange('POST', `/templates/${id}`, {
    quality: 'YELLOW',
    category: 'MARKETING',
  })
  expect(judged.body).toMatchObject({ id, status: 'APPROVED', quality: 'YELLOW' })
  const [quality] = await world.receiver.until((it) => {
    const found = it.of('message_template_quality_update')
    return found.length > 0 && found
  })
  expect(quality).toMatchObject({ previous_quality_score: 'UNKNOWN', new_quality_score: 'YELLOW' })
  expect(world.receiver.of('template_category_update')).toMatchObject([
    { previous_category: 'UTILITY', new_category: 'MARKETING', message_template_name: 'moved' },
  ])
  expect(await read(world, id)).toMatchObject({
    category: 'MARKETING',
    quality_score: { score: 'YELLOW' },
  })
  for (const wrong of [{}, { status: 'LOST' }, { reason: 'SCAM' }, { status: 'APPROVED', x: 1 }]) {
    expect((await world.arrange('POST', `/templates/${id}`, wrong)).status).toBe(400)
  }
  expect((await world.arrange('POST', '/templates/1', { status: 'PAUSED' })).status).toBe(404)
})

describe('a list of templates', () => {
  test('is narrowed by part of a name, words, category and quality, and comes in pages', async () => {
    const world = await TestWorld.make()
    for (const name of ['visit_first', 'visit_second', 'order']) await approved(world, name)
    const names = async (query: string) =>
      (await world.graph('GET', `/${world.wabaId}/message_templates?${query}`)).body.data.map(
        ({ name }: { name: string }) => name,
      )
    expect(await names('name=visit')).toEqual(['visit_second', 'visit_first'])
    expect(await names('content=TEXT%20of%20order')).toEqual(['order'])
    expect(await names('name_or_content=order')).toEqual(['order'])
    expect(await names('quality_score=GREEN')).toEqual([])
    expect(await names('category=utility&status=approved&language=en_US')).toHaveLength(3)
    const first = await world.graph('GET', `/${world.wabaId}/message_templates?limit=2&fields=name`)
    expect(first.body.data).toHaveLength(2)
    expect(await names(`limit=2&after=${first.body.paging.cursors.after}`)).toEqual(['visit_first'])
  })

  test('also gives one template, as client libraries ask for it', async () => {
    const world = await TestWorld.make()
    const id = await approved(world, 'single')
    const { body: one } = await world.graph('GET', `/${world.wabaId}/message_templates/${id}`)
    expect(one).toMatchObject({ id, name: 'single' })
    expect((await world.graph('GET', `/${world.wabaId}/message_templates/1`)).body.error.code).toBe(
      2500,
    )
  })
})

test('deleting one language by id leaves the others', async () => {
  const world = await TestWorld.make()
  const english = await approved(world, 'both')
  const german = await approved(world, 'both', { language: 'de', ...body('Das ist ein Text.') })
  const path = `/${world.wabaId}/message_templates`
  expect((await world.graph('DELETE', `${path}?hsm_id=${german}&name=other`)).status).toBe(400)
  expect((await world.graph('DELETE', `${path}?hsm_id=${german}&name=both`)).body).toEqual({
    success: true,
  })
  expect((await read(world, english)).status).toBe('APPROVED')
  expect((await world.graph('GET', `/${german}`)).body.error.error_subcode).toBe(33)
  const again = plain('both', { language: 'de', ...body('Noch ein Text.') })
  expect((await create(world, again)).body.error.error_subcode).toBe(2388023)
  await world.pass(30 * DAY)
  expect((await create(world, again)).status).toBe(200)
})

test('limits that can be switched on: how many templates, and no two with the same words', async () => {
  const world = await TestWorld.make({ templateLimit: 2, refusesDuplicateTemplates: true })
  const flowId = await world.publishedFlow()
  const first = newTemplate('one', flowId)
  expect((await create(world, first)).status).toBe(200)
  const twin = await create(world, { ...first, name: 'two' })
  expect(twin.body.error).toMatchObject({ code: 100, message: '(#100) Duplicate message template' })
  expect((await create(world, plain('two'))).status).toBe(200)
  expect((await create(world, plain('three'))).body.error.error_subcode).toBe(2388019)
})

test('a button may bring the JSON of its flow along, which is made and published with the template', async () => {
  const world = await TestWorld.make()
  const flowButton = (flow_json: unknown) => ({
    components: [
      { type: 'BODY', text: 'How was it?' },
      { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Tell us', flow_json }] },
    ],
  })
  const broken = await create(world, plain('brought', flowButton('{}')))
  expect([broken.status, broken.body.error.code]).toEqual([400, 100])
  const flows = async () => (await world.graph('GET', `/${world.wabaId}/flows`)).body.data
  expect(await flows()).toEqual([])
  const id = await approved(world, 'brought', flowButton(soundFlow))
  const [flow] = await flows()
  expect(flow.status).toBe('PUBLISHED')
  const { components } = await read(world, id)
  expect(components[1].buttons).toEqual([
    {
      type: 'FLOW',
      text: 'Tell us',
      flow_id: flow.id,
      flow_action: 'navigate',
      navigate_screen: 'RATING',
    },
  ])
})

test('addresses and codes of buttons keep their rules, and each message gives their values', async () => {
  const world = await TestWorld.make()
  const buttons = (...list: object[]) => ({
    components: [
      { type: 'BODY', text: 'Look here, please.' },
      { type: 'BUTTONS', buttons: list },
    ],
  })
  const url = (address: string, example?: string[]) => ({
    type: 'URL',
    text: 'Open',
    url: address,
    ...(example && { example }),
  })
  for (const wrong of [
    url('no address'),
    url('https://shop.example.net/{{1}}/order', ['a']),
    url('https://shop.example.net/{{1}}{{2}}', ['a']),
    url('https://shop.example.net/{{1}}'),
    { type: 'COPY_CODE' },
    { type: 'COPY_CODE', example: 'x'.repeat(16) },
  ]) {
    const reply = await create(world, plain('wrong', buttons(wrong)))
    expect([reply.status, reply.body.error?.code], JSON.stringify(wrong)).toEqual([400, 100])
  }
  const shop = url('https://shop.example.net/{{1}}', ['https://shop.example.net/a'])
  await approved(world, 'offer', {
    category: 'MARKETING',
    ...buttons(shop, { type: 'COPY_CODE', example: 'MAY25' }),
  })
  const send = (address?: object, code?: object) =>
    world.graph('POST', `/${world.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      to: '+9990001234',
      type: 'template',
      template: {
        name: 'offer',
        language: { code: 'en_US' },
        components: [
          ...(address
            ? [{ type: 'button', sub_type: 'url', index: '0', parameters: [address] }]
            : []),
          ...(code
            ? [{ type: 'button', sub_type: 'copy_code', index: '1', parameters: [code] }]
            : []),
        ],
      },
    })
  const address = { type: 'text', text: 'order-7' }
  const code = { type: 'coupon_code', coupon_code: 'JUNE25' }
  const codeOf = async (reply: ReturnType<typeof send>) => (await reply).body.error?.code
  expect(await codeOf(send())).toBe(131008)
  expect(await codeOf(send(address))).toBe(131008)
  expect(await codeOf(send({ type: 'payload', payload: 'x' }, code))).toBe(132012)
  expect(await codeOf(send(address, { ...code, coupon_code: 'x'.repeat(16) }))).toBe(132005)
  expect(await codeOf(send(address, code))).toBeUndefined()
})
