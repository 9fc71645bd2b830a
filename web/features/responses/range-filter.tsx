/** The date range of a list: a few usual ones, or two days of one's own. Both days are inside. */
import { type JSX, Show } from 'solid-js'
import { Segmented } from '../../ui/segmented.tsx'
import { type DayRange, dayOf } from './day-range.ts'
import styles from './range-filter.module.css'

type Usual = 'all' | 'today' | 'week' | 'month' | 'own'

const backOf: Record<Exclude<Usual, 'all' | 'own'>, number> = { today: 0, week: 6, month: 29 }

/** Which of the usual ranges this is. */
function usualOf(range: DayRange, now: Date): Usual {
  if (!range.from && !range.to) return 'all'
  if (range.to && range.to !== dayOf(now)) return 'own'
  for (const [usual, back] of Object.entries(backOf))
    if (range.from === dayOf(now, back)) return usual as Usual
  return 'own'
}

export function RangeFilter(props: {
  range: DayRange
  onChange: (range: DayRange) => void
}): JSX.Element {
  const now = new Date()
  const usual = () => usualOf(props.range, now)
  const choose = (next: Usual) => {
    if (next === 'all') props.onChange({ from: null, to: null })
    else if (next === 'own') props.onChange({ from: dayOf(now, 7), to: dayOf(now, 1) })
    else props.onChange({ from: dayOf(now, backOf[next]), to: dayOf(now) })
  }
  return (
    <div class={styles.filter}>
      <Segmented
        label="Date submitted"
        options={[
          { value: 'all', label: 'All' },
          { value: 'today', label: 'Today' },
          { value: 'week', label: '7 days' },
          { value: 'month', label: '30 days' },
          { value: 'own', label: 'Dates…' },
        ]}
        value={usual()}
        onChange={choose}
      />
      <Show when={usual() === 'own'}>
        <span class={styles.dates}>
          <input
            type="date"
            aria-label="From day"
            value={props.range.from ?? ''}
            max={props.range.to ?? dayOf(now)}
            onChange={(event) =>
              props.onChange({ ...props.range, from: event.currentTarget.value || null })
            }
          />
          <span aria-hidden="true">–</span>
          <input
            type="date"
            aria-label="To day"
            value={props.range.to ?? ''}
            min={props.range.from ?? undefined}
            max={dayOf(now)}
            onChange={(event) =>
              props.onChange({ ...props.range, to: event.currentTarget.value || null })
            }
          />
        </span>
      </Show>
    </div>
  )
}
