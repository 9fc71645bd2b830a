/** Puts messages under the day they belong to. */

export type Day<Message> = { key: string; words: string; messages: Message[] }

/** Messages in their order, grouped by the viewer's calendar day. */
export function byDay<Message extends { at: string }>(
  messages: readonly Message[],
  now: Date,
): Day<Message>[] {
  const days: Day<Message>[] = []
  for (const message of messages) {
    const at = new Date(message.at)
    const key = dayKey(at)
    const last = days.at(-1)
    if (last?.key === key) last.messages.push(message)
    else days.push({ key, words: dayWords(at, now), messages: [message] })
  }
  return days
}

const dayKey = (at: Date) => `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`

const withYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' })

/** "Today", "Yesterday", a weekday within the last week, else the date. */
export function dayWords(at: Date, now: Date): string {
  const start = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate())
  const days = Math.round((start(now).getTime() - start(at).getTime()) / 86_400_000)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return days > 1 && days < 7 ? weekday.format(at) : withYear.format(at)
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** "11:29". */
export const clockTime = (at: string | Date): string => clock.format(new Date(at))
