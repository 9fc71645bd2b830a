/** Opening what a flow links to: https only, in a new tab that cannot reach back. */

/** The address when it is a plain https one, else null. */
export function safeHref(url: string): string | null {
  try {
    const parsed = new URL(url)
    return parsed.protocol === 'https:' && !parsed.username ? parsed.href : null
  } catch {
    return null
  }
}

/** Opens a flow's link; false when it is refused. */
export function openLink(url: string): boolean {
  const href = safeHref(url)
  if (href === null) return false
  window.open(href, '_blank', 'noopener,noreferrer')
  return true
}
