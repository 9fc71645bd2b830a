/** Times in the viewer's zone: exact and short for tables, relative with the exact one on hover for prose. */
import { createSignal, type JSX } from 'solid-js'

const short = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const shortWithYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const long = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
})
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })

/** "22 Nov, 11:42", with the year where it is not this one. `at` in milliseconds. */
export const formatDateTime = (at: number): string =>
  (new Date(at).getFullYear() === new Date().getFullYear() ? short : shortWithYear).format(at)

/** "22 November 2026, 11:42:04 SGT". */
export const formatExact = (at: number): string => long.format(at)

/** The viewer's zone as a short name, for column headings: "SGT", "GMT+8". */
export function zoneName(): string {
  const part = new Intl.DateTimeFormat(undefined, { timeZoneName: 'short' })
    .formatToParts(Date.now())
    .find(({ type }) => type === 'timeZoneName')
  return part?.value ?? 'local time'
}

/** "just now", "5 minutes ago", "yesterday"; older than a week as a date. */
export function formatRelative(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000)
  const size = Math.abs(seconds)
  if (size < 45) return 'just now'
  if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute')
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour')
  if (size < 7 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day')
  return formatDateTime(at)
}

// One clock for every relative time on the page.
const [now, setNow] = createSignal(Date.now())
setInterval(() => document.visibilityState === 'visible' && setNow(Date.now()), 30_000)

/** A time; `as="relative"` reads like "5 minutes ago". Hovering shows it to the second with its zone. */
export function Time(props: { at: number; as?: 'short' | 'relative' }): JSX.Element {
  return (
    <time datetime={new Date(props.at).toISOString()} title={formatExact(props.at)}>
      {props.as === 'relative'
        ? formatRelative(props.at, Math.max(now(), props.at))
        : formatDateTime(props.at)}
    </time>
  )
}
