/** Finds the known name that a mistyped one was meant to be. */

/** Names looked at in one search, so that a list of thousands costs no more than one of hundreds. */
const MAX_NAMES = 200

/** The nearest of the names to one that was not found, or null when none is near. */
export function nearest(wanted: string, names: Iterable<string>): string | null {
  if (wanted === '' || wanted.length > 60) return null
  let best: string | null = null
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  let looked = 0
  for (const name of names) {
    if (++looked > MAX_NAMES) break
    if (Math.abs(name.length - wanted.length) >= bestDistance) continue
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** ` Did you mean X?`, or nothing. */
export const didYouMean = (wanted: string, names: Iterable<string>): string => {
  const guess = nearest(wanted, names)
  return guess === null ? '' : ` Did you mean ${guess}?`
}

/** Insertions, deletions, replacements and swaps of neighbours between two short words. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      current.push(cost)
    }
    before = previous
    previous = current
  }
  return previous[b.length] ?? 0
}
