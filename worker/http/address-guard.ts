/** Which addresses our server may ask because somebody wrote them down: public ones over https, and what they lead to. */
import { resolve4, resolve6 } from 'node:dns/promises'
import { err, ok, type Result } from '../../shared/result.ts'

export type AddressRules = {
  /** One's own laptop: programs listening on 127.0.0.1 may be asked too. */
  local: boolean
  /** Our own origin, which nobody may make us ask. */
  ownOrigin: string
}

/** The outside, so that tests can stand in for it. */
export type Outside = {
  fetch(url: string, init: RequestInit): Promise<Response>
  /** The numbers behind a name; none where nobody has that name. */
  resolve(name: string): Promise<string[]>
}

export const theOutside: Outside = {
  fetch: (url, init) => fetch(url, init),
  async resolve(name) {
    const found = await Promise.allSettled([resolve4(name), resolve6(name)])
    return found.flatMap((it) => (it.status === 'fulfilled' ? it.value : []))
  },
}

const redirectsMax = 3

/** Asks a public address; each redirect is looked at like the first address. Refusals in words. @throws as fetch does. */
export async function fetchOutside(
  address: string,
  init: { headers: Record<string, string>; signal: AbortSignal },
  rules: AddressRules,
  outside: Outside = theOutside,
): Promise<Result<Response, string>> {
  let next = address
  for (let hop = 0; hop <= redirectsMax; hop++) {
    const url = await publicAddress(next, rules, outside)
    if (!url.ok) return hop === 0 ? url : err(`It leads on to another address. ${url.error}`)
    const response = await outside.fetch(url.value.href, { ...init, redirect: 'manual' })
    const { status } = response
    const location = response.headers.get('location')
    if (![301, 302, 303, 307, 308].includes(status) || location === null) return ok(response)
    await response.body?.cancel()
    next = URL.canParse(location, url.value) ? new URL(location, url.value).href : location
  }
  return err('It leads on from address to address without end.')
}

async function publicAddress(
  text: string,
  rules: AddressRules,
  outside: Outside,
): Promise<Result<URL, string>> {
  const url = readAddress(text, rules)
  if (!url.ok) return url
  const { hostname } = url.value
  if (isNumber(hostname) || isOwnLaptop(url.value, rules)) return url
  const numbers = await outside.resolve(hostname)
  if (numbers.length === 0) return err(`Nothing is found at ${hostname}. Check the address.`)
  return numbers.every(isPublicNumber) ? url : err(privateWords(hostname))
}

/** The address as far as it can be judged by itself, without asking what its name stands for. */
export function readAddress(text: string, rules: AddressRules): Result<URL, string> {
  if (!URL.canParse(text))
    return err('Write a whole address, such as https://example.com/clinic.jpg.')
  const url = new URL(text)
  if (url.username || url.password) return err('Leave name and password out of the address.')
  if (url.origin === new URL(rules.ownOrigin).origin)
    return err('This address is Flowroom’s own. Upload the file instead.')
  if (isOwnLaptop(url, rules)) return ok(url)
  if (url.protocol !== 'https:') return err('The address must begin with https://.')
  if (url.port !== '') return err('Leave the port out of the address.')
  const name = url.hostname.replace(/\.$/, '')
  const isPublic = isNumber(name)
    ? isPublicNumber(name)
    : name.includes('.') && !innerNames.test(name)
  return isPublic ? ok(url) : err(privateWords(name))
}

const privateWords = (name: string) =>
  `${name.slice(0, 100)} is not on the public internet. Use an address that everybody can open.`

/** Names that only mean something inside some network. */
const innerNames =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|corp|home|private|test|invalid|onion|home\.arpa|in-addr\.arpa|ip6\.arpa)$/i

const isOwnLaptop = ({ protocol, hostname }: URL, { local }: AddressRules): boolean =>
  local && protocol === 'http:' && hostname === '127.0.0.1'

/** Addresses are read before: whatever way a number was written, it is four decimal ones or stands in brackets here. */
const isNumber = (host: string): boolean => /^\d+(\.\d+){3}$|^\[/.test(host)

/** First parts of IPv4 addresses that are not on the public internet, as [value, bits]. */
const innerRanges: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

export function isPublicNumber(number: string): boolean {
  if (/^\d+(\.\d+){3}$/.test(number)) {
    const value = asInteger(number)
    return !innerRanges.some(
      ([first, bits]) => value >>> (32 - bits) === asInteger(first) >>> (32 - bits),
    )
  }
  // Of IPv6 the public part alone, without those in it that stand for IPv4 addresses or for examples.
  const [first = '', second = ''] = number.replace(/^\[/, '').toLowerCase().split(':')
  if (!/^[23][0-9a-f]{3}$/.test(first)) return false
  return !(first === '2002' || (first === '2001' && /^(0{0,4}|0?db8)$/.test(second)))
}

const asInteger = (number: string): number =>
  number.split('.').reduce((value, part) => value * 256 + Number(part), 0) >>> 0
