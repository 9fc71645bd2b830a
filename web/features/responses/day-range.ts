/** A range of calendar days in the viewer's own zone, as the address keeps it and as the server asks for it. */

export type DayRange = { from: string | null; to: string | null }

const isDay = (text: unknown): text is string =>
  typeof text === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(new Date(`${text}T00:00:00`).getTime())

/** The range in an address; what is no day counts as open, and a reversed range is turned round. */
export function readDayRange(params: { from?: unknown; to?: unknown }): DayRange {
  const from = isDay(params.from) ? params.from : null
  const to = isDay(params.to) ? params.to : null
  return from && to && from > to ? { from: to, to: from } : { from, to }
}

/** First moment of the first day and first moment after the last one, in milliseconds; both days are inside. */
export function rangeBounds({ from, to }: DayRange): { from?: number; to?: number } {
  const bounds: { from?: number; to?: number } = {}
  if (from) bounds.from = new Date(`${from}T00:00:00`).getTime()
  if (to) {
    const end = new Date(`${to}T00:00:00`)
    end.setDate(end.getDate() + 1)
    bounds.to = end.getTime()
  }
  return bounds
}

/** The day of a moment as "2026-11-22", in the viewer's zone; `back` counts days before it. */
export function dayOf(now: Date, back = 0): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - back)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
