/** One day to pick: a field that opens a sheet with a calendar or a wheel; days not on offer cannot be picked. */
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import { CalendarIcon, LeftIcon, RightIcon } from '../marks.tsx'
import {
  addDays,
  addMonths,
  clampDate,
  daysOf,
  isDate,
  monthOf,
  rangeOf,
  weekdayOf,
} from './calendar.ts'
import { DayWheel } from './day-wheel.tsx'
import { longDate, monthName, shortDate, today, weekdayName, written } from './day-words.ts'
import fieldStyles from './field.module.css'
import { describedBy, FieldBox, markedLabel } from './field.tsx'
import styles from './sheet.module.css'
import { Sheet } from './sheet.tsx'

export type DayFieldProps = {
  picksBy: 'calendar' | 'wheel'
  label: string
  helperText: string | null
  required: boolean
  enabled: boolean
  error: string | null
  /** `YYYY-MM-DD` or empty. */
  value: string
  min: string
  max: string
  /** Whether a day between the ends is not on offer. */
  isOff: (date: string) => boolean
  /** The other end of a range, so that the days between are marked. */
  other?: string
  onInput: (value: string) => void
  onLeave: () => void
}

export function DayField(props: DayFieldProps) {
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  let control: HTMLButtonElement | undefined
  const close = () => {
    setOpen(false)
    props.onLeave()
  }
  const choose = (date: string) => {
    props.onInput(date)
    close()
  }
  const shown = () => (props.value ? written(shortDate, props.value) : '')
  return (
    <>
      <FieldBox
        id={id}
        label={props.label}
        required={props.required}
        filled={props.value !== ''}
        enabled={props.enabled}
        error={props.error}
        helperText={props.helperText}
        onClear={() => {
          props.onInput('')
          control?.focus()
        }}
        trailing={
          <span class={fieldStyles.mark}>
            <CalendarIcon />
          </span>
        }
      >
        <button
          ref={control}
          type="button"
          id={id}
          class={fieldStyles.value}
          disabled={!props.enabled}
          aria-haspopup="dialog"
          aria-expanded={open()}
          aria-label={`${markedLabel(props)}${shown() ? `: ${shown()}` : ''}`}
          aria-invalid={props.error !== null}
          aria-describedby={describedBy(id, props)}
          onClick={() => setOpen(true)}
        >
          {shown()}
        </button>
      </FieldBox>
      <Show when={open()}>
        <Sheet title={props.label} onClose={close} returnTo={() => control}>
          <Show
            when={props.picksBy === 'wheel'}
            fallback={<Calendar {...props} onChoose={choose} />}
          >
            <DayWheel {...props} onChoose={choose} />
          </Show>
        </Sheet>
      </Show>
    </>
  )
}

function Calendar(props: DayFieldProps & { onChoose: (date: string) => void }) {
  const range = createMemo(() => rangeOf(props.min, props.max))
  const min = () => range().min
  const max = () => range().max
  const [at, setAt] = createSignal(
    clampDate(
      isDate(props.value) ? props.value : isDate(props.other ?? '') ? (props.other ?? '') : today(),
      min(),
      max(),
    ),
  )
  const month = createMemo(() => monthOf(at()))
  const grid = createMemo(() => daysOf(month()))
  const isOff = (date: string) => date < min() || date > max() || props.isOff(date)
  /** Between the two ends of a range. */
  const isBetween = (date: string) => {
    const ends = [props.value, props.other ?? ''].filter(isDate).sort()
    return ends.length === 2 && date > (ends[0] ?? '') && date < (ends[1] ?? '')
  }
  let days: HTMLFieldSetElement | undefined

  /** Shows another month, keeping the day of the month where it can. */
  const turnTo = (target: string) =>
    setAt(clampDate(daysOf(target).days[Number(at().slice(8)) - 1] ?? `${target}-01`, min(), max()))

  const steps: Record<string, (date: string) => string> = {
    ArrowLeft: (date) => addDays(date, -1),
    ArrowRight: (date) => addDays(date, 1),
    ArrowUp: (date) => addDays(date, -7),
    ArrowDown: (date) => addDays(date, 7),
    Home: (date) => addDays(date, -weekdayOf(date)),
    End: (date) => addDays(date, 6 - weekdayOf(date)),
    PageUp: (date) => daysOf(addMonths(monthOf(date), -1)).days[Number(date.slice(8)) - 1] ?? date,
    PageDown: (date) => daysOf(addMonths(monthOf(date), 1)).days[Number(date.slice(8)) - 1] ?? date,
  }
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    setAt(clampDate(step(at()), min(), max()))
    days?.querySelector<HTMLElement>(`[data-date="${at()}"]`)?.focus()
  }
  const years = createMemo(() => {
    const first = Number(min().slice(0, 4))
    return Array.from({ length: Number(max().slice(0, 4)) - first + 1 }, (_, i) => first + i)
  })
  const year = () => month().slice(0, 4)

  return (
    <>
      <div class={styles.months}>
        <button
          type="button"
          class={styles.turn}
          aria-label="Month before"
          disabled={month() <= monthOf(min())}
          onClick={() => turnTo(addMonths(month(), -1))}
        >
          <LeftIcon />
        </button>
        <select
          aria-label="Month"
          value={month().slice(5)}
          onChange={(event) => turnTo(`${year()}-${event.currentTarget.value}`)}
        >
          <For each={Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'))}>
            {(number) => (
              <option value={number} selected={number === month().slice(5)}>
                {written(monthName, `2024-${number}-01`)}
              </option>
            )}
          </For>
        </select>
        <select
          aria-label="Year"
          value={year()}
          onChange={(event) => turnTo(`${event.currentTarget.value}-${month().slice(5)}`)}
        >
          <For each={years()}>
            {(number) => (
              <option value={number} selected={String(number) === year()}>
                {number}
              </option>
            )}
          </For>
        </select>
        <button
          type="button"
          class={styles.turn}
          aria-label="Month after"
          disabled={month() >= monthOf(max())}
          onClick={() => turnTo(addMonths(month(), 1))}
        >
          <RightIcon />
        </button>
      </div>
      <fieldset class={styles.days} ref={days} aria-label="Days" onKeyDown={move}>
        <For each={Array.from({ length: 7 }, (_, i) => addDays('2024-01-01', i))}>
          {(monday) => (
            <span class={styles.weekday} aria-hidden="true">
              {written(weekdayName, monday)}
            </span>
          )}
        </For>
        <For each={grid().days}>
          {(date, index) => (
            <button
              type="button"
              class={styles.day}
              style={index() === 0 ? { 'grid-column-start': grid().before + 1 } : undefined}
              data-date={date}
              data-first={date === at() ? '' : undefined}
              tabindex={date === at() ? 0 : -1}
              // A blocked day can be stepped on by the keyboard, and says so, but not chosen.
              aria-disabled={isOff(date)}
              aria-pressed={date === props.value || date === props.other}
              data-between={isBetween(date)}
              aria-label={`${written(longDate, date)}${isOff(date) ? ', not available' : ''}`}
              onClick={() => {
                if (!isOff(date)) props.onChoose(date)
              }}
            >
              {Number(date.slice(8))}
            </button>
          )}
        </For>
      </fieldset>
    </>
  )
}
