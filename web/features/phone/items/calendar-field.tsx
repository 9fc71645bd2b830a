/** CalendarPicker: one day, or the first and the last of a range; only the days the flow offers. */
import { createMemo, Match, Show, Switch } from 'solid-js'
import { WEEKDAYS } from '../../../../shared/flow/day.ts'
import type { ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { useScreen } from '../screen-context.ts'
import { weekdayOf } from './calendar.ts'
import { DayField } from './day-field.tsx'
import groups from './options.module.css'

type Calendar = ViewItemOf<'CalendarPicker'>
type Range = Extract<Calendar, { mode: 'range' }>
type Single = Extract<Calendar, { mode: 'single' }>

/** Years a calendar offers when the flow sets no ends (reference §3.12). */
const YEARS_BACK = 100
const YEARS_ON = 5

export function CalendarField(props: { item: Calendar }) {
  return (
    <Switch>
      <Match when={props.item.mode === 'single' && props.item}>
        {(item) => <SingleDay item={item()} />}
      </Match>
      <Match when={props.item.mode === 'range' && props.item}>
        {(item) => <TwoDays item={item()} />}
      </Match>
    </Switch>
  )
}

function createDays(item: () => Calendar) {
  const year = new Date().getFullYear()
  const blocked = createMemo(() => new Set(item().unavailableDates))
  return {
    min: () => item().minDate ?? `${year - YEARS_BACK}-01-01`,
    max: () => item().maxDate ?? `${year + YEARS_ON}-12-31`,
    isOff: (date: string) => {
      const weekday = WEEKDAYS[weekdayOf(date)]
      return blocked().has(date) || (weekday !== undefined && !item().includeDays.includes(weekday))
    },
  }
}

function SingleDay(props: { item: Single }) {
  const { send } = useScreen()
  const days = createDays(() => props.item)
  return (
    <DayField
      picksBy="calendar"
      {...props.item}
      min={days.min()}
      max={days.max()}
      isOff={days.isOff}
      onInput={(value) => send({ type: 'input', name: props.item.name, value })}
      onLeave={() => send({ type: 'blur', name: props.item.name })}
    />
  )
}

function TwoDays(props: { item: Range }) {
  const { send } = useScreen()
  const days = createDays(() => props.item)
  const input = (change: { start?: string; end?: string }) =>
    send({
      type: 'input',
      name: props.item.name,
      value: {
        'start-date': change.start ?? props.item.start.value,
        'end-date': change.end ?? props.item.end.value,
      },
    })
  const leave = () => send({ type: 'blur', name: props.item.name })
  return (
    <fieldset class={groups.group} disabled={!props.item.enabled}>
      <Show when={props.item.title}>
        {(title) => (
          <legend class={groups.legend} dir="auto">
            {title()}
          </legend>
        )}
      </Show>
      <Show when={props.item.description}>
        {(text) => (
          <p class={groups.note} dir="auto">
            {text()}
          </p>
        )}
      </Show>
      <div class={groups.stack}>
        <DayField
          picksBy="calendar"
          {...props.item.start}
          enabled={props.item.enabled}
          min={days.min()}
          max={days.max()}
          isOff={days.isOff}
          other={props.item.end.value}
          onInput={(start) => input({ start })}
          onLeave={leave}
        />
        <DayField
          picksBy="calendar"
          {...props.item.end}
          enabled={props.item.enabled}
          min={props.item.start.value || days.min()}
          max={days.max()}
          isOff={days.isOff}
          other={props.item.start.value}
          onInput={(end) => input({ end })}
          onLeave={leave}
        />
      </div>
    </fieldset>
  )
}
