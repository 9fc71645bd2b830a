/** When a new link is to end: after so many days, at the end of a day that was picked, or never. */

export type Ending = 'never' | '1' | '7' | '30' | 'date'

export const endings: { value: Ending; label: string }[] = [
  { value: 'never', label: 'Never' },
  { value: '1', label: '1 day' },
  { value: '7', label: '1 week' },
  { value: '30', label: '30 days' },
  { value: 'date', label: 'On a day' },
]

const dayMs = 24 * 3600 * 1000

/** Today as a date field has it, in this browser's zone: `2026-11-28`. */
export const dayOf = (at: number): string => {
  const day = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/**
 * Milliseconds of the end, null for never; in words what is wrong with the picked day. A picked day counts whole, in this
 * browser's zone.
 */
export function endingAt(
  ending: Ending,
  day: string,
  now: number,
): { at: number | null } | { wrong: string } {
  if (ending === 'never') return { at: null }
  if (ending !== 'date') return { at: now + Number(ending) * dayMs }
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!parts) return { wrong: 'Pick a day.' }
  const [year, month, date] = parts.slice(1).map(Number) as [number, number, number]
  const end = new Date(year, month - 1, date, 23, 59, 59, 999)
  if (end.getMonth() !== month - 1 || end.getDate() !== date) return { wrong: 'Pick a day.' }
  return end.getTime() > now ? { at: end.getTime() } : { wrong: 'Pick today or a later day.' }
}
