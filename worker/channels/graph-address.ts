/** Where a Graph API may answer: at public hosts over https, and in our own emulator. */
import { err, ok, type Result } from '../../shared/result.ts'
import { type Env, isLocal } from '../env.ts'

const emulatorPath = '/sandbox/graph'

/** Names that mean this machine or the network it stands in. */
const inside = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|arpa|onion)$/
/** The URL parser has turned every spelling of an IPv4 address into this one. */
const isIp = (host: string): boolean => /^[\d.]+$/.test(host) || host.startsWith('[')
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * The address as it is kept, and whether it is the emulator of this server; else what is wrong with it. `origin` is where
 * this server was asked.
 */
export function graphAddress(
  env: Env,
  origin: string,
  wanted: string,
): Result<{ graphBaseUrl: string; sandbox: boolean }, string> {
  if (!URL.canParse(wanted)) return err('This is no web address.')
  const url = new URL(wanted)
  const path = url.pathname.replace(/\/+$/, '')
  if (path === emulatorPath && isOwnHost(env, new URL(origin), url))
    return ok({ graphBaseUrl: `${origin}${emulatorPath}`, sandbox: true })
  if (url.protocol !== 'https:') return err('It must begin with https://')
  if (url.username || url.password || url.search || url.hash)
    return err('It may not hold a user name, a password, a question mark or a hash sign.')
  const host = url.hostname.replace(/\.$/, '')
  if (url.port !== '' || !host.includes('.') || isIp(host) || inside.test(host))
    return err(
      'It must be a public name, such as graph.facebook.com, or the emulator of this server.',
    )
  return ok({ graphBaseUrl: `${url.origin}${path}`, sandbox: false })
}

/** On a laptop the app has several names for itself. */
const isOwnHost = (env: Env, own: URL, url: URL): boolean =>
  url.origin === own.origin ||
  (isLocal(env) &&
    url.protocol === own.protocol &&
    url.port === own.port &&
    loopback.has(url.hostname) &&
    loopback.has(own.hostname))
