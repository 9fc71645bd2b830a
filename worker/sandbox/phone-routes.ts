/** The simulated phones over HTTP: who they are, what they show, and what they say back. */
import { Hono } from 'hono'
import * as z from 'zod'
import { readChat } from './delivery.ts'
import { openFlow, speak, submitFlow, turnOn, wantMarketing } from './phone-actions.ts'
import { parsePhoneNumber } from './phone-numbers.ts'
import {
  ensurePhone,
  getPhone,
  listPhones,
  type PhoneRow,
  switchPhone,
  windowOpenUntil,
} from './phone-store.ts'
import { fileOfMessage, listChat } from './phone-view.ts'
import { problem } from './problems.ts'
import { readJson } from './read-json.ts'
import type { World } from './world-context.ts'

const NewPhone = z.object({
  number: z.string().max(60),
  name: z.string().trim().min(1).max(100).optional(),
})
const PhoneChange = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    /** Off: messages wait until the phone is on again. */
    offline: z.boolean(),
    /** The person blocked the business: its messages are sent, and never delivered. */
    blocksBusiness: z.boolean(),
    /** The person stopped marketing from the business, or resumed it. */
    marketingStopped: z.boolean(),
  })
  .partial()
const NewText = z.object({ text: z.string().trim().min(1).max(4_096) })
const Submission = z.object({ payload: z.record(z.string(), z.unknown()) })

const MAX_PAGE = 500

/** `openSocket` answers a page that wants to hear of changes. */
export function phoneRoutes(world: World, openSocket: (request: Request) => Response): Hono {
  const phones = new Hono()

  phones.get('/', (c) => {
    const limit = readLimit(c.req.query('limit'), 50)
    const after = readPhoneCursor(c.req.query('after'))
    if (limit === undefined || after === undefined) {
      return problem('bad-request', 'The page asked for does not exist.')
    }
    const search = (c.req.query('search') ?? '').slice(0, 100)
    const found = listPhones(world, { search, limit: limit + 1, after })
    const page = found.slice(0, limit)
    const last = found.length > limit ? page.at(-1) : undefined
    return c.json({
      phones: page.map((phone) => render(world, phone)),
      next: last ? `${last.last_at}.${last.number}` : null,
    })
  })

  phones.post('/', async (c) => {
    const body = await readBody(c.req.raw, NewPhone)
    if (body instanceof Response) return body
    const number = parsePhoneNumber(body.number)
    if (!number) return notANumber(body.number)
    const phone = ensurePhone(world, number.digits, body.name)
    world.changed([phone.number])
    return c.json(render(world, phone), 201)
  })

  phones.get('/events', (c) => openSocket(c.req.raw))

  phones.patch('/:number', async (c) => {
    const number = parsePhoneNumber(c.req.param('number'))
    if (!number) return notANumber(c.req.param('number'))
    const change = await readBody(c.req.raw, PhoneChange)
    if (change instanceof Response) return change
    const before = ensurePhone(world, number.digits, change.name)
    const phone = switchPhone(world, number.digits, change)
    if (before.offline && !phone.offline) turnOn(world, number.digits)
    if (before.marketing_stopped !== phone.marketing_stopped) wantMarketing(world, phone)
    world.changed([phone.number])
    return c.json(render(world, phone))
  })

  phones.get('/:number/messages', (c) => {
    const number = parsePhoneNumber(c.req.param('number'))
    if (!number) return notANumber(c.req.param('number'))
    const limit = readLimit(c.req.query('limit'), 200)
    const after = readSeq(c.req.query('after'))
    const before = readSeq(c.req.query('before'))
    if (limit === undefined || after === undefined || before === undefined) {
      return problem('bad-request', 'limit, after and before must be numbers.')
    }
    return c.json(listChat(world, number.digits, { limit, after, before }))
  })

  phones.post('/:number/messages', async (c) => {
    const number = parsePhoneNumber(c.req.param('number'))
    if (!number) return notANumber(c.req.param('number'))
    const body = await readBody(c.req.raw, NewText)
    if (body instanceof Response) return body
    return c.json({ messageId: speak(world, number.digits, body.text) }, 201)
  })

  phones.get('/:number/messages/:messageId/file', (c) => {
    const number = parsePhoneNumber(c.req.param('number'))
    if (!number) return notANumber(c.req.param('number'))
    return fileOfMessage(world, number.digits, c.req.param('messageId'))
  })

  phones.post('/:number/read', (c) => {
    const number = parsePhoneNumber(c.req.param('number'))
    if (!number) return notANumber(c.req.param('number'))
    if (!getPhone(world, number.digits)) return noSuchPhone()
    return c.json({ read: readChat(world, number.digits) })
  })

  phones.get('/:number/flows/:messageId', (c) => {
    const number = parsePhoneNumber(c.req.param('number'))
    if (!number) return notANumber(c.req.param('number'))
    return openFlow(world, number.digits, c.req.param('messageId'))
  })

  phones.post('/:number/flows/:messageId/submissions', async (c) => {
    const number = parsePhoneNumber(c.req.param('number'))
    if (!number) return notANumber(c.req.param('number'))
    const body = await readBody(c.req.raw, Submission)
    if (body instanceof Response) return body
    return submitFlow(world, number.digits, c.req.param('messageId'), body.payload)
  })

  return phones
}

const render = (world: World, phone: PhoneRow) => {
  const openUntil = windowOpenUntil(world, phone)
  return {
    number: `+${phone.number}`,
    name: phone.name,
    unread: phone.unread,
    lastMessage:
      phone.last_text === null
        ? null
        : {
            text: phone.last_text,
            direction: phone.last_direction,
            at: new Date(phone.last_at).toISOString(),
          },
    windowOpenUntil: openUntil === null ? null : new Date(openUntil).toISOString(),
    typingUntil:
      phone.typing_until === null || phone.typing_until <= world.now()
        ? null
        : new Date(phone.typing_until).toISOString(),
    offline: phone.offline === 1,
    blocksBusiness: phone.blocks_business === 1,
    marketingStopped: phone.marketing_stopped === 1,
  }
}

const notANumber = (input: string) =>
  problem(
    'bad-phone-number',
    'Not a phone number.',
    `“${input.slice(0, 60)}” is no phone number. Sandbox numbers are +999 and seven to ten digits.`,
  )

const noSuchPhone = () => problem('not-found', 'There is no such phone.')

const readBody = <T>(request: Request, schema: z.ZodType<T>): Promise<T | Response> =>
  readJson(request, (value) => schema.safeParse(value))

/** undefined where the text is no limit. */
function readLimit(text: string | undefined, usual: number): number | undefined {
  if (text === undefined) return usual
  const limit = Number(text)
  return Number.isInteger(limit) && limit >= 1 ? Math.min(limit, MAX_PAGE) : undefined
}

/** null where absent, undefined where it is no number. */
function readSeq(text: string | undefined): number | null | undefined {
  if (text === undefined || text === '') return null
  const seq = Number(text)
  return Number.isSafeInteger(seq) && seq >= 0 ? seq : undefined
}

function readPhoneCursor(
  text: string | undefined,
): { at: number; number: string } | null | undefined {
  if (text === undefined || text === '') return null
  const [, at, number] = /^(\d{1,15})\.(\d{7,15})$/.exec(text) ?? []
  return at && number ? { at: Number(at), number } : undefined
}
