/** DatePicker: one day between two ends by a wheel, unavailable ones left out. */
import { createMemo } from 'solid-js'
import type { ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { useScreen } from '../screen-context.ts'
import { DayField } from './day-field.tsx'

export function DateField(props: { item: ViewItemOf<'DatePicker'> }) {
  const { send } = useScreen()
  const blocked = createMemo(() => new Set(props.item.unavailableDates))
  return (
    <DayField
      picksBy="wheel"
      {...props.item}
      min={props.item.minDate}
      max={props.item.maxDate}
      isOff={(date) => blocked().has(date)}
      onInput={(value) => send({ type: 'input', name: props.item.name, value })}
      onLeave={() => send({ type: 'blur', name: props.item.name })}
    />
  )
}
