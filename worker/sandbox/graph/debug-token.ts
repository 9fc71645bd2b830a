/** `GET /debug_token`: what an app may learn of an access token that was made for it. */
import { sameText, sha256, type World } from '../world-context.ts'
import { badToken, expiredToken, GraphError, invalidParameter } from './errors.ts'

/** An app speaks for itself by its id and its secret. */
const appToken = /^(\d{5,20})\|([^\s|]+)$/

/** Answers with the token's permissions and end. `token` is the caller's own; `asked` the one asked about. */
export async function debugToken(
  world: World | undefined,
  token: string | undefined,
  asked: string | null,
): Promise<Response> {
  const [, appId, appSecret] = appToken.exec(token ?? '') ?? []
  if (appId === undefined || appSecret === undefined) {
    throw badToken('Invalid OAuth access token - Cannot parse access token')
  }
  if (asked === null || asked === '') {
    throw invalidParameter('The parameter input_token is required')
  }
  // Worlds are found by their tokens: of one that names none, nothing more is known.
  if (!world) return invalid(190, undefined, 'Invalid OAuth access token.')
  const { config, settings } = world
  if (appId !== config.appId) {
    throw new GraphError(101, {
      message: 'Error validating application. Cannot get application info due to a system error.',
    })
  }
  if (!sameText(appSecret, config.appSecret)) {
    throw badToken('Invalid OAuth access token signature.')
  }
  if (!sameText(await sha256(asked), config.tokenHash)) {
    return invalid(190, undefined, 'Invalid OAuth access token.')
  }
  if (settings.tokenExpired) {
    const { code, about, message } = expiredToken(world.now())
    return invalid(code, about.subcode, message)
  }
  return Response.json({
    data: {
      app_id: config.appId,
      type: 'SYSTEM_USER',
      application: config.verifiedName,
      data_access_expires_at: 0,
      expires_at: 0,
      is_valid: true,
      scopes: settings.permissions,
      granular_scopes: settings.permissions.map((scope) => ({ scope })),
      user_id: config.wabaId,
    },
  })
}

const invalid = (code: number, subcode: number | undefined, message: string) =>
  Response.json({
    data: {
      error: { code, message, ...(subcode !== undefined && { subcode }) },
      is_valid: false,
      scopes: [],
    },
  })
