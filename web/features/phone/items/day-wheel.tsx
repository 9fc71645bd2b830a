/** A day picked by three wheels, as phones turn them for a DatePicker: day, month and year in the viewer's order. */
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  Index,
  onCleanup,
} from 'solid-js'
import { addDays, clampDate, daysOf, isDate, monthOf, rangeOf } from './calendar.ts'
import styles from './day-wheel.module.css'
import { longDate, monthName, today, written } from './day-words.ts'

type Part = 'day' | 'month' | 'year'
const names: Record<Part, string> = { day: 'Day', month: 'Month', year: 'Year' }

/** In which order the viewer's language writes a date. */
const order = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' })
  .formatToParts()
  .map(({ type }) => type)
  .filter((type): type is Part => type in names)

/** Further than this no day on offer is looked for. */
const MOST_DAYS_AWAY = 366

type DayWheelProps = {
  /** `YYYY-MM-DD` or empty. */
  value: string
  min: string
  max: string
  isOff: (date: string) => boolean
  onChoose: (date: string) => void
}

export function DayWheel(props: DayWheelProps) {
  const range = createMemo(() => rangeOf(props.min, props.max))
  const [at, setAt] = createSignal(firstShown())
  const month = () => monthOf(at())
  const isOff = (date: string) => props.isOff(date)
  const wordsId = createUniqueId()
  const choose = () => {
    if (!isOff(at())) props.onChoose(at())
  }

  /** What was chosen before, else the day on offer that is nearest to today. */
  function firstShown(): string {
    const { min, max } = range()
    const start = clampDate(isDate(props.value) ? props.value : today(), min, max)
    for (let away = 0; away <= MOST_DAYS_AWAY; away++)
      for (const date of [addDays(start, away), addDays(start, -away)])
        if (date >= min && date <= max && !props.isOff(date)) return date
    return start
  }

  const rows: Record<Part, () => Row[]> = {
    day: () =>
      daysOf(month())
        .days.filter((date) => date >= range().min && date <= range().max)
        .map((date) => ({ date, words: String(Number(date.slice(8))), isOff: isOff(date) })),
    month: () =>
      Array.from({ length: 12 }, (_, i) => `${at().slice(0, 4)}-${String(i + 1).padStart(2, '0')}`)
        .filter((each) => each >= monthOf(range().min) && each <= monthOf(range().max))
        .map((each) => ({
          date: inMonth(each),
          words: written(monthName, `${each}-01`),
          isOff: false,
        })),
    year: () => {
      const first = Number(range().min.slice(0, 4))
      const last = Number(range().max.slice(0, 4))
      return Array.from({ length: last - first + 1 }, (_, i) => ({
        date: inMonth(`${first + i}-${at().slice(5, 7)}`),
        words: String(first + i),
        isOff: false,
      }))
    },
  }
  /** The same day of another month, as near as the month and the range have it. */
  const inMonth = (target: string): string => {
    const { days } = daysOf(target)
    const same = days[Number(at().slice(8)) - 1] ?? days[days.length - 1] ?? `${target}-01`
    return clampDate(same, range().min, range().max)
  }

  return (
    <div class={styles.picker}>
      <div class={styles.wheels}>
        <For each={order}>
          {(part, index) => (
            <Wheel
              part={part}
              rows={rows[part]()}
              at={at()}
              isFirst={index() === 0}
              onTurn={setAt}
              onEnter={choose}
            />
          )}
        </For>
      </div>
      <p class={styles.words} id={wordsId} role="status">
        {written(longDate, at())}
        {isOff(at()) ? ': not available' : ''}
      </p>
      <button
        type="button"
        class={styles.done}
        disabled={isOff(at())}
        aria-describedby={wordsId}
        onClick={choose}
      >
        Done
      </button>
    </div>
  )
}

type Row = { date: string; words: string; isOff: boolean }

const ROW_PX = 34
/** A wheel that was turned by a finger has come to rest after this long without moving. */
const REST_MS = 120

/** How many characters of a date say which row of a wheel it is in. */
const lengthOf: Record<Part, number> = { day: 10, month: 7, year: 4 }

function Wheel(props: {
  part: Part
  rows: readonly Row[]
  at: string
  isFirst: boolean
  onTurn: (date: string) => void
  onEnter: () => void
}) {
  let wheel!: HTMLDivElement
  let rest: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(rest))
  const length = () => lengthOf[props.part]
  const index = createMemo(() =>
    props.rows.findIndex(({ date }) => date.slice(0, length()) === props.at.slice(0, length())),
  )
  const turnTo = (row: number) => {
    const { date } = props.rows[Math.max(0, Math.min(props.rows.length - 1, row))] ?? {}
    if (date !== undefined && date !== props.at) props.onTurn(date)
  }
  createEffect(() => {
    const top = index() * ROW_PX
    if (Math.abs(wheel.scrollTop - top) >= 1) wheel.scrollTop = top
  })
  const settle = () => {
    clearTimeout(rest)
    rest = setTimeout(() => turnTo(Math.round(wheel.scrollTop / ROW_PX)), REST_MS)
  }
  const steps: Record<string, () => number> = {
    ArrowUp: () => index() - 1,
    ArrowDown: () => index() + 1,
    PageUp: () => index() - 5,
    PageDown: () => index() + 5,
    Home: () => 0,
    End: () => props.rows.length - 1,
  }
  const numberAt = (row: number) =>
    Number(props.rows[row]?.date.slice(length() - (props.part === 'year' ? 4 : 2), length()))
  return (
    <div
      ref={wheel}
      class={styles.wheel}
      role="spinbutton"
      tabindex="0"
      aria-label={names[props.part]}
      aria-valuenow={numberAt(index())}
      aria-valuemin={numberAt(0)}
      aria-valuemax={numberAt(props.rows.length - 1)}
      aria-valuetext={`${props.rows[index()]?.words ?? ''}${props.rows[index()]?.isOff ? ', not available' : ''}`}
      data-first={props.isFirst ? '' : undefined}
      onScroll={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault()
          return props.onEnter()
        }
        const step = steps[event.key]
        if (!step) return
        event.preventDefault()
        turnTo(step())
      }}
    >
      <Index each={props.rows}>
        {(row, at) => (
          <div
            class={styles.row}
            aria-hidden="true"
            data-at={at === index()}
            data-off={row().isOff}
            onClick={() => turnTo(at)}
          >
            {row().words}
          </div>
        )}
      </Index>
    </div>
  )
}
