/** The page somebody wanted before they had to sign in: kept in the address as ?to=, and only ever one of ours. */

/** Where to go after sign-in: a path of this site, else the start page. */
export function wantedPage(to: string | string[] | undefined, origin: string): string {
  const wanted = Array.isArray(to) ? to[0] : to
  if (!wanted?.startsWith('/')) return '/'
  let url: URL
  try {
    url = new URL(wanted, origin)
  } catch {
    return '/'
  }
  // "//evil.example" and "/\evil.example" begin with a slash and still lead elsewhere.
  if (url.origin !== origin || /^\/(sign-in|sign-up)\/?$/.test(url.pathname)) return '/'
  return url.pathname + url.search + url.hash
}

/** The sign-in (or sign-up) page that leads back to `here`. */
export const signInFor = (here: string, page: '/sign-in' | '/sign-up' = '/sign-in'): string =>
  here === '/' ? page : `${page}?to=${encodeURIComponent(here)}`
