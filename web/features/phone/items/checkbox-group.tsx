/** CheckboxGroup: several of several; at the maximum the rest is switched off by the view. */
import { Index } from 'solid-js'
import type { ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { useScreen } from '../screen-context.ts'
import { GroupBox } from './group-box.tsx'
import { OptionRow } from './option-row.tsx'
import styles from './options.module.css'

/** How many may be chosen, in words; null where nothing is set beyond "any". */
export function boundsInWords(min: number, max: number, options: number): string | null {
  const capped = max < options
  if (min > 0 && capped) return min === max ? `Choose ${min}` : `Choose ${min} to ${max}`
  if (min > 1) return `Choose at least ${min}`
  return capped ? `Choose up to ${max}` : null
}

/** The chosen ids after one more tap, in the order of the taps (reference §6.1). */
export const toggled = (chosen: readonly string[], id: string, on: boolean): string[] =>
  on ? [...chosen.filter((each) => each !== id), id] : chosen.filter((each) => each !== id)

export function CheckboxGroup(props: { item: ViewItemOf<'CheckboxGroup'> }) {
  const { send } = useScreen()
  const toggle = (id: string, on: boolean) =>
    send({ type: 'input', name: props.item.name, value: toggled(props.item.value, id, on) })
  return (
    <GroupBox
      item={props.item}
      note={props.item.description ?? props.item.helperText}
      bounds={boundsInWords(
        props.item.minSelected,
        props.item.maxSelected,
        props.item.options.length,
      )}
      onLeave={() => send({ type: 'blur', name: props.item.name })}
    >
      <Index each={props.item.options}>
        {(option) => (
          <label class={styles.row} data-off={!option().enabled}>
            <input
              type="checkbox"
              value={option().id}
              checked={props.item.value.includes(option().id)}
              disabled={!option().enabled}
              onChange={(event) => toggle(option().id, event.currentTarget.checked)}
            />
            <OptionRow option={option()} large={props.item.mediaSize === 'large'} />
          </label>
        )}
      </Index>
    </GroupBox>
  )
}
