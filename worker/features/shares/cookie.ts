/** The cookie by which a guest's browser is known again: one for each link, useless for any other. */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { AppEnv } from '../../http/context.ts'
import { cookiePrefix } from '../../http/cookie-prefix.ts'

type C = Context<AppEnv>

const nameFor = (c: C, linkId: string): string => `${cookiePrefix(c.get('origin'))}-guest-${linkId}`

/** The secret that this browser has for a link. Ids come from outside: what no cookie can be called has none. */
export function guestSecretIn(c: C, linkId: string): string | undefined {
  return /^[\w-]{1,64}$/.test(linkId) ? getCookie(c, nameFor(c, linkId)) : undefined
}

/** Out of reach of scripts, sent by our own pages and by links to them alone. */
export function setGuestCookie(
  c: C,
  linkId: string,
  secret: string,
  expiresAt: number,
  now: number,
): void {
  setCookie(c, nameFor(c, linkId), secret, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c),
    path: '/app',
    maxAge: Math.max(0, Math.floor((expiresAt - now) / 1000)),
  })
}

/** Whether the browser came by https: to us, or to the proxy in front of our public address. */
function isSecure(c: C): boolean {
  if (new URL(c.req.url).protocol === 'https:') return true
  const open = new URL(c.get('origin'))
  return open.protocol === 'https:' && open.host === c.req.header('host')
}
