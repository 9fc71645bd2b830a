/** Whom the business blocks, over the Graph API: `block_users` of its number. */
import { block, countBlocked, isBlocked, listBlocked, MAX_BLOCKED, unblock } from '../blocked.ts'
import { parsePhoneNumber } from '../phone-numbers.ts'
import { isWindowOpen } from '../phone-store.ts'
import type { GraphCall } from './call.ts'
import { GraphError, invalidParameter } from './errors.ts'
import { isRecord } from './message-content.ts'

type Wanted = { input: string; digits: string | undefined }

function readUsers({ params }: GraphCall): Wanted[] {
  if (params.text('messaging_product') !== 'whatsapp') {
    throw invalidParameter('The parameter messaging_product is required and must be whatsapp.')
  }
  const list = params.list('block_users')
  if (!list || list.length === 0) throw invalidParameter('The parameter block_users is required.')
  if (list.length > 1_000) throw invalidParameter('Param block_users has at most 1000 entries.')
  return list.map((entry, at) => {
    const user = isRecord(entry) ? entry.user : undefined
    if (typeof user !== 'string') throw invalidParameter(`Param block_users[${at}] needs a user.`)
    return { input: user, digits: parsePhoneNumber(user)?.digits }
  })
}

const shown = ({ input, digits }: Wanted) => ({ input, wa_id: digits })

/** `POST /{PHONE}/block_users`: only people who wrote within 24 hours can be blocked. */
export function blockUsers(call: GraphCall): Response {
  const { world } = call
  const users = readUsers(call)
  const mayBlock = ({ digits }: Wanted) =>
    digits !== undefined && (isBlocked(world, digits) || isWindowOpen(world, digits))
  const added = users.filter(mayBlock)
  const failed = users.filter((user) => !mayBlock(user))
  if (countBlocked(world) + added.length > MAX_BLOCKED) {
    throw new GraphError(139102, { details: `At most ${MAX_BLOCKED} people can be blocked.` })
  }
  for (const { digits } of added) if (digits !== undefined) block(world, digits)
  const body = {
    messaging_product: 'whatsapp',
    block_users: {
      added_users: added.map(shown),
      ...(failed.length > 0 && {
        failed_users: failed.map((user) => ({
          ...shown(user),
          errors: [
            {
              code: 139101,
              message: 'Failed to block user',
              error_data: { details: 'The person did not write to this number in 24 hours.' },
            },
          ],
        })),
      }),
    },
  }
  if (failed.length === 0) return Response.json(body)
  const error = new GraphError(139100, { details: 'Some people could not be blocked.' })
  return Response.json({ ...body, error: error.toBody() }, { status: 400 })
}

/** `DELETE /{PHONE}/block_users` */
export function unblockUsers(call: GraphCall): Response {
  const users = readUsers(call).filter(({ digits }) => digits !== undefined)
  for (const { digits } of users) if (digits !== undefined) unblock(call.world, digits)
  return Response.json({
    messaging_product: 'whatsapp',
    block_users: { removed_users: users.map(shown) },
  })
}

/** `GET /{PHONE}/block_users`, in the order of the numbers. */
export function listBlockedUsers({ world, params }: GraphCall): Response {
  const limit = Number(params.text('limit') ?? 100)
  const after = params.text('after') ?? ''
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) {
    throw invalidParameter('Param limit must be 1 to 1000.')
  }
  if (!/^\d*$/.test(after)) throw invalidParameter('Param after is not a cursor of this list.')
  const numbers = listBlocked(world, after, limit)
  const last = numbers.at(-1)
  return Response.json({
    data: numbers.map((number) => ({ messaging_product: 'whatsapp', wa_id: number })),
    ...(last !== undefined && { paging: { cursors: { before: numbers[0], after: last } } }),
  })
}
