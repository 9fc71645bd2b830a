/** Numbers of simulated phones: as an address holds them, and the next free one. */

/** "+9990000001" from what stands in the address, where an unescaped + arrives as a space; null where no digits are. */
export function numberInAddress(text: unknown): string | null {
  if (typeof text !== 'string') return null
  const digits = text.replace(/\D/g, '')
  return digits ? `+${digits}` : null
}

/** The first sandbox number that nobody has: +9990000001, +9990000002, and so on. */
export function nextFreeNumber(taken: readonly string[]): string {
  const used = new Set(taken)
  for (let next = 1; ; next++) {
    const number = `+999${String(next).padStart(7, '0')}`
    if (!used.has(number)) return number
  }
}

/** "+999 000 0001": in groups that can be read aloud. Other countries' numbers stay in one piece. */
export const spacedNumber = (number: string): string =>
  number.replace(/^\+999(\d{3})(\d{4,7})$/, '+999 $1 $2')
